"""The month of hours: what belongs to it, and until when it stays open; in the Netherlands, in any server's zone."""

from datetime import date, datetime, time, timedelta

from loket.core.working_days import AMSTERDAM, add_months, local_date

# Through this day of the next month hours can still be written and changed.
GRACE_DAYS = 10
# Somebody whose month was returned has this long to mend it.
MENDING = timedelta(days=10)
WARNED_DAYS = 3
_END_OF_DAY = time(23, 59, 59)


def month_of(day: date) -> date:
    """The first day of the month in which a day falls."""
    return day.replace(day=1)


def this_month(at: datetime) -> date:
    return month_of(local_date(at))


def closes_at(month: date) -> datetime:
    """The last moment at which hours of this month (its first day) can be written."""
    return datetime.combine(add_months(month, 1).replace(day=GRACE_DAYS), _END_OF_DAY, AMSTERDAM)


def is_over(month: date, at: datetime) -> bool:
    """Whether the month itself has ended; the days of grace may still run."""
    return this_month(at) > month


def is_closed(month: date, at: datetime) -> bool:
    return at > closes_at(month)


def newest_closed(at: datetime) -> date:
    """The last month that is closed at this moment."""
    month = add_months(this_month(at), -1)
    return month if is_closed(month, at) else add_months(month, -1)
