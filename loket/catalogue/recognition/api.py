"""Interventions with what was decided of them: the recognition that stands and those before it."""

from collections import defaultdict

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from loket.api import paging
from loket.api.endpoints import PAGED, ListEndpoint, Operation, ReadEndpoint, route
from loket.api.parameters import Parameter
from loket.api.serializers import page_of
from loket.catalogue import api
from loket.catalogue.enums import Kind, RecognitionLevel
from loket.catalogue.models import Entry
from loket.catalogue.recognition.models import Recognition

_LEVELS = tuple(level.value for level in RecognitionLevel if level.value)


class DecisionSerializer(serializers.Serializer):
    """One decision. ``state``: *standing*, *lapsed*, *replaced* or *withdrawn*."""

    level = serializers.ChoiceField(_LEVELS)
    label = serializers.CharField()
    state = serializers.ChoiceField(["standing", "lapsed", "replaced", "withdrawn"])
    decided_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    by = serializers.CharField()
    motivation = serializers.CharField()
    conditions = serializers.CharField()
    withdrawal_reason = serializers.CharField()


class InterventionListSerializer(api.EntryListSerializer):
    """An intervention with every decision about its recognition, the newest first."""

    recognition_history = DecisionSerializer(many=True)


class InterventionSerializer(api.EntrySerializer):
    """All that is public of an intervention, with every decision about its recognition."""

    recognition_history = DecisionSerializer(many=True)


def _decision(row: Recognition) -> dict:
    return {
        "level": row.level,
        "label": row.get_level_display(),
        "state": _state(row),
        "decided_on": row.decided_on,
        "valid_until": row.valid_until,
        "by": row.by,
        "motivation": row.motivation,
        "conditions": row.conditions,
        "withdrawal_reason": row.withdrawal_reason,
    }


def _state(row: Recognition) -> str:
    if row.withdrawn_at:
        return "withdrawn"
    if row.replaced_at:
        return "replaced"
    return "lapsed" if row.lapsed_at else "standing"


def _history(entries: list[Entry]) -> dict[int, list[dict]]:
    """The decisions by entry; one query."""
    found = defaultdict(list)
    for row in Recognition.objects.filter(entry__in=entries):
        found[row.entry_id].append(_decision(row))
    return found


class Interventions(ListEndpoint):
    operations = {
        "get": Operation(
            "listInterventions",
            "Alle interventies",
            "De interventies in de catalogus, met hun erkenning van nu en van vroeger.",
            api.TAG,
            page_of(InterventionListSerializer),
            (404, 410),
        )
    }
    parameters = (*PAGED, Parameter("recognition", "Alleen met deze erkenning.", choices=_LEVELS))
    order = ("-published_at", "-id")

    def rows(self, asked: dict) -> QuerySet[Entry]:
        found = Entry.objects.published().filter(kind=Kind.INTERVENTION)
        if asked["recognition"]:
            found = found.filter(recognition_level=asked["recognition"])
        return found.select_related("organisation").defer("content", "recognition_note")

    def all_shown(self, rows: list[Entry]) -> list[dict]:
        history = _history(rows)
        return [self._addressed(api.in_list(entry), entry, history) for entry in rows]

    @staticmethod
    def _addressed(shown: dict, entry: Entry, history: dict) -> dict:
        return shown | {"recognition_history": history[entry.pk], "links": _links(entry)}


class OneIntervention(ReadEndpoint):
    operations = {
        "get": Operation(
            "getIntervention",
            "Eén interventie",
            "Alles wat openbaar is van de interventie, met elk besluit over de erkenning.",
            api.TAG,
            InterventionSerializer,
            (404, 410),
        )
    }

    def found(self, asked: dict, external_id: str) -> dict:
        entry = api.published(external_id)
        if entry.kind != Kind.INTERVENTION:
            raise Http404
        return api.in_full(entry) | {"recognition_history": _history([entry])[entry.pk], "links": _links(entry)}


def _links(entry: Entry) -> dict:
    return {"self": paging.own_address("api_intervention", entry.external_id)}


urlpatterns = [
    route("interventions", Interventions, "api_interventions"),
    route("interventions/<str:external_id>", OneIntervention, "api_intervention"),
]
