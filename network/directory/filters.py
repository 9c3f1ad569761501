"""Filters of the directory: several values of one group widen, another group narrows."""

import django_filters
from django import forms
from django.db.models import QuerySet

from loket.vocabulary import lookup
from loket.vocabulary.enums import Scheme
from network.directory import words
from network.directory.enums import Language
from network.directory.models import Listing

GROUPS = {
    "theme": "Thema",
    "area": "Regio",
    "sector": "Sector",
    "level": "Niveau",
    "language": "Taal",
    "speaker": "Gastspreker",
}
"""Groups of facets, in the order of the page."""


def _areas() -> list[tuple[str, str]]:
    return lookup.area_choices()


def _group(label: str, choices) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(label=label, choices=choices, method="with_facet")


class ColleagueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100}))
    place = django_filters.CharFilter(
        label="Gemeente of regio", method="near", widget=forms.TextInput({"maxlength": 100})
    )
    theme = _group("Thema", lambda: lookup.choices(Scheme.THEME))
    area = _group("Regio", _areas)
    sector = _group("Sector", lambda: lookup.choices(Scheme.SECTOR))
    level = _group("Niveau", lambda: lookup.choices(Scheme.LEVEL))
    language = _group("Taal", Language.choices)
    speaker = _group("Gastspreker", [("ja", "Beschikbaar als gastspreker")])

    class Meta:
        model = Listing
        fields = ["q", "place", *GROUPS]

    def with_text(self, people: QuerySet, name: str, text: str) -> QuerySet:
        """Each word in what somebody shows, or as the start of a name; a text without words finds nobody."""
        query = words.asked(text[:100])
        return people.with_words(query) if query else people.none()

    def near(self, people: QuerySet, name: str, text: str) -> QuerySet:
        """Who works in this area or in one around it, or in a part of it; an unknown name finds nobody."""
        codes = lookup.resolve_area(text.replace("\x00", "").strip())
        around = {f"{words.LIVES_IN}:{each}" for code in codes for each in (*lookup.area_with_ancestors(code), "nl")}
        within = {f"{words.FOUND_WITHIN}:{code}" for code in codes}
        return people.filter(facets__overlap=sorted(around | within)) if codes else people.none()

    def with_facet(self, people: QuerySet, name: str, codes: list[str]) -> QuerySet:
        return people.with_any(name, codes) if codes else people

    def without(self, group: str) -> QuerySet:
        """The people that all filters but those of this group leave, for counting the group's own options."""
        found, given = self.queryset.all(), self.form.cleaned_data
        for name, value in given.items():
            if name != group:
                found = self.filters[name].filter(found, value)
        return found

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The codes that are chosen, per group."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return {group: list(given.get(group) or []) for group in GROUPS}
