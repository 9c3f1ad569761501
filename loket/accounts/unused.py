"""Accounts that nobody uses any more: their owner is told, and a month later they are erased (docs/decisions.md §8)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from loket.accounts import notifications, privacy
from loket.accounts.models import User
from loket.accounts.workflow import LastCoordinator
from loket.core.warning import WARNED_BEFORE, warned_in_time
from loket.core.working_days import local_date

KEPT = timedelta(days=2 * 365)
AT_ONCE = 500


def warn(at: datetime) -> int:
    """Tell who did not sign in for nearly two years; returns how many were told. Once per period of absence."""
    told = 0
    for person in _absent(at - KEPT + WARNED_BEFORE)[:AT_ONCE]:
        context = {
            "person": person,
            "seen_on": local_date(person.seen_at),
            "goes_on": local_date(max(person.seen_at + KEPT, at + WARNED_BEFORE)),
            "link": f"{settings.SITE_URL}{reverse('account_login')}",
        }
        told += notifications.send_once("unused", _key(person), to=person.email, context=context, at=at)
    return told


def forget(at: datetime) -> int:
    """Erase the accounts whose owner was told a month ago and did not come back. The last coordinator stays."""
    people = {_key(person): person for person in _absent(at - KEPT)[:AT_ONCE]}
    erased = 0
    for key in sorted(warned_in_time(people, at=at)):
        try:
            privacy.erase(people[key], at=at)
        except LastCoordinator:
            continue
        erased += 1
    return erased


def _absent(since: datetime) -> QuerySet[User]:
    """Who was last seen before that moment, longest ago first; ``seen_at`` says when."""
    seen = User.objects.annotate(seen_at=Coalesce("last_login", "date_joined"))
    return seen.filter(seen_at__lt=since).order_by("seen_at", "pk")


def _key(person: User) -> str:
    return f"unused:{person.pk}:{person.seen_at:%Y-%m-%d}"
