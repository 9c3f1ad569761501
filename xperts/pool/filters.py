"""Filters of the public page and of the register."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.vocabulary import lookup
from xperts.pool.enums import Breadth, Shown, XpertState
from xperts.pool.models import Xpert
from xperts.pool.models.xpert import NATIONAL

_TEXT = forms.TextInput({"maxlength": 100})


def _around(text: str) -> list[str]:
    """The area that is named, with what it lies in and the whole country; empty when it is not known."""
    codes = {around for code in lookup.resolve_area(text.strip()) for around in lookup.area_with_ancestors(code)}
    return sorted(codes | {NATIONAL}) if codes else []


class XpertFilter(django_filters.FilterSet):
    """What everybody may look for: only what an Xpert shows finds them."""

    q = django_filters.CharFilter(label="Zoek", method="with_text", widget=_TEXT)
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=lambda: lookup.choices("theme"), method="with_theme", empty_label="Alle thema's"
    )
    sector = django_filters.ChoiceFilter(
        label="Sector", choices=lambda: lookup.choices("sector"), method="with_sector", empty_label="Alle sectoren"
    )
    area = django_filters.CharFilter(label="Gebied", method="in_area", widget=_TEXT)

    class Meta:
        model = Xpert
        fields = ["q", "theme", "sector", "area"]

    def with_text(self, xperts: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", "")
        about = Q(about__icontains=plain, shown__contains=[Shown.ABOUT])
        return xperts.filter(Q(person__name__icontains=plain) | Q(headline__icontains=plain) | about)

    def with_theme(self, xperts: QuerySet, name: str, code: str) -> QuerySet:
        return xperts.filter(themes__contains=[code], shown__contains=[Shown.THEMES])

    def with_sector(self, xperts: QuerySet, name: str, code: str) -> QuerySet:
        return xperts.filter(sectors__contains=[code], shown__contains=[Shown.SECTORS])

    def in_area(self, xperts: QuerySet, name: str, text: str) -> QuerySet:
        codes = _around(text)
        return xperts.filter(areas__overlap=codes, shown__contains=[Shown.AREAS]) if codes else xperts.none()


class RegisterFilter(django_filters.FilterSet):
    """What the desk looks for in the whole register."""

    q = django_filters.CharFilter(label="Naam", method="with_name", widget=_TEXT)
    state = django_filters.ChoiceFilter(label="Stand", choices=XpertState.choices, empty_label="Alle standen")
    breadth = django_filters.ChoiceFilter(label="Breed of diep", choices=Breadth.choices, empty_label="Allebei")
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=lambda: lookup.choices("theme"), method="with_theme", empty_label="Alle thema's"
    )
    sector = django_filters.ChoiceFilter(
        label="Sector", choices=lambda: lookup.choices("sector"), method="with_sector", empty_label="Alle sectoren"
    )
    area = django_filters.CharFilter(label="Gebied", method="in_area", widget=_TEXT)

    class Meta:
        model = Xpert
        fields = ["q", "state", "breadth", "theme", "sector", "area"]

    def with_name(self, xperts: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", "")
        return xperts.filter(Q(person__name__icontains=plain) | Q(person=None, nominee_name__icontains=plain))

    def with_theme(self, xperts: QuerySet, name: str, code: str) -> QuerySet:
        return xperts.filter(themes__contains=[code])

    def with_sector(self, xperts: QuerySet, name: str, code: str) -> QuerySet:
        return xperts.filter(sectors__contains=[code])

    def in_area(self, xperts: QuerySet, name: str, text: str) -> QuerySet:
        codes = _around(text)
        return xperts.filter(areas__overlap=codes) if codes else xperts.none()
