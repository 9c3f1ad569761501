"""Figures of the decisions of the kernteam, and of the money they reserved; read-only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from loket.usage import tallying
from loket.usage.enums import Dimension
from xperts.kernteam.enums import OUTCOMES, Basis
from xperts.kernteam.models import Decision, Layer3Budget


@dataclass(frozen=True)
class Decided:
    """Of the decisions in a period: those taken within their term, and those other than the portal proposed."""

    number: int
    in_time: int
    deviating: int

    @property
    def share_in_time(self) -> int | None:
        """In whole percents, rounded down: what is not all is never shown as all."""
        return 100 * self.in_time // self.number if self.number else None


def decided(start: datetime, end: datetime) -> QuerySet[Decision]:
    return Decision.objects.filter(at__gte=start, at__lt=end).order_by()


def in_time(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of them that were taken within their term."""
    return decisions.filter(at__lte=F("case__decision_due_at"))


def figures(start: datetime, end: datetime) -> Decided:
    found = decided(start, end).aggregate(
        number=Count("pk"),
        in_time=Count("pk", filter=Q(at__lte=F("case__decision_due_at"))),
        deviating=Count("pk", filter=~Q(outcome=F("proposed"))),
    )
    return Decided(**found)


def by_outcome(start: datetime, end: datetime) -> list[tuple[str, int]]:
    found = dict(decided(start, end).values_list("outcome").annotate(Count("pk")))
    return [(outcome.label, found.get(outcome.value, 0)) for outcome in OUTCOMES]


def by_basis(start: datetime, end: datetime) -> list[tuple[str, int]]:
    """On what ground was decided."""
    found = dict(decided(start, end).values_list("basis").annotate(Count("pk")))
    return [(basis.label, found.get(basis.value, 0)) for basis in Basis]


def per_month(since: date) -> dict[date, tuple[int, int]]:
    """(decided, of which in time) by the first day of the month."""
    rows = Decision.objects.filter(at__date__gte=since).order_by().annotate(month=TruncMonth("at"))
    in_time = Count("pk", filter=Q(at__lte=F("case__decision_due_at")))
    counted = rows.values_list("month").annotate(number=Count("pk"), in_time=in_time)
    return {month.date(): (number, in_time) for month, number, in_time in counted}


def reserved(year: int) -> tuple[int, int | None]:
    """Eurocents that decisions hold of the budget of a year, and that budget (None when nobody filled it in)."""
    budget = Layer3Budget.objects.filter(year=year).first()
    return (budget.reserved_cents, budget.cents) if budget else (0, None)


def granted(start: datetime, end: datetime) -> int:
    """Eurocents that the decisions of a period granted, without what was given back since."""
    total = decided(start, end).aggregate(total=Sum(F("cents") - F("released_cents")))["total"]
    return total or 0


def decided_on(day: date) -> Counter:
    """The decisions of a day by outcome."""
    rows = decided(*tallying.bounds(day)).values_list("outcome", "case__themes")
    return tallying.tally({Dimension.ANSWER: outcome, Dimension.THEME: themes} for outcome, themes in rows)
