from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.working_days import AMSTERDAM, add_months, add_working_days, is_working_day, local_date

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),  # New Year
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # King's Day
        date(2025, 4, 26),  # King's Day on Saturday, as the 27th is a Sunday
        date(2026, 5, 5),  # Liberation Day, also when it is no lustrum
        date(2026, 5, 14),  # Ascension Day
        date(2026, 5, 25),  # Whit Monday
        date(2026, 12, 25),
        date(2028, 12, 26),
        date(2026, 3, 7),  # Saturday
        date(2026, 3, 8),  # Sunday
    ],
)
def test_day_off_is_no_working_day(day):
    assert is_working_day(day) is False


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 12, 24), date(2026, 12, 31), date(2025, 4, 28)])
def test_ordinary_day_is_a_working_day(day):
    assert is_working_day(day) is True


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 10, date(2026, 3, 16)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Easter
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 12, 24), 3, date(2026, 12, 30)),
    ],
)
def test_add_working_days_passes_over_days_off(day, count, expected):
    assert add_working_days(day, count) == expected


@given(DAYS, st.integers(1, 40))
def test_added_working_days_can_be_counted_back(day, count):
    end = add_working_days(day, count)

    between = [date.fromordinal(number) for number in range(day.toordinal() + 1, end.toordinal() + 1)]
    assert (is_working_day(end), sum(map(is_working_day, between))) == (True, count)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 3, 1, 22, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), date(2026, 3, 2)),  # winter
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),  # summer
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # the hour before the clock goes forward
        (datetime(2026, 10, 25, 22, 59, tzinfo=AMSTERDAM), date(2026, 10, 25)),
    ],
)
def test_local_date_is_the_dutch_day(at, day):
    assert local_date(at) == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(day, months, expected):
    assert add_months(day, months) == expected


@given(DAYS, st.integers(0, 120))
def test_add_months_lands_in_the_month_asked_for(day, months):
    end = add_months(day, months)

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day <= day.day
