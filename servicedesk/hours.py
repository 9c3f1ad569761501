"""Time in which the desk is open: Monday to Friday from nine to five, without Dutch public holidays."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from loket.core.working_days import AMSTERDAM, is_working_day, local_date

OPENS, CLOSES = time(9), time(17)
DAY = timedelta(hours=8)
"""One working day of open time: a term of a day that starts at three ends at three, the working day after."""


def _opening(day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, OPENS, tzinfo=AMSTERDAM), datetime.combine(day, CLOSES, tzinfo=AMSTERDAM)


def _working_days_from(day: date) -> Iterator[date]:
    while True:
        if is_working_day(day):
            yield day
        day += timedelta(days=1)


def is_open(at: datetime) -> bool:
    """Whether the desk is staffed at this moment; the last moment of the day is not."""
    opens, closes = _opening(local_date(at))
    return is_working_day(local_date(at)) and opens <= at < closes


def after(start: datetime, length: timedelta) -> datetime:
    """The moment at which so much open time has passed. What comes in at night counts from the next opening."""
    left = length
    for day in _working_days_from(local_date(start)):
        opens, closes = _opening(day)
        begin = max(start.astimezone(AMSTERDAM), opens)
        if begin < closes:
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
    raise AssertionError("days do not end")


def between(start: datetime, end: datetime) -> timedelta:
    """The open time from one moment to another; none when the second is not later."""
    total, last = timedelta(), local_date(end)
    if end <= start:
        return total
    for day in _working_days_from(local_date(start)):
        if day > last:
            return total
        opens, closes = _opening(day)
        total += max(timedelta(), min(end, closes) - max(start, opens))
    raise AssertionError("days do not end")
