"""The demo content of monitoring goes in once, through the functions that people use."""

import pytest

from loket.accounts.demo import create_demo_accounts
from loket.core.working_days import local_date
from loket.monitoring import budget, demo
from loket.monitoring.enums import Layer
from loket.monitoring.models import Cost, Estimate, Recipient, Report, YearBudget
from loket.usage import reports as usage_reports
from loket.usage.models import UseCount
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db
TABLES = (UseCount, Estimate, YearBudget, Cost, Recipient, Report)


@pytest.fixture
def loaded(at, no_panels) -> None:
    create_demo_accounts()
    EntryFactory(published=True)
    demo.load(at=at, say=lambda sentence: None)


def test_demo_is_whole_and_a_second_time_adds_nothing(loaded, at):
    before = [table.objects.count() for table in TABLES]

    demo.load(at=at, say=lambda sentence: None)

    assert [table.objects.count() for table in TABLES] == before
    assert Report.objects.made().count() == 4
    assert usage_reports.standing().differing == ()


def test_demo_has_a_layer_that_is_warned_of(loaded, at):
    warned = [line.layer for line in budget.overview(local_date(at).year, at).warnings]

    assert Layer.THINGS in warned
