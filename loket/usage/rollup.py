"""Daily totals: of the rows of use and of what areas register, a day at a time, so that the cost follows the day.

``roll_up`` can be repeated; ``check`` compares what was kept with the rows and keeps the outcome.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max, Min, Sum

from loket.usage.enums import OF_PEOPLE, Act, Dimension
from loket.usage.models import DayCount, SelfCheck, UseCount
from loket.usage.moving import MOVED

Counts = Mapping[tuple[str, str], int]
"""How often, by (dimension, code); the total stands under ``("", "")``."""

MOST_MISSED = timedelta(days=366)
CHECKED_DAYS = 7
"""The nightly check looks so many days back: what came late is then counted again."""


@dataclass(frozen=True)
class Source:
    """An act that areas keep rows of. ``count(day)`` counts those rows; ``act`` is unique and at most 24 signs."""

    act: str
    label: str
    count: Callable[[date], Counts]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Count this every night; one of the same act is replaced."""
    _sources[source.act] = source


def sources() -> list[Source]:
    return list(_sources.values())


def roll_up(day: date) -> None:
    """Count a day anew, whole or not at all. What is counted beside requests by people's dimensions stays."""
    counted = {source.act: source.count(day) for source in _sources.values()} | _used(day)
    rows = [
        DayCount(day=day, act=act, dimension=dimension, code=code, count=number)
        for act, counts in counted.items()
        for (dimension, code), number in counts.items()
        if number or not dimension
    ]
    with transaction.atomic():
        _hold(day)
        old = DayCount.objects.filter(day=day)
        old.exclude(act__in=Act.values, dimension__in=OF_PEOPLE).delete()
        DayCount.objects.bulk_create(rows)


def catch_up(today: date) -> int:
    """Count yesterday, and before it the days that were missed (a year at most); returns how many days it counted."""
    last = DayCount.objects.filter(dimension="").aggregate(last=Max("day"))["last"]
    first = last + timedelta(days=1) if last else UseCount.objects.aggregate(first=Min("day"))["first"]
    yesterday = today - timedelta(days=1)
    day = max(first or yesterday, today - MOST_MISSED)
    count = 0
    while day <= yesterday:
        roll_up(day)
        day, count = day + timedelta(days=1), count + 1
    return count


def _hold(day: date) -> None:
    """One roll-up of a day at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7001, %s)", [day.toordinal()])


def _used(day: date) -> dict[str, Counter]:
    """Views, downloads and searches of a day, by kind of subject; nothing at all when nothing was counted that day."""
    rows = UseCount.objects.filter(day=day, act__in=Act.values).exclude(subject_type=MOVED)
    counted = list(rows.values_list("act", "subject_type").annotate(Sum("count")).order_by())
    found: dict[str, Counter] = {act: Counter({("", ""): 0}) for act in Act.values if counted}
    for act, subject_type, number in counted:
        found[act]["", ""] += number
        found[act][Dimension.KIND.value, subject_type] += number
    return found


def check(today: date, *, at: datetime) -> list[SelfCheck]:
    """Compare the totals of the last days with their rows, and then count anew those that differ. Returns what it kept.

    The outcome says what was found before it was mended.
    """
    checks = []
    for back in range(CHECKED_DAYS, 0, -1):
        checks += _check_day(today - timedelta(days=back), at=at)
    return checks


def _check_day(day: date, *, at: datetime) -> list[SelfCheck]:
    kept = dict(DayCount.objects.filter(day=day, dimension="").values_list("act", "count"))
    if not kept:
        roll_up(day)
        return []
    rows = {source.act: source.count(day).get(("", ""), 0) for source in _sources.values()}
    rows |= {act: counts["", ""] for act, counts in _used(day).items()}
    checks = [
        SelfCheck(day=day, act=act, counted=kept.get(act, 0), found=number, at=at) for act, number in rows.items()
    ]
    SelfCheck.objects.bulk_create(
        checks, update_conflicts=True, unique_fields=["day", "act"], update_fields=["counted", "found", "at"]
    )
    if not all(one.agrees for one in checks):
        roll_up(day)
    return checks
