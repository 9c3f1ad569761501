"""Fields for time and money: written as people do, kept as whole minutes and cents."""

import re

from django import forms
from django.core.exceptions import ValidationError

_CLOCK = re.compile(r"^(\d{1,4})[:.](\d{2})$")
_WORDS = re.compile(r"^(?:(\d{1,4})\s*(?:u|uur|uren))?\s*(?:(?:en\s*)?(\d{1,5})\s*(?:m|min|minuten|minuut))?$")
_DECIMAL = re.compile(r"^(\d{1,4})(?:,(\d{1,2}))?$")
_MONEY = re.compile(r"^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{2}|-))?$")
MOST_MINUTES = 2000 * 60


def minutes_of(text: str) -> int | None:
    """Minutes in *1:30*, *1,5*, *2 uur 15 min* or *45 min*; None for anything that is no whole number of minutes."""
    plain = " ".join(text.lower().split())
    if found := _CLOCK.match(plain):
        hours, minutes = int(found[1]), int(found[2])
        return hours * 60 + minutes if minutes < 60 else None
    if found := _DECIMAL.match(plain):
        hundredths = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
        return hundredths * 60 // 100 if hundredths * 60 % 100 == 0 else None
    found = _WORDS.match(plain)
    if found and (found[1] or found[2]):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    return None


class MinutesField(forms.CharField):
    """Time as people write it; the value is whole minutes."""

    def __init__(self, *, most: int = MOST_MINUTES, is_signed: bool = False, **options) -> None:
        self.most, self.is_signed = most, is_signed
        super().__init__(max_length=30, **options)
        self.widget.attrs.setdefault("inputmode", "text")
        self.widget.attrs["class"] = "textbox--narrow"

    def clean(self, value) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        is_below = self.is_signed and text[0] in "-−"
        minutes = minutes_of(text[1:] if is_below else text.removeprefix("+"))
        if minutes is None:
            raise ValidationError("Schrijf de tijd als 1:30 (anderhalf uur), 2 uur of 45 min.")
        if minutes > self.most:
            raise ValidationError(f"Vul hooguit {self.most // 60} uur in.")
        return -minutes if is_below else minutes

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        return f"{'-' if value < 0 else ''}{abs(value) // 60}:{abs(value) % 60:02}"


class EuroField(forms.CharField):
    """An amount as people write it; the value is whole cents."""

    def __init__(self, **options) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs |= {"inputmode": "decimal", "class": "textbox--narrow"}

    def clean(self, value) -> int | None:
        text = super().clean(value).replace("€", "").replace("\N{NO-BREAK SPACE}", "").strip()
        if not text:
            return None
        found = _MONEY.match(text)
        if not found:
            raise ValidationError("Schrijf het bedrag als 1250 of 1.250,50.")
        cents = found[2] if found[2] and found[2] != "-" else "0"
        return int(found[1].replace(".", "")) * 100 + int(cents)

    def prepare_value(self, value):
        return f"{value // 100},{value % 100:02}" if isinstance(value, int) else value
