import pytest

from loket.monitoring import panels
from loket.monitoring.enums import Length, Place
from loket.monitoring.panels import Asked
from loket.monitoring.periods import Period
from loket.monitoring.steering import workflow
from loket.monitoring.steering.enums import Outcome
from loket.monitoring.steering.workflow import Verdict
from tests.monitoring.steering import factory

pytestmark = pytest.mark.django_db


def block(name: str, at, place: Place, user=None):
    return panels.block_of(place, name, Asked(Period(Length.QUARTER, at.date().replace(month=1, day=1)), at, user))


def test_dashboard_shows_what_is_late_with_a_link(at):
    factory.action(at, days=-3)

    told = block("sturing", at, Place.COORDINATOR, factory.lead())

    item = told.items[0]
    assert (item.value, item.note, item.url, item.tone) == ("1", "1 te laat", "/sturing/actiepunten/", "warning")


def test_report_has_risks_without_links(at):
    risk = factory.risk(at, chance=5, impact=5)

    told = block("risicos", at, Place.QUARTERLY)

    assert (list(told.rows), list(told.links), told.url) == ([[risk.title, "Groot (25)", "In beeld"]], [""], "")


def test_report_has_the_pilots_that_ended_in_its_period(at):
    pilot = factory.pilot(at)
    before = block("pilots", at, Place.QUARTERLY)

    workflow.end_pilot(pilot, Verdict(Outcome.STOP, "Te duur", "Weinig", 3), by=factory.lead(), at=at)

    assert (before, list(block("pilots", at, Place.QUARTERLY).rows)) == (
        None,
        [[pilot.title, "Stoppen", 3, None, "Te duur"]],
    )
