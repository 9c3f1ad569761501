"""Time in which the desk is open; 2026 has Easter Monday on 6 April and Good Friday on 3 April."""

from datetime import timedelta

import pytest

from servicedesk import hours
from tests.servicedesk.factory import moment


@pytest.mark.parametrize(
    ("at", "length", "expected"),
    [
        (moment(2, 10), 8, moment(3, 10)),
        (moment(2, 9), 8, moment(2, 17)),
        (moment(6, 15), 8, moment(9, 15)),
        (moment(7, 12), 8, moment(9, 17)),
        (moment(2, 22), 1, moment(3, 10)),
        (moment(2, 6), 1, moment(2, 10)),
        (moment(2, month=4, hour=16), 2, moment(7, 10, month=4)),
        (moment(27, 16), 2, moment(30, 10)),
    ],
)
def test_after_counts_open_hours_alone(at, length, expected):
    assert hours.after(at, timedelta(hours=length)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (moment(2, 10), moment(2, 12), 2),
        (moment(2, 16), moment(3, 10), 2),
        (moment(6, 16), moment(9, 10), 2),
        (moment(7, 1), moment(8, 23), 0),
        (moment(3, 10), moment(2, 10), 0),
        (moment(2, 0), moment(9, 0), 40),
    ],
)
def test_between_counts_open_hours_alone(start, end, expected):
    assert hours.between(start, end) == timedelta(hours=expected)


def test_what_comes_after_a_length_is_that_length_later():
    for minutes in range(1, 4000, 137):
        start = moment(5, 3) + timedelta(minutes=7 * minutes)
        length = timedelta(minutes=minutes)

        assert hours.between(start, hours.after(start, length)) == length


@pytest.mark.parametrize(
    ("at", "is_open"),
    [(moment(2, 9), True), (moment(2, 17), False), (moment(7, 10), False), (moment(6, 10, month=4), False)],
)
def test_desk_is_open_on_working_days_alone(at, is_open):
    assert hours.is_open(at) is is_open
