import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from xperts.trajectories.fields import EuroField, MinutesField, minutes_of
from xperts.trajectories.papers import duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30", 90),
        ("1.30", 90),
        ("1,5", 90),
        ("2", 120),
        ("0,75", 45),
        ("2 uur", 120),
        ("2 uur 15 min", 135),
        ("2 uur en 15 minuten", 135),
        ("45 min", 45),
        ("0:00", 0),
        ("1:60", None),
        ("0,33", None),
        ("anderhalf", None),
        ("", None),
        ("uur", None),
        ("-1:00", None),
        ("1:30:00", None),
    ],
)
def test_time_is_read_as_people_write_it(text, minutes):
    assert minutes_of(text) == minutes


@given(minutes=st.integers(-60_000, 60_000))
def test_time_comes_back_as_it_was_shown(minutes):
    field = MinutesField(is_signed=True, required=False)

    assert field.clean(field.prepare_value(minutes)) == minutes


@given(minutes=st.integers(0, 60_000))
def test_duration_in_words_is_read_back(minutes):
    assert minutes_of(duration(minutes)) == minutes


@given(cents=st.integers(0, 10**9 - 1))
def test_amount_comes_back_as_it_was_shown(cents):
    field = EuroField(required=False)

    assert field.clean(field.prepare_value(cents)) == cents


@pytest.mark.parametrize(("text", "cents"), [("€ 1.250,50", 125_050), ("95", 9_500), ("95,-", 9_500), ("0,05", 5)])
def test_amount_is_read_as_people_write_it(text, cents):
    assert EuroField().clean(text) == cents


@pytest.mark.parametrize("text", ["12,5", "1.25", "-3", "drie", "1,234"])
def test_unclear_amount_is_refused(text):
    with pytest.raises(ValidationError, match="Schrijf het bedrag"):
        EuroField().clean(text)
