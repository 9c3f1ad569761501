"""Filters of the list of cases."""

import re

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.vocabulary import lookup
from servicedesk.forms import desk_people
from xperts.cases.forms import theme_choices
from xperts.cases.models import Case
from xperts.cases.models.case import PER_YEAR

_REFERENCE = re.compile(r"\b(20\d\d)-(\d{1,4})\b")


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoek op nummer, titel of organisatie",
        method="with_text",
        widget=forms.TextInput({"maxlength": 200, "type": "search"}),
    )
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=theme_choices, method="with_theme", empty_label="Alle thema's"
    )
    area = django_filters.CharFilter(label="Gebied", method="in_area", widget=forms.TextInput({"maxlength": 100}))
    handler = django_filters.ModelChoiceFilter(
        label="Behandelaar", queryset=lambda request: desk_people(), empty_label="Iedereen"
    )

    class Meta:
        model = Case
        fields = ["q", "theme", "area", "handler"]

    def with_text(self, cases: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", " ").strip()
        number = _REFERENCE.search(plain)
        if number:
            return cases.filter(number=int(number[1]) * PER_YEAR + int(number[2]))
        return cases.filter(Q(title__icontains=plain) | Q(organisation__name__icontains=plain))

    def with_theme(self, cases: QuerySet, name: str, code: str) -> QuerySet:
        return cases.filter(themes__contains=[code])

    def in_area(self, cases: QuerySet, name: str, text: str) -> QuerySet:
        """Cases about this area; an unknown name finds nothing."""
        codes = lookup.resolve_area(text.replace("\x00", "").strip())
        return cases.filter(areas__overlap=codes) if codes else cases.none()
