"""Filters of the editors' queue."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model

from loket.accounts.enums import Role
from loket.catalogue.enums import Kind, RevisionState
from loket.catalogue.models import Revision

_IN_QUEUE = (RevisionState.SUBMITTED, RevisionState.CHANGES_ASKED, RevisionState.SCHEDULED)


def editors(request):
    return get_user_model().objects.filter(is_active=True, roles__contains=[Role.REDACTIE]).order_by("name")


class QueueFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="Stand", choices=[(state.value, state.label) for state in _IN_QUEUE], empty_label="Alle standen"
    )
    kind = django_filters.ChoiceFilter(
        label="Soort", field_name="content__kind", choices=Kind.choices, empty_label="Alle soorten"
    )
    assignee = django_filters.ModelChoiceFilter(
        label="Behandelaar", queryset=editors, empty_label="Iedereen", null_label="Nog niemand", null_value="niemand"
    )
    q = django_filters.CharFilter(
        label="Titel bevat",
        field_name="content__title",
        lookup_expr="icontains",
        widget=forms.TextInput({"maxlength": 100}),
    )

    class Meta:
        model = Revision
        fields = ["state", "kind", "assignee"]
