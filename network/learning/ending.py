"""The end date: told in time and once, and the harvest that goes before the archive."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from network.learning import notifications, permissions
from network.learning.enums import NetworkState
from network.learning.models import EndReminder, Harvest, LearningNetwork

WARNED = (60, 14, -1)
"""So many days before the end its facilitators hear of it; the last one is the day after."""


def warn(*, at: datetime) -> int:
    """Write the warnings that are due: of each network the latest one only, once. Returns how many networks."""
    today, warned = local_date(at), 0
    soon = LearningNetwork.objects.live().filter(ends_on__lte=today + timedelta(days=max(WARNED)))
    for network in soon.order_by("pk")[:1000]:
        left = (network.ends_on - today).days
        days = min((each for each in WARNED if left <= each), default=None)
        if days is not None and _is_first(network, days, at=at):
            warned += 1
    return warned


def _is_first(network: LearningNetwork, days: int, *, at: datetime) -> bool:
    """One transaction for each, so that what was told stays told when a later one fails."""
    with transaction.atomic():
        key = {"network": network, "ends_on": network.ends_on, "days": days}
        _, is_new = EndReminder.objects.get_or_create(**key, defaults={"at": at})
        if is_new:
            notifications.ending(network, days=days, at=at)
    return is_new


def save_harvest(network: LearningNetwork, texts: dict, *, by, at: datetime, seen: str = "") -> Harvest:
    """Write down what came of it. ``seen``: the ``saved_at`` of the text that was changed; raises ``StaleState``."""
    if not permissions.can_harvest(by, network):
        raise PermissionDenied("De begeleider schrijft de oogst op, zolang het netwerk oogst.")
    with transaction.atomic():
        held, _ = Harvest.objects.select_for_update().get_or_create(network=network, defaults={"saved_at": at})
        if seen and seen != held.saved_at.isoformat():
            raise StaleState
        for name in ("answer", "lessons", "left_open"):
            setattr(held, name, texts.get(name, "").strip())
        held.saved_at = at
        held.full_clean()
        held.save()
    return held


def is_over(network: LearningNetwork, *, at: datetime) -> bool:
    """Past its end, and still standing as if it went on."""
    return network.state != NetworkState.ARCHIVED and network.is_live and network.ends_on < local_date(at)


def days_left(network: LearningNetwork, *, at: datetime) -> int:
    return (network.ends_on - local_date(at)).days
