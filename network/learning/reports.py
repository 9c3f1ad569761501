"""Figures of learning networks, and of taking part in layer 2 altogether; read-only."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from loket.accounts.models import User
from loket.usage import tallying
from loket.usage.enums import Dimension
from network.events import reports as event_reports
from network.learning.enums import DECIDING, LIVE_STATES
from network.learning.models import LearningNetwork, Membership, Post


def live() -> QuerySet[LearningNetwork]:
    """Networks that are at work now."""
    return LearningNetwork.objects.filter(state__in=LIVE_STATES).order_by()


def posts(start: datetime, end: datetime) -> QuerySet[Post]:
    """What members wrote in their networks in a period."""
    return Post.objects.filter(at__gte=start, at__lt=end).order_by()


def members(start: datetime, end: datetime) -> QuerySet[Membership]:
    """Who took part in a network on some day of a period."""
    joined = Membership.objects.filter(role__in=DECIDING, joined_at__isnull=False, joined_at__lt=end)
    return joined.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=start)).order_by()


def participants(levels: Iterable[str], start: datetime, end: datetime) -> QuerySet[User]:
    """People of these levels who took part in layer 2: in a network, or at an event. Each counts once.

    Who has no account, or gave no level, cannot be counted here.
    """
    took_part = Q(pk__in=members(start, end).values("person")) | Q(pk__in=event_reports.people_who_came(start, end))
    return User.objects.filter(took_part, level__in=list(levels)).order_by()


def posted_on(day: date) -> Counter:
    """What members wrote on a day, by what is known of them."""
    rows = posts(*tallying.bounds(day)).values_list("author__sector", "author__level", "author__areas")
    return tallying.tally(tallying.person(*who) for who in rows)


def joined_on(day: date) -> Counter:
    """Who joined a network on a day, by kind of network."""
    start, end = tallying.bounds(day)
    rows = Membership.objects.filter(joined_at__gte=start, joined_at__lt=end, role__in=DECIDING).order_by()
    who = rows.values_list("network__kind", "person__sector", "person__level", "person__areas")
    return tallying.tally({Dimension.KIND: kind} | tallying.person(*about) for kind, *about in who)
