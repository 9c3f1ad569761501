"""Dates, numbers and sizes as they are written in Dutch, whatever the locale of the process."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def long_date(value: datetime.date | None) -> str:
    """A date or moment as *22 november 2026* (Amsterdam time); empty for None."""
    return date_format(_local(value), "j F Y") if value else ""


def short_date(value: datetime.date | None) -> str:
    """A date or moment as *22 nov 2026*; for tables and narrow places."""
    return date_format(_local(value), "j b Y") if value else ""


def moment(value: datetime.datetime | None) -> str:
    """A moment as *22 november 2026, 14.03 uur*."""
    return date_format(_local(value), r"j F Y, G.i \u\u\r") if value else ""


def clock(value: datetime.datetime | None) -> str:
    """The time of a moment as *14.03 uur*."""
    return date_format(_local(value), r"G.i \u\u\r") if value else ""


def iso(value: datetime.date | None) -> str:
    """A date or moment for the ``datetime`` attribute of ``<time>``."""
    return _local(value).isoformat(timespec="minutes") if isinstance(value, datetime.datetime) else str(value or "")


def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """A number as *1.234* or, with decimals, *1.234,5*; rounded half up; empty for None."""
    if value is None or value == "":
        return ""
    exponent = Decimal(1).scaleb(-int(decimals))
    rounded = Decimal(str(value)).quantize(exponent, rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def euro(value: int | float | Decimal | None) -> str:
    """An amount as *€ 1.250* or *€ 12,50*: cents only where there are any."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value))
    decimals = 0 if amount == amount.to_integral_value() else 2
    return f"€\N{NO-BREAK SPACE}{number(amount, decimals)}"


def file_size(size: int | None) -> str:
    """A number of bytes as *840 kB* or *1,2 MB* (powers of 1000; one decimal from MB on and below ten)."""
    if size is None:
        return ""
    amount, unit = float(size), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    decimals = 1 if unit > 1 and amount < 9.95 else 0
    return f"{number(amount, decimals).removesuffix(',0')}\N{NO-BREAK SPACE}{_UNITS[unit]}"


def _local(value: datetime.date) -> datetime.date:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
