"""Who is writing in which box: a note in the cache that fades. Without Redis nobody is seen, and nothing is lost."""

from datetime import datetime, timedelta

from django.core.cache import cache

from network.regions.enums import Box

FADES = timedelta(seconds=20)


def _key(region_id: int) -> str:
    return f"story:present:{region_id}"


def arrive(region_id: int, user, box: str, *, at: datetime) -> dict[str, list[str]]:
    """Note that somebody is in a box (or in none: empty); returns the names of the others by box."""
    here: dict[int, tuple[str, str, float]] = cache.get(_key(region_id)) or {}
    now = at.timestamp()
    fresh = {pk: seen for pk, seen in here.items() if now - seen[2] < FADES.total_seconds() and pk != user.pk}
    found: dict[str, list[str]] = {}
    for name, other, _ in sorted(fresh.values()):
        found.setdefault(other, []).append(name)
    fresh[user.pk] = (str(user), box if box in Box.values else "", now)
    cache.set(_key(region_id), fresh, FADES.total_seconds())
    return found
