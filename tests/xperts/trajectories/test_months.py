from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xperts.trajectories import months

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRSTS = st.dates(date(2020, 1, 1), date(2040, 12, 1)).map(months.month_of)


@given(month=FIRSTS)
def test_month_closes_at_the_end_of_the_tenth_day_after_it_in_the_netherlands(month):
    closes = months.closes_at(month).astimezone(AMSTERDAM)

    assert (closes.day, closes.hour, closes.minute, closes.second) == (10, 23, 59, 59)
    assert months.is_closed(month, closes) is False
    assert months.is_closed(month, closes + timedelta(seconds=1)) is True


@given(month=FIRSTS)
def test_newest_closed_month_is_closed_and_the_next_is_not(month):
    at = months.closes_at(month) + timedelta(seconds=1)

    assert months.newest_closed(at) == month
    assert months.is_closed(months.this_month(at), at) is False


@pytest.mark.parametrize(
    ("at", "is_over"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), False),  # 23.59 in the Netherlands, after the clock went forward
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), True),
        (datetime(2026, 4, 1, 0, 0, tzinfo=UTC), True),
    ],
)
def test_month_ends_at_midnight_in_the_netherlands(at, is_over):
    assert months.is_over(date(2026, 3, 1), at) is is_over


def test_february_of_a_leap_year_closes_on_the_tenth_of_march():
    assert months.closes_at(date(2028, 2, 1)).date() == date(2028, 3, 10)
