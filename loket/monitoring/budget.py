"""The budget of a year: planned, reserved and spent per layer, and what it comes to by the end of the year.

Reserved and spent come from what the portal knows by itself (decisions and claims of layer 3) and from what was
entered. Prices of events are what participants pay, so they are no costs here. Amounts in eurocents.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum

from loket.core.working_days import local_date
from loket.monitoring import panels
from loket.monitoring.enums import Layer, Spending
from loket.monitoring.models import Cost, YearBudget
from loket.monitoring.permissions import can_monitor
from xperts.kernteam import reports as kernteam_reports
from xperts.kernteam.amounts import euros
from xperts.trajectories import reports as trajectory_reports

FORECAST = (
    "De verwachting is wat is uitgegeven en gereserveerd, of, als dat meer is, wat eruit komt als er de rest van het "
    "jaar even snel wordt uitgegeven als tot nu toe. In de eerste maand van het jaar rekenen wij niet vooruit."
)
FIRST_DAYS = 31
"""Before so many days of a year are over, the pace says nothing yet."""


@dataclass(frozen=True)
class Line:
    """One layer; ``planned`` is None when the year has no budget."""

    layer: Layer
    planned: int | None
    reserved: int
    spent: int
    forecast: int

    @property
    def left(self) -> int | None:
        return None if self.planned is None else self.planned - self.spent - self.reserved

    @property
    def tone(self) -> str:
        """*late* when more is spent and reserved than planned; *warning* when it will come to that."""
        if self.planned is None:
            return ""
        if self.spent + self.reserved > self.planned:
            return "late"
        return "warning" if self.forecast > self.planned else ""

    @property
    def warning(self) -> str:
        if self.tone == "late":
            return f"Overschreden met {euros(self.spent + self.reserved - self.planned)}."
        if self.tone == "warning":
            return f"Komt naar verwachting {euros(self.forecast - self.planned)} tekort."
        return ""


@dataclass(frozen=True)
class Overview:
    year: int
    budget: YearBudget | None
    lines: tuple[Line, ...]
    waiting_claims: int
    kernteam_cents: int | None
    """What the kernteam may grant this year; None when nobody filled that in."""

    @property
    def warnings(self) -> list[Line]:
        return [line for line in self.lines if line.warning]

    @property
    def differs(self) -> bool:
        """Whether the kernteam works with another amount than the plan has for layer 3."""
        if self.budget is None or self.kernteam_cents is None:
            return False
        return self.kernteam_cents != self.budget.planned(Layer.TAILORED)


def in_force(year: int, at: datetime) -> YearBudget | None:
    """The budget of a year as it was known at a moment."""
    return YearBudget.objects.filter(year=year, at__lte=at).order_by("-at", "-pk").first()


def overview(year: int, at: datetime) -> Overview:
    """A few queries, whatever the number of costs."""
    plan = in_force(year, at)
    entered = _entered(year, at)
    claimed, waiting = trajectory_reports.claimed(year, at)
    reserved, kernteam_cents = kernteam_reports.reserved(year)
    known = {Layer.TAILORED: (max(0, reserved - claimed), claimed)}
    part = _part_over(year, local_date(at))
    lines = []
    for layer in Layer:
        own_reserved, own_spent = known.get(layer, (0, 0))
        held = entered.get((layer, Spending.RESERVED), 0) + own_reserved
        spent = entered.get((layer, Spending.SPENT), 0) + own_spent
        planned = plan.planned(layer) if plan else None
        lines.append(Line(layer, planned, held, spent, forecast(spent, held, part)))
    return Overview(year, plan, tuple(lines), waiting, kernteam_cents)


def _entered(year: int, at: datetime) -> dict[tuple[str, str], int]:
    rows = Cost.objects.known(at).of_year(year).order_by().values_list("layer", "spending")
    return {(layer, spending): cents for layer, spending, cents in rows.annotate(Sum("cents"))}


def _part_over(year: int, today: date) -> float:
    """Which part of the year is over, between 0 and 1."""
    first, next_first = date(year, 1, 1), date(year + 1, 1, 1)
    days = (min(max(today, first), next_first) - first).days
    return days / (next_first - first).days


def forecast(spent: int, reserved: int, part: float) -> int:
    """What a layer costs by the end of the year, when ``part`` of the year is over (``FORECAST`` in words)."""
    held = spent + reserved
    if part < FIRST_DAYS / 366:
        return held
    return max(held, round(spent / part))


def set_year(told: dict, *, by, at: datetime) -> YearBudget:
    """A new version of the budget of a year. ``told``: the fields of ``YearBudget``.

    Raises ``PermissionDenied``; ``ValidationError`` when the parts are no whole.
    """
    _require_keeper(by)
    made = YearBudget(**told, by=by, at=at)
    made.full_clean()
    made.save()
    panels.changed()
    return made


def enter(told: dict, *, by, at: datetime) -> Cost:
    """Add a cost. Raises ``PermissionDenied``, ``ValidationError``: nothing is spent on a day that is to come."""
    _require_keeper(by)
    made = Cost(**told, by=by, at=at)
    if made.spending == Spending.SPENT and made.day > local_date(at):
        raise ValidationError({"day": "Deze dag moet nog komen. Kies ‘Gereserveerd’ voor wat nog uitgegeven wordt."})
    made.full_clean()
    made.save()
    panels.changed()
    return made


def withdraw(cost: Cost, *, by, at: datetime) -> bool:
    """Take a mistake out of the sums; False when somebody was first."""
    _require_keeper(by)
    panels.changed()
    return bool(Cost.objects.live().filter(pk=cost.pk).update(withdrawn_at=at, withdrawn_by=by))


def put_back(cost: Cost, *, by) -> bool:
    _require_keeper(by)
    panels.changed()
    gone = Cost.objects.filter(pk=cost.pk, withdrawn_at__isnull=False)
    return bool(gone.update(withdrawn_at=None, withdrawn_by=None))


def _require_keeper(user) -> None:
    if not can_monitor(user):
        raise PermissionDenied("Alleen een coördinator kan dit wijzigen.")
