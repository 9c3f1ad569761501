"""Working days in the Netherlands: Monday to Friday, without the days of the Algemene termijnenwet, article 3."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@lru_cache(maxsize=64)
def days_off(year: int) -> frozenset[date]:
    """The days that count as a Sunday: the recognised public holidays, 5 May and Good Friday."""
    known = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(known.keys())


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in days_off(day.year)


def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``; ``day`` itself does not count. ``count`` is 0 or more."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def local_date(at: datetime) -> date:
    """The calendar day in the Netherlands at an aware moment."""
    return at.astimezone(AMSTERDAM).date()


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
