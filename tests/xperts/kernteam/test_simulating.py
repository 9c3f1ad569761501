"""One year of the simulation, small: the promise holds although people are late, away and have interests."""

from datetime import date

import pytest

from xperts.kernteam.management.commands import simulate_decisions
from xperts.kernteam.models import Decision
from xperts.kernteam.simulating import Simulation

pytestmark = pytest.mark.django_db


def test_a_year_of_decisions_is_in_time() -> None:
    result = Simulation(first=date(2027, 1, 4), days=365, per_week=0.4, seed=1).play()

    assert result.cases >= 12
    assert (result.share_in_time, result.late) == (1.0, 0)
    assert result.reminders_per_ballot < 1
    assert Decision.objects.count() == result.in_time


def test_figures_are_told_in_words() -> None:
    result = Simulation(first=date(2027, 1, 4), days=21, per_week=2, seed=2).play()

    told = simulate_decisions.lines(result)

    assert told[0].startswith(f"Aanvragen: {result.cases};")
    assert "Herinneringen per oordeel" in told[3]
