"""Filters of the overview of networks."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.vocabulary import lookup
from network.learning.enums import LIVE_STATES, SHOWN_STATES, Kind, NetworkState
from network.learning.models import LearningNetwork

RUNNING = "loopt"
LISTED = SHOWN_STATES
"""Proposals stand on pages of their own."""


class NetworkFilter(django_filters.FilterSet):
    """Without a choice what runs comes first; what is archived stays to be found."""

    q = django_filters.CharFilter(label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100}))
    kind = django_filters.ChoiceFilter(label="Soort", choices=Kind.choices, empty_label="Alle soorten")
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=lambda: lookup.choices("theme"), method="with_theme", empty_label="Alle thema's"
    )
    area = django_filters.CharFilter(label="Gebied", method="in_area", widget=forms.TextInput({"maxlength": 100}))
    state = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(RUNNING, "Loopt nu"), (NetworkState.ARCHIVED.value, "Afgerond")],
        method="standing",
        empty_label="Alles",
    )

    class Meta:
        model = LearningNetwork
        fields = ["q", "kind", "theme", "area", "state"]

    def with_text(self, networks: QuerySet, name: str, text: str) -> QuerySet:
        plain = text.replace("\x00", "")
        wanted = Q(name__icontains=plain) | Q(purpose__icontains=plain) | Q(start_question__icontains=plain)
        return networks.filter(wanted)

    def with_theme(self, networks: QuerySet, name: str, code: str) -> QuerySet:
        return networks.filter(themes__contains=[code])

    def in_area(self, networks: QuerySet, name: str, text: str) -> QuerySet:
        """Networks in this area, in one around it, or for the whole country. An unknown name finds nothing."""
        codes = {around for code in lookup.resolve_area(text.strip()) for around in lookup.area_with_ancestors(code)}
        return networks.filter(areas__overlap=sorted(codes)) if codes else networks.none()

    def standing(self, networks: QuerySet, name: str, choice: str) -> QuerySet:
        return networks.filter(state__in=LIVE_STATES) if choice == RUNNING else networks.filter(state=choice)
