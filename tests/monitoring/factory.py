"""Estimates, budgets, reports and surveys to test with."""

from datetime import date, datetime, timedelta

from loket.monitoring import budget, reporting, surveyed, targets
from loket.monitoring.blocks import Number, Numbers
from loket.monitoring.enums import Layer, Measure, Place
from loket.monitoring.models import Cost, Estimate, Report, YearBudget
from loket.monitoring.panels import Panel
from loket.monitoring.periods import parse
from loket.usage.models import DayCount
from tests.factories import UserFactory

MILLION = 1_000_000_00


def coordinator():
    return UserFactory(roles=["coordinator"])


def estimate(at: datetime, **told) -> Estimate:
    known = {"level": "", "people": 1700, "counted_on": date(2009, 12, 31), "source": "Franse e.a., 2009"}
    return targets.estimate(known | told, by=coordinator(), at=at)


def year_budget(at: datetime, year: int = 2026, cents: int = MILLION) -> YearBudget:
    return budget.set_year({"year": year, "cents": cents}, by=coordinator(), at=at)


def cost(at: datetime, **told) -> Cost:
    known = {"layer": Layer.THINGS, "day": at.date(), "cents": 100_00, "what": "Redactie"}
    return budget.enter(known | told, by=coordinator(), at=at)


def report(kind: Place = Place.MONTHLY, code: str = "2026-02") -> Report:
    return reporting.open_report(kind, parse(code))[0]


def survey(measure: Measure, ended_on: date, *, share: float = 0.62, answered: int = 400, invited: int = 1000):
    """A provider, as a part that holds surveys registers it."""
    told = surveyed.Surveyed("Meting", ended_on, invited, surveyed.Share(share, 0.038, answered))

    def provider(asked: Measure, at: datetime) -> surveyed.Surveyed | None:
        return told if asked == measure else None

    return provider


def used(day: date, count: int, act: str = "view", **by: str) -> None:
    """A daily total, or with ``dimension`` and ``code`` a part of it."""
    DayCount.objects.create(day=day, act=act, count=count, **by)


def panel(name: str, value: str, *places: Place) -> Panel:
    return Panel(name, places, 5, lambda asked: Numbers(title=name.title(), items=[Number("Aantal", value)]))


def later(at: datetime, **delta: int) -> datetime:
    return at + timedelta(**delta)
