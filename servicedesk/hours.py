"""Time in which a desk is open: by default Monday to Friday from nine to five, without Dutch public holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from loket.core.working_days import AMSTERDAM, days_off, local_date

OPENS, CLOSES = time(9), time(17)
WEEK = (0, 1, 2, 3, 4)
"""Monday is 0."""
DAY = timedelta(hours=8)
"""One working day of open time: a term of a day that starts at three ends at three, the working day after."""


@dataclass(frozen=True)
class Opening:
    """When a desk is open. ``closed_days``: beside the public holidays, such as a day of the whole team."""

    opens: time = OPENS
    closes: time = CLOSES
    weekdays: tuple[int, ...] = WEEK
    closed_days: frozenset[date] = frozenset()

    @property
    def day(self) -> timedelta:
        """The open time of one working day."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed_days and day not in days_off(day.year)

    def span(self, day: date) -> tuple[datetime, datetime]:
        """From opening to closing, in the Netherlands."""
        return tuple(datetime.combine(day, moment, tzinfo=AMSTERDAM) for moment in (self.opens, self.closes))

    def days_from(self, day: date) -> Iterator[date]:
        while True:
            if self.is_working_day(day):
                yield day
            day += timedelta(days=1)


USUAL = Opening()


def is_open(at: datetime, opening: Opening = USUAL) -> bool:
    """Whether the desk is staffed at this moment; the last moment of the day is not."""
    opens, closes = opening.span(local_date(at))
    return opening.is_working_day(local_date(at)) and opens <= at < closes


def after(start: datetime, length: timedelta, opening: Opening = USUAL) -> datetime:
    """The moment at which so much open time has passed. What comes in at night counts from the next opening."""
    left = length
    for day in opening.days_from(local_date(start)):
        opens, closes = opening.span(day)
        begin = max(start.astimezone(AMSTERDAM), opens)
        if begin < closes:
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
    raise AssertionError("days do not end")


def between(start: datetime, end: datetime, opening: Opening = USUAL) -> timedelta:
    """The open time from one moment to another; none when the second is not later."""
    total, last = timedelta(), local_date(end)
    if end <= start:
        return total
    for day in opening.days_from(local_date(start)):
        if day > last:
            return total
        opens, closes = opening.span(day)
        total += max(timedelta(), min(end, closes) - max(start, opens))
    raise AssertionError("days do not end")
