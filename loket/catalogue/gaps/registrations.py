"""What white spots add to other areas: gathering, menus, tasks, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import merging, signals
from loket.catalogue.gaps import claiming, gathering, permissions
from loket.catalogue.gaps.models import Claim, Wanted, WantedFollower
from loket.core import menus, retention
from loket.search import keeping


def register() -> None:
    keeping.on_empty_search(gathering.gather)
    signals.entry_published.connect(_published, dispatch_uid="gaps")
    signals.entry_restored.connect(_published, dispatch_uid="gaps restored")
    retention.register("witte vlekken waar niemand meer naar zoekt", gathering.forget_old)
    menus.register(
        menus.Page(menus.EDITORS, "Witte vlekken", "white_spots", "search-x", 20, allowed=permissions.can_look)
    )
    menus.register(menus.Page(menus.CATALOGUE, "Wat wij zoeken", "wanted_entries", "megaphone", 60))
    merging.register_rows("gezochte bijdragen", Wanted)
    my_loket.register_tasks(_promises)
    privacy.register_export("gezochte bijdragen", _export)
    privacy.register_erasure("gezochte bijdragen", _erase)


def _published(sender, entry, at: datetime, **rest) -> None:
    claiming.published(entry, at=at)


def _promises(user: User) -> Iterator[my_loket.Task]:
    """What this person promised to make, until it is handed in."""
    for claim in Claim.objects.running().filter(by=user).select_related("wanted", "entry"):
        if not claiming.is_handed_in(claim):
            title, url = claim.wanted.title, claim.wanted.get_absolute_url()
            yield my_loket.Task(title, url, "Gezocht", "U maakt dit voor het loket", claim.due_on)


def _export(user: User) -> dict:
    claims = Claim.objects.filter(by=user).select_related("wanted")
    followed = WantedFollower.objects.filter(user=user).select_related("wanted")
    return {
        "toezeggingen": [
            {"titel": row.wanted.title, "sinds": row.at.isoformat(), "uiterlijk": row.due_on.isoformat()}
            for row in claims
        ],
        "gevolgd": [row.wanted.title for row in followed],
    }


def _erase(user: User, *, at: datetime) -> None:
    """What this person was making is free for others; what was published stays, without the name."""
    for wanted in Wanted.objects.filter(maker=user):
        claiming.give_back(wanted, by=user, at=at)
