"""The periods that figures and reports are about: a month, a quarter or a year, as people write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format

from loket.core.working_days import AMSTERDAM, add_months
from loket.monitoring.enums import Length

_WRITTEN = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-[kK]([1-4]))?")
_MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """Whole days from ``first`` up to and including ``last``."""

    length: Length
    first: date

    @property
    def last(self) -> date:
        return add_months(self.first, _MONTHS[self.length]) - timedelta(days=1)

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time(), AMSTERDAM)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), AMSTERDAM)

    @property
    def code(self) -> str:
        """*2026-10*, *2026-K3* or *2026*: what ``parse`` reads."""
        if self.length == Length.YEAR:
            return str(self.first.year)
        if self.length == Length.QUARTER:
            return f"{self.first.year}-K{(self.first.month + 2) // 3}"
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        """*oktober 2026*, *derde kwartaal 2026* or *2026*."""
        if self.length == Length.YEAR:
            return str(self.first.year)
        if self.length == Length.QUARTER:
            ordinal = ("eerste", "tweede", "derde", "vierde")[(self.first.month - 1) // 3]
            return f"{ordinal} kwartaal {self.first.year}"
        return date_format(self.first, "F Y")

    @property
    def previous(self) -> "Period":
        return Period(self.length, add_months(self.first, -_MONTHS[self.length]))

    @property
    def next(self) -> "Period":
        return Period(self.length, add_months(self.first, _MONTHS[self.length]))

    def is_over(self, today: date) -> bool:
        return self.last < today


def parse(written: str) -> Period | None:
    """The period that somebody wrote; None when it is none."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    year, month, quarter = found.groups()
    if month:
        return Period(Length.MONTH, date(int(year), int(month), 1))
    if quarter:
        return Period(Length.QUARTER, date(int(year), int(quarter) * 3 - 2, 1))
    return Period(Length.YEAR, date(int(year), 1, 1))


def around(length: Length, day: date) -> Period:
    """The period of this length in which a day lies."""
    months = _MONTHS[length]
    return Period(length, date(day.year, (day.month - 1) // months * months + 1, 1))


def before(length: Length, day: date) -> Period:
    """The last period of this length that was over on a day."""
    return around(length, day).previous


def months_until(day: date, count: int) -> list[Period]:
    """The last ``count`` months, the one of this day at the end."""
    this = around(Length.MONTH, day)
    return [Period(Length.MONTH, add_months(this.first, -back)) for back in range(count - 1, -1, -1)]
