"""Filters of the calendar of events: several values of one group widen, another group narrows."""

import re
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.core.working_days import AMSTERDAM
from loket.vocabulary import lookup
from network.events import counts
from network.events.enums import Kind, Venue
from network.events.models import Event

GROUPS = {
    "period": "Wanneer",
    "theme": "Thema",
    "venue": "Online of op locatie",
    "area": "Gebied",
    "kind": "Soort",
    "level": "Niveau",
    "sector": "Sector",
}
"""Groups of facets, in the order of the page."""
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_LONGER_THAN_A_MONTH = timedelta(days=32)


class MonthsField(forms.MultipleChoiceField):
    """Months as *2026-12*; all of this century are there, so they are not listed."""

    def valid_value(self, value: str) -> bool:
        return bool(_MONTH.fullmatch(value))


class MonthsFilter(django_filters.MultipleChoiceFilter):
    field_class = MonthsField


def _group(choices) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(choices=choices, method="with_group")


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100}))
    place = django_filters.CharFilter(
        label="Gemeente of regio", method="near", widget=forms.TextInput({"maxlength": 100})
    )
    period = MonthsFilter(method="with_group")
    theme = _group(lambda: lookup.choices("theme"))
    venue = _group(Venue.choices)
    area = _group(lookup.area_choices)
    kind = _group(Kind.choices)
    level = _group(lambda: lookup.choices("level"))
    sector = _group(lambda: lookup.choices("sector"))

    class Meta:
        model = Event
        fields = ["q", "place", *GROUPS]

    def with_text(self, events: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", "")
        return events.filter(Q(title__icontains=plain) | Q(summary__icontains=plain) | Q(location__icontains=plain))

    def near(self, events: QuerySet, name: str, text: str) -> QuerySet:
        """Events in this area, in one around it, or for the whole country. An unknown name finds nothing."""
        codes = lookup.resolve_area(text.replace("\x00", "").strip())
        around = {each for code in codes for each in (*lookup.area_with_ancestors(code), "nl")}
        return events.filter(areas__overlap=sorted(around)) if codes else events.none()

    def with_group(self, events: QuerySet, name: str, codes: list[str]) -> QuerySet:
        return events.filter(_CONDITIONS[name](codes)) if codes else events

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The codes that are chosen, per group; what is no code at all is left out."""
        return {group: list(self._given.get(group) or []) for group in GROUPS}

    def counted(self) -> counts.Counts:
        """How many fit, and how many have each value. One statement."""
        found = self.queryset.all()
        for name in ("q", "place"):
            found = self.filters[name].filter(found, self._given.get(name, ""))
        conditions = {group: _CONDITIONS[group](codes) for group, codes in self.chosen.items() if codes}
        return counts.count(found, conditions)

    @property
    def _given(self) -> dict:
        """What was asked for and makes sense; the rest is left out."""
        self.form.is_valid()
        return self.form.cleaned_data


def _in_months(codes: list[str]) -> Q:
    """What begins in one of these months, on the clock of the Netherlands."""
    first_days = [datetime(int(code[:4]), int(code[5:]), 1, tzinfo=AMSTERDAM) for code in codes]
    months = [(day, (day + _LONGER_THAN_A_MONTH).replace(day=1)) for day in first_days]
    return reduce(or_, (Q(starts_at__gte=first, starts_at__lt=beyond) for first, beyond in months))


_CONDITIONS = {
    "period": _in_months,
    "theme": lambda codes: Q(themes__overlap=codes),
    "venue": lambda codes: Q(venue__in=codes),
    "area": lambda codes: Q(areas__overlap=counts.within(codes)),
    "kind": lambda codes: Q(kind__in=codes),
    # What names no level or sector is for everybody.
    "level": lambda codes: Q(levels__overlap=codes) | Q(levels=[]),
    "sector": lambda codes: Q(sectors__overlap=codes) | Q(sectors=[]),
}
