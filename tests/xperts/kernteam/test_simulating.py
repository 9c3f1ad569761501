"""One year of the simulation, small: the promise holds although people are late, away and have interests."""

from datetime import date

import pytest

from xperts.kernteam import rules, simulated, simulating
from xperts.kernteam.invariants import INVARIANTS
from xperts.kernteam.models import Decision
from xperts.kernteam.simulating import Broken, Simulation

pytestmark = pytest.mark.django_db


def test_a_year_of_decisions_is_in_time() -> None:
    result = Simulation(first=date(2027, 1, 4), days=365, per_week=0.3, seed=1).play()

    assert result.cases >= 10
    assert (result.share_in_time, result.late) == (1.0, 0)
    assert result.reminders_per_ballot < 1
    assert Decision.objects.count() == result.in_time
    assert result.checks >= 365 / 7 * 5 * len(INVARIANTS)


def test_year_in_which_the_money_is_gone_refuses_and_goes_on(monkeypatch) -> None:
    monkeypatch.setattr(simulating, "FIRST_BUDGET", simulating.GRANTED_CENTS)

    result = Simulation(first=date(2027, 1, 4), days=42, per_week=2, seed=3).play()

    assert result.refused_for_budget >= 1


def test_portal_that_reserves_nothing_is_caught(monkeypatch) -> None:
    """A negative control: with the reservation taken out, the run stops at the day on which a rule is broken."""
    monkeypatch.setattr(rules, "reserve", lambda cents, *, at: rules.budget_of(at))

    with pytest.raises(Broken, match="precies wat de besluiten zeggen"):
        Simulation(first=date(2027, 1, 4), days=42, per_week=2, seed=2).play()


def test_figures_are_told_in_words() -> None:
    result = Simulation(first=date(2027, 1, 4), days=21, per_week=2, seed=2).play()

    told = simulated.lines(result)

    assert told[0].startswith(f"Aanvragen: {result.cases};")
    assert "Herinneringen per oordeel" in told[3]
