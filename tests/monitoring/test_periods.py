from datetime import UTC, date, datetime

import pytest

from loket.monitoring import periods
from loket.monitoring.enums import Length


@pytest.mark.parametrize(
    ("written", "first", "last", "label"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), "oktober 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        ("2026-K3", date(2026, 7, 1), date(2026, 9, 30), "derde kwartaal 2026"),
        ("2026-k4", date(2026, 10, 1), date(2026, 12, 31), "vierde kwartaal 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_period_is_read_as_people_write_it(written, first, last, label):
    period = periods.parse(written)

    assert (period.first, period.last, period.label) == (first, last, label)
    assert period.code == written.upper()


@pytest.mark.parametrize("written", ["", "2026-13", "2026-00", "2026-K5", "26", "oktober", "2026-10-01", "1999"])
def test_what_is_no_period_is_not_read(written):
    assert periods.parse(written) is None


def test_period_before_january_is_december():
    assert periods.before(Length.MONTH, date(2026, 1, 15)).code == "2025-12"
    assert periods.before(Length.QUARTER, date(2026, 1, 15)).code == "2025-K4"


def test_period_is_over_only_after_its_last_day():
    assert [periods.parse("2026-10").is_over(date(2026, *day)) for day in ((10, 31), (11, 1))] == [False, True]


def test_period_ends_at_midnight_in_the_netherlands_around_the_change_of_the_clock():
    period = periods.parse("2026-10")

    assert period.start == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert period.end == datetime(2026, 10, 31, 23, tzinfo=UTC)
