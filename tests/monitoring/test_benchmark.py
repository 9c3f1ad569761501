"""The benchmark of use still runs: few entries and days, each act once, no judgement of time."""

import pytest

from benchmarks import usage, usage_dataset, usage_runs
from loket.accounts.models import User
from loket.usage.models import DayCount, MonthUse, SelfCheck, UseCount
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db
ENTRIES = 20


@pytest.fixture
def days() -> int:
    """Three days of use of a few entries."""
    UserFactory(email=usage_dataset.PARTNER, partner=True)
    for _ in range(ENTRIES):
        EntryFactory(published=True)
    return usage_dataset.fill(3 * usage_dataset.rows_a_day(ENTRIES), ENTRIES)


def test_filling_twice_changes_nothing_and_more_is_earlier_days(days):
    a_day = usage_dataset.rows_a_day(ENTRIES)

    again = usage_dataset.fill(3 * a_day, ENTRIES)
    rows, last = UseCount.objects.count(), UseCount.objects.latest("day").day
    more = usage_dataset.fill(5 * a_day, ENTRIES)

    assert (days, again, more) == (3, 3, 5)
    assert (rows, UseCount.objects.count()) == (3 * a_day, 5 * a_day)
    assert UseCount.objects.latest("day").day == last


def test_totals_and_months_are_those_of_the_rows(days):
    counted = sum(UseCount.objects.filter(act="view").values_list("count", flat=True))

    assert sum(DayCount.objects.filter(act="view", dimension="").values_list("count", flat=True)) == counted
    assert sum(MonthUse.objects.filter(act="view").values_list("count", flat=True)) == counted
    assert all(row.agrees for row in SelfCheck.objects.all())
    assert User.objects.get(email=usage_dataset.PARTNER).organisation.entries.count() == ENTRIES // usage_dataset.OWN


def test_every_run_of_the_benchmark_is_made(days):
    found = {name: row for line in usage_runs.runs(1) for name, row in line.items()}

    assert found.keys() == set(usage_runs.NAMES)
    assert found[usage_runs.CATCH_UP]["queries"] <= 2


def test_report_says_what_is_met_and_what_is_missed():
    page = {"queries": 13, "database_ms": 1.0, "p50": 9.0, "p95": None, "per_mille": 7.5, "per_second": 5.0}
    pages = {name: page | {"c1": page} for name in (usage.COUNTED, usage.NOT_COUNTED)}
    run = {"milliseconds": 10.0, "queries": 4, "database_ms": 2}
    filled = {"days": 19, "daily totals": 100}
    row = {"filled": filled, "load": 1.0, "pages": pages, "cold": {}, "runs": dict.fromkeys(usage_runs.NAMES, run)}
    slow = row | {"runs": row["runs"] | {usage_runs.ROLL_UP: run | {"milliseconds": 99.0}}}
    machine = {"date": "2026-11-22", "processor": "x", "cores": 2}

    lines = usage.report({"machine": machine, "sizes": {"100": row, "1000": slow}})

    assert "- roll-up of one day: 10.0 ms at 100, 99.0 ms at 1,000 (missed)." in lines
    assert "- quarterly report: 10.0 ms at 100, 10.0 ms at 1,000 (met)." in lines
