"""Time and money as people read and type them; kept in whole minutes and eurocents."""

from decimal import ROUND_HALF_UP, Decimal

from loket.core.templatetags.formats import euro, number

MINUTES, CENTS = 60, 100


def hours(minutes: int) -> str:
    """Minutes as *12 uur* or *12,5 uur*; other parts of an hour in minutes."""
    whole, part = divmod(minutes, MINUTES)
    if part in (0, MINUTES // 2):
        return f"{number(Decimal(minutes) / MINUTES, 1 if part else 0)} uur"
    return f"{whole} uur en {part} minuten"


def euros(cents: int) -> str:
    """Eurocents as *€ 1.234,56*; the cents are left out when there are none."""
    return euro(Decimal(cents) / CENTS)


def in_minutes(typed: Decimal | None) -> int:
    """Hours with a comma to whole minutes, rounded half up; nothing typed is 0."""
    return _whole(typed, MINUTES)


def in_cents(typed: Decimal | None) -> int:
    """Euros to eurocents; nothing typed is 0."""
    return _whole(typed, CENTS)


def _whole(typed: Decimal | None, parts: int) -> int:
    return int((Decimal(typed or 0) * parts).to_integral_value(ROUND_HALF_UP))
