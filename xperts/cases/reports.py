"""Figures about the promise of layer 3; read-only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, ExpressionWrapper, F, Q, QuerySet, fields
from django.db.models.functions import Greatest

from loket.accounts.models import User
from loket.usage import tallying
from loket.usage.enums import Dimension
from xperts.cases.enums import State, Term
from xperts.cases.models import Applicant, Case

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Figures:
    """Of the decisions in a year before a moment; durations in days, None where there was nothing to measure."""

    open: int
    late: int
    decided: int
    in_time: int
    days_to_decide: float | None
    days_since_question: float | None

    @property
    def share_in_time(self) -> int | None:
        """In whole percents, rounded down: what is not all is never shown as all."""
        return 100 * self.in_time // self.decided if self.decided else None


def figures(at: datetime) -> Figures:
    """Two queries: over what is open, and over what was decided in the last year."""
    now = running(at)
    decided = Case.objects.filter(decided_at__gt=at - YEAR, decided_at__lte=at).aggregate(
        decided=Count("pk"),
        in_time=Count("pk", filter=Q(decided_at__lte=F("decision_due_at"))),
        days_to_decide=Avg(_between("applied_at", "diagnosed_at")),
        days_since_question=Avg(_between("asked_at")),
    )
    days = {name: decided.pop(name) for name in ("days_to_decide", "days_since_question")}
    return Figures(
        now.open,
        now.late,
        **decided,
        **{name: length / timedelta(days=1) if length else None for name, length in days.items()},
    )


@dataclass(frozen=True)
class Running:
    """How many cases are open, and of how many the term is over."""

    open: int
    late: int


def running(at: datetime) -> Running:
    """One query."""
    return Running(**Case.objects.open().aggregate(open=Count("pk"), late=Count("pk", filter=Q(next_due_at__lt=at))))


def _between(*starts: str) -> ExpressionWrapper:
    """From the last of these moments to the decision."""
    begin = Greatest(*starts) if len(starts) > 1 else F(starts[0])
    return ExpressionWrapper(F("decided_at") - begin, output_field=fields.DurationField())


def applied(start: datetime, end: datetime) -> QuerySet[Case]:
    """Applications that were filed in a period."""
    return Case.objects.filter(applied_at__gte=start, applied_at__lt=end).order_by()


def askers(levels: Iterable[str], start: datetime, end: datetime) -> QuerySet[User]:
    """People of these levels for whom an application was filed in a period, alone or together; each counts once."""
    filed = applied(start, end)
    asked = Q(pk__in=filed.values("contact")) | Q(pk__in=Applicant.objects.filter(case__in=filed).values("person"))
    return User.objects.filter(asked, level__in=list(levels)).order_by()


def waiting(at: datetime, limit: int) -> list[Case]:
    """The cases whose term runs, what is due first on top; what is late comes before all."""
    rows = Case.objects.open().filter(next_due_at__isnull=False).defer("lexemes")
    return list(rows.order_by("next_due_at", "pk")[:limit])


def by_state() -> list[tuple[str, int]]:
    """How many open cases there are in each state."""
    found = dict(Case.objects.open().order_by().values_list("state").annotate(Count("pk")))
    return [(state.label, found[state.value]) for state in State if state.value in found]


def term_label(case: Case) -> str:
    """The name of the term that runs now; empty when none does."""
    return Term(case.term).label if case.term else ""


def applied_on(day: date) -> Counter:
    """The applications of a day by theme, sector and level of the case, and its region."""
    rows = applied(*tallying.bounds(day)).values_list("themes", "sectors", "level", "areas")
    return tallying.tally(
        {Dimension.THEME: themes} | tallying.person("", level, areas) | {Dimension.SECTOR: sectors}
        for themes, sectors, level, areas in rows
    )
