"""Filters of the list of trajectories and of the claims."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from xperts.cases.enums import State
from xperts.trajectories.enums import ClaimState
from xperts.trajectories.models import Claim, Trajectory
from xperts.trajectories.pages import STEPS

_STATES = [*((state.value, label) for state, label in STEPS), (State.CLOSED.value, "Gesloten")]


class TrajectoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100}))
    state = django_filters.ChoiceFilter(
        label="Stand", field_name="case__state", choices=_STATES, empty_label="Alle standen"
    )

    class Meta:
        model = Trajectory
        fields = ["q", "state"]

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """In the title, or the name of an Xpert."""
        plain = text.replace("\x00", "")
        named = Trajectory.objects.filter(engagements__name__icontains=plain).values("pk")
        return rows.filter(Q(case__title__icontains=plain) | Q(pk__in=named))


class ClaimFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Stand", choices=ClaimState.choices, empty_label="Alle standen")
    month = django_filters.CharFilter(
        label="Maand", method="of_month", widget=forms.TextInput({"type": "month", "maxlength": 7})
    )

    class Meta:
        model = Claim
        fields = ["state", "month"]

    def of_month(self, claims: QuerySet, name: str, text: str) -> QuerySet:
        """*2026-03*; anything else finds nothing."""
        year, _, month = text.partition("-")
        if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(year) <= 9999):
            return claims.none()
        return claims.filter(month__year=int(year), month__month=int(month))
