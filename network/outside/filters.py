"""Filters of the register of networks outside the portal."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.vocabulary import lookup
from network.outside.enums import Kind
from network.outside.models import OutsideNetwork


class OutsideFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100, "type": "search"})
    )
    kind = django_filters.ChoiceFilter(label="Soort", choices=Kind.choices, empty_label="Alle soorten")
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=lambda: lookup.choices("theme"), method="with_theme", empty_label="Alle thema's"
    )
    area = django_filters.CharFilter(
        label="Gemeente of regio", method="in_area", widget=forms.TextInput({"maxlength": 100})
    )

    class Meta:
        model = OutsideNetwork
        fields = ["q", "kind", "theme", "area"]

    def with_text(self, networks: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", "")
        return networks.filter(
            Q(name__icontains=plain) | Q(summary__icontains=plain) | Q(organisation__icontains=plain)
        )

    def with_theme(self, networks: QuerySet, name: str, code: str) -> QuerySet:
        return networks.filter(themes__contains=[code])

    def in_area(self, networks: QuerySet, name: str, text: str) -> QuerySet:
        """Networks in this area or one around it. An unknown name finds nothing."""
        found = lookup.resolve_area(text.replace("\x00", "").strip())
        codes = {around for code in found for around in lookup.area_with_ancestors(code)}
        return networks.filter(areas__overlap=sorted(codes)) if codes else networks.none()
