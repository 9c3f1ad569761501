"""Figures of use over daily totals; read-only. A day that was never counted is a gap, not a zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Subquery, Sum
from django.db.models.functions import TruncMonth

from loket.usage.enums import LEAST_IN_CELL, OF_PEOPLE, Dimension
from loket.usage.models import DayCount, SelfCheck


@dataclass(frozen=True)
class Month:
    """``count`` is None for a month of which no day was counted; ``days`` are the days that were."""

    first: date
    count: int | None
    days: int = 0


@dataclass(frozen=True)
class Cell:
    """A part of a total. ``count`` is None when it is too small to show, or would give a small one away."""

    code: str
    count: int | None


@dataclass(frozen=True)
class Standing:
    """How the nightly check ended: when, over which days, and what differed (``SelfCheck`` rows)."""

    at: datetime | None
    counted_to: date | None
    differing: tuple[SelfCheck, ...] = ()


def total(act: str, first: date, last: date) -> int | None:
    """How often in a period; None when no day of it was counted."""
    rows = DayCount.objects.filter(act=act, dimension="", day__range=(first, last))
    return rows.aggregate(total=Sum("count"))["total"]


def totals(acts: Iterable[str], first: date, last: date) -> dict[str, int]:
    """The same for several acts in one query; what was never counted is absent."""
    rows = DayCount.objects.filter(act__in=list(acts), dimension="", day__range=(first, last))
    return dict(rows.values_list("act").annotate(Sum("count")).order_by())


def per_month(acts: Iterable[str], months: Iterable[date]) -> dict[str, list[Month]]:
    """By act a row for each of these first days of months, also for those that were not counted."""
    wanted = list(months)
    rows = DayCount.objects.filter(act__in=list(acts), dimension="", day__gte=wanted[0])
    by_month = rows.annotate(month=TruncMonth("day")).values_list("act", "month").order_by()
    counted = by_month.annotate(Sum("count"), Count("pk"))
    found = {(act, month): (number, days) for act, month, number, days in counted}
    return {act: [Month(month, *found.get((act, month), (None, 0))) for month in wanted] for act in acts}


def by(act: str, dimension: Dimension, first: date, last: date) -> list[Cell]:
    """The parts of a total, the largest first. Parts of signed-in people are shown from five on."""
    return by_each(act, [dimension], first, last)[dimension]


def by_each(act: str, dimensions: Iterable[Dimension], first: date, last: date) -> dict[Dimension, list[Cell]]:
    """The same for several dimensions in one query, each apart."""
    wanted = list(dimensions)
    rows = DayCount.objects.filter(act=act, dimension__in=wanted, day__range=(first, last))
    counted = rows.values_list("dimension", "code").annotate(number=Sum("count"))
    found = {dimension: [] for dimension in wanted}
    for dimension, code, number in counted.order_by(F("number").desc(), "code"):
        found[Dimension(dimension)].append(Cell(code, number))
    return {key: suppressed(cells) if key in OF_PEOPLE else cells for key, cells in found.items()}


def suppressed(cells: list[Cell]) -> list[Cell]:
    """Without numbers below five; when only one is hidden, the smallest other one too, or it could be worked out."""
    small = {cell.code for cell in cells if cell.count < LEAST_IN_CELL}
    if len(small) == 1:
        others = sorted((cell for cell in cells if cell.code not in small), key=lambda cell: cell.count)
        small |= {cell.code for cell in others[:1]}
    return [Cell(cell.code, None if cell.code in small else cell.count) for cell in cells]


def counted_to() -> date | None:
    """The last day of which the totals are known."""
    return DayCount.objects.filter(dimension="").aggregate(last=Max("day"))["last"]


def standing(counted: date | None = None) -> Standing:
    """What the last check found. ``counted``: the last day of which the totals are known, for who knows it already."""
    counted = counted or counted_to()
    newest = SelfCheck.objects.order_by("-day").values("at")[:1]
    rows = list(SelfCheck.objects.filter(at=Subquery(newest)))
    if not rows:
        return Standing(None, counted)
    return Standing(rows[0].at, counted, tuple(row for row in rows if not row.agrees))
