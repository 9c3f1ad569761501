"""Hours and euros as people read and type them."""

from decimal import Decimal

import pytest

from xperts.kernteam import amounts


@pytest.mark.parametrize(("minutes", "shown"), [(720, "12 uur"), (750, "12,5 uur"), (65, "1 uur en 5 minuten")])
def test_minutes_are_read_as_hours(minutes, shown) -> None:
    assert amounts.hours(minutes) == shown


@pytest.mark.parametrize(("typed", "minutes"), [("12.5", 750), ("0.01", 1), ("0.33", 20), (None, 0)])
def test_hours_are_kept_as_whole_minutes(typed, minutes) -> None:
    assert amounts.in_minutes(typed and Decimal(typed)) == minutes


@pytest.mark.parametrize(("typed", "cents"), [("1500", 150_000), ("0.29", 29), (None, 0)])
def test_euros_are_kept_as_cents(typed, cents) -> None:
    assert amounts.in_cents(typed and Decimal(typed)) == cents
