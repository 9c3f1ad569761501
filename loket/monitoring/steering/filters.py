"""Filters of the four registers; the same for all."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.monitoring.steering.enums import Phase, Subject
from loket.monitoring.steering.forms import owners
from loket.monitoring.steering.kinds import Register
from loket.vocabulary import lookup

WAITING, ALL = "", "alles"


class _SteeredFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100, "type": "search"})
    )
    phase = django_filters.ChoiceFilter(label="Fase", choices=Phase.choices, empty_label="Alle fasen")
    subject = django_filters.ChoiceFilter(label="Onderwerp", choices=Subject.choices, empty_label="Alle onderwerpen")
    owner = django_filters.ModelChoiceFilter(
        label="Eigenaar", queryset=lambda request: owners(), empty_label="Iedereen"
    )
    area = django_filters.CharFilter(
        label="Gemeente of regio", method="in_area", widget=forms.TextInput({"maxlength": 100})
    )

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", " ").strip()
        return rows.filter(Q(title__icontains=plain) | Q(text__icontains=plain) | Q(with_whom__icontains=plain))

    def in_area(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Of this area or one around it, and of the whole country; an unknown name finds nothing."""
        codes = lookup.resolve_area(text.replace("\x00", "").strip())
        around = {each for code in codes for each in lookup.area_with_ancestors(code)}
        return rows.filter(Q(areas=[]) | Q(areas__overlap=sorted(around))) if codes else rows.none()


def filter_of(register: Register) -> type[django_filters.FilterSet]:
    """The filter of one register, with its own states."""
    state = django_filters.ChoiceFilter(
        label="Stand", choices=register.model._meta.get_field("state").choices, empty_label="Alle standen"
    )
    meta = type("Meta", (), {"model": register.model, "fields": ["q", "state", "phase", "subject", "owner", "area"]})
    return type(f"{register.model.__name__}Filter", (_SteeredFilter,), {"state": state, "Meta": meta})
