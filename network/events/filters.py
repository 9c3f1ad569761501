"""Filters of the calendar of events."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.vocabulary import lookup
from network.events.enums import Kind
from network.events.models import Event


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100}))
    kind = django_filters.ChoiceFilter(label="Soort", choices=Kind.choices, empty_label="Alle soorten")
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=lambda: lookup.choices("theme"), method="with_theme", empty_label="Alle thema's"
    )
    level = django_filters.ChoiceFilter(
        label="Niveau", choices=lambda: lookup.choices("level"), method="with_level", empty_label="Alle niveaus"
    )
    area = django_filters.CharFilter(label="Gebied", method="in_area", widget=forms.TextInput({"maxlength": 100}))

    class Meta:
        model = Event
        fields = ["q", "kind", "theme", "level", "area"]

    def with_text(self, events: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", "")
        return events.filter(Q(title__icontains=plain) | Q(summary__icontains=plain) | Q(location__icontains=plain))

    def with_theme(self, events: QuerySet, name: str, code: str) -> QuerySet:
        return events.filter(themes__contains=[code])

    def with_level(self, events: QuerySet, name: str, code: str) -> QuerySet:
        """Those for this level, and those for everybody."""
        return events.filter(Q(levels__contains=[code]) | Q(levels=[]))

    def in_area(self, events: QuerySet, name: str, text: str) -> QuerySet:
        """Events in this area, in one around it, or for the whole country. An unknown name finds nothing."""
        codes = {around for code in lookup.resolve_area(text.strip()) for around in lookup.area_with_ancestors(code)}
        return events.filter(areas__overlap=sorted(codes)) if codes else events.none()
