"""The budget: parts that make a whole, a forecast, and a warning in time."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from loket.core.working_days import AMSTERDAM
from loket.monitoring import budget
from loket.monitoring.enums import Layer, Spending
from loket.monitoring.models import Cost, YearBudget
from tests.monitoring import factory
from tests.monitoring.factory import MILLION

JULY = datetime(2026, 7, 2, 12, tzinfo=AMSTERDAM)


def line(layer: Layer, at=JULY) -> budget.Line:
    return next(line for line in budget.overview(2026, at).lines if line.layer == layer)


@pytest.mark.django_db
def test_year_is_split_as_the_plan_says(at):
    plan = factory.year_budget(at)

    assert [plan.planned(layer) for layer in Layer] == [300_000_00, 300_000_00, 300_000_00, 100_000_00]


@given(st.integers(1, 10**12), st.integers(0, 100), st.integers(0, 100))
def test_parts_make_the_whole_to_the_cent(cents, one, other):
    things, meeting = min(one, other), max(one, other) - min(one, other)
    plan = YearBudget(cents=cents, things=things, meeting=meeting, tailored=100 - things - meeting, coordination=0)

    assert sum(plan.planned(layer) for layer in Layer) == cents


@pytest.mark.django_db
def test_parts_that_are_no_whole_are_refused(at):
    with pytest.raises(ValidationError, match="samen precies 100 procent"):
        budget.set_year({"year": 2026, "cents": 1, "things": 31}, by=factory.coordinator(), at=at)

    with pytest.raises(IntegrityError, match="shares_make_a_whole"), transaction.atomic():
        YearBudget.objects.create(year=2026, cents=1, things=31, at=at)


@pytest.mark.django_db
def test_budget_of_then_still_holds_for_then(at):
    factory.year_budget(at)
    factory.year_budget(factory.later(at, days=9), cents=2 * MILLION)

    assert budget.in_force(2026, at).cents == MILLION
    assert budget.in_force(2026, factory.later(at, days=9)).cents == 2 * MILLION


@pytest.mark.django_db
def test_layer_that_goes_too_fast_is_warned_of_before_it_runs_over(at):
    factory.year_budget(at)
    factory.cost(JULY, cents=200_000_00)

    found = line(Layer.THINGS)

    assert (found.tone, found.left) == ("warning", 100_000_00)
    assert found.warning.startswith("Komt naar verwachting €")
    assert line(Layer.MEETING).warning == ""


@pytest.mark.django_db
def test_layer_that_ran_over_says_by_how_much(at):
    factory.year_budget(at)
    factory.cost(JULY, cents=290_000_00)
    factory.cost(JULY, cents=20_000_00, spending=Spending.RESERVED)

    assert line(Layer.THINGS).warning == "Overschreden met €\N{NO-BREAK SPACE}10.000."


@pytest.mark.parametrize(
    ("spent", "reserved", "part", "expected"),
    [(100, 0, 0.5, 200), (100, 150, 0.5, 250), (100, 0, 0.02, 100), (100, 7, 1.0, 107), (0, 0, 0.5, 0)],
)
def test_forecast_follows_the_pace_or_what_is_held(spent, reserved, part, expected):
    assert budget.forecast(spent, reserved, part) == expected


@pytest.mark.django_db
def test_cost_that_was_taken_back_counts_no_more_and_again_when_put_back(at):
    cost, by = factory.cost(JULY), factory.coordinator()

    budget.withdraw(cost, by=by, at=JULY)
    gone = line(Layer.THINGS).spent
    budget.put_back(cost, by=by)

    assert (gone, line(Layer.THINGS).spent) == (0, 100_00)
    assert budget.put_back(cost, by=by) is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "sentence"), [({"day": date(2026, 12, 1)}, "moet nog komen"), ({"cents": 0}, "boven nul")]
)
def test_cost_that_cannot_be_is_refused(told, sentence):
    with pytest.raises(ValidationError, match=sentence):
        factory.cost(JULY, **told)

    assert not Cost.objects.exists()


@pytest.mark.django_db
def test_year_without_a_budget_has_no_warnings():
    factory.cost(JULY, cents=MILLION)

    assert (budget.overview(2026, JULY).warnings, line(Layer.THINGS).planned) == ([], None)
