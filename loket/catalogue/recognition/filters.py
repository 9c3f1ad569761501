"""The filter of the editors' overview of applications."""

import django_filters
from django import forms

from loket.catalogue.recognition.enums import ASKED_CHOICES, Party, ProcedureState
from loket.catalogue.recognition.models import Procedure

_PARTIES = [(party.value, party.label) for party in Party if party]


class ProcedureFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Stand", choices=ProcedureState.choices, empty_label="Alle standen")
    wacht_op = django_filters.ChoiceFilter(
        label="Wacht op", choices=_PARTIES, empty_label="Iedereen", method="filter_waiting"
    )
    level = django_filters.ChoiceFilter(label="Niveau", choices=ASKED_CHOICES, empty_label="Alle niveaus")
    q = django_filters.CharFilter(
        label="Titel bevat",
        field_name="entry__title",
        lookup_expr="icontains",
        widget=forms.TextInput({"maxlength": 100}),
    )

    class Meta:
        model = Procedure
        fields = ["state", "level"]

    def filter_waiting(self, queryset, name: str, value: str):
        return queryset.waiting_for(value)
