import pytest

from loket.monitoring import panels
from loket.monitoring.enums import Length, Place
from loket.monitoring.panels import Asked
from loket.monitoring.periods import Period
from tests.monitoring.surveys import factory

pytestmark = pytest.mark.django_db


def block(name: str, place: Place, at, user=None):
    return panels.block_of(place, name, Asked(Period(Length.QUARTER, at.date().replace(month=1, day=1)), at, user))


def test_report_has_the_statements_of_the_newest_survey(at):
    before = block("meting-stellingen", Place.QUARTERLY, at)
    factory.closed(at, [5, 5, 5, 2, 2, 2])

    told = block("meting-stellingen", Place.QUARTERLY, at)

    assert (before, list(told.rows), told.url) == (None, [["Weten", "Ik weet wat er is.", "3,5 ± 0,0"]], "")
    assert "6 van de 6 mensen" in told.note


def test_dashboard_has_one_line_a_heading_with_a_link(at):
    survey = factory.closed(at, [5, 5, 5, 2, 2, 2])

    told = block("meting", Place.COORDINATOR, at, factory.lead())

    assert (list(told.rows), told.url) == ([["Weten", 1, "3,5"]], survey.get_absolute_url())
