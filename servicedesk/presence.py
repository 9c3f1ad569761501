"""Who looks at a question now: a note in the cache that fades. Without Redis nobody is seen, and nothing is lost."""

from datetime import datetime, timedelta

from django.core.cache import cache

FADES = timedelta(seconds=45)


def _key(question_id: int) -> str:
    return f"desk:present:{question_id}"


def arrive(question_id: int, user, *, at: datetime) -> list[str]:
    """Note that somebody is here; returns the names of the others. Two at the same moment may miss one round."""
    here: dict[int, tuple[str, float]] = cache.get(_key(question_id)) or {}
    now = at.timestamp()
    fresh = {pk: seen for pk, seen in here.items() if now - seen[1] < FADES.total_seconds()}
    fresh[user.pk] = (str(user), now)
    cache.set(_key(question_id), fresh, FADES.total_seconds())
    return sorted(name for pk, (name, _) in fresh.items() if pk != user.pk)
