"""Public learning networks for other systems: what a visitor may know of them, never who is in them."""

import re

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from loket.api import paging
from loket.api.endpoints import PAGED, ListEndpoint, Operation, ReadEndpoint, route
from loket.api.parameters import Parameter
from loket.api.serializers import CodeSerializer, SelfSerializer, page_of
from loket.core import markdown
from loket.vocabulary import lookup
from network.learning.enums import SHOWN_STATES, Access, Kind, Scope
from network.learning.models import LearningNetwork

TAG = "Netwerken"
_NUMBERED = re.compile(r"netwerk-(\d{1,18})")


class NetworkListSerializer(serializers.Serializer):
    """A learning network in a list."""

    external_id = serializers.CharField()
    kind = serializers.ChoiceField(Kind.values)
    name = serializers.CharField()
    purpose = serializers.CharField()
    url = serializers.URLField()
    state = serializers.ChoiceField([state.value for state in SHOWN_STATES])
    scope = serializers.ChoiceField(Scope.values)
    access = serializers.ChoiceField(Access.values)
    themes = CodeSerializer(many=True)
    areas = CodeSerializer(many=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    changed_at = serializers.DateTimeField()
    links = SelfSerializer()


class NetworkSerializer(NetworkListSerializer):
    """What everybody may know of a network."""

    start_question = serializers.CharField()
    description = serializers.CharField()
    organisations = serializers.ListField(child=serializers.CharField())
    partners = serializers.CharField()


def in_list(network: LearningNetwork) -> dict:
    name = f"netwerk-{network.pk}"
    plain = ("kind", "name", "purpose", "state", "scope", "access", "starts_on", "ends_on")
    return {
        "external_id": name,
        **{key: getattr(network, key) for key in plain},
        "url": paging.absolute(network.get_absolute_url()),
        "themes": [{"code": code, "label": lookup.label("theme", code)} for code in network.themes],
        "areas": [{"code": code, "label": lookup.area_label(code)} for code in network.areas],
        "changed_at": network.changed_at.isoformat(),
        "links": {"self": paging.own_address("api_network", name)},
    }


class Networks(ListEndpoint):
    operations = {
        "get": Operation(
            "listNetworks",
            "Alle lerende netwerken",
            "De netwerken die iedereen kan vinden, op naam: ook die zijn afgerond.",
            TAG,
            page_of(NetworkListSerializer),
            (404, 410),
        )
    }
    parameters = (
        *PAGED,
        Parameter("kind", "Alleen deze soort.", choices=tuple(Kind.values)),
        Parameter("theme", "Alleen met dit thema (code).", longest=80),
    )
    order = ("name", "id")

    def rows(self, asked: dict) -> QuerySet[LearningNetwork]:
        found = LearningNetwork.objects.shown()
        if asked["kind"]:
            found = found.filter(kind=asked["kind"])
        return found.filter(themes__contains=[asked["theme"]]) if asked["theme"] else found

    def shown(self, network: LearningNetwork) -> dict:
        return in_list(network)


class OneNetwork(ReadEndpoint):
    operations = {
        "get": Operation("getNetwork", "Eén lerend netwerk", "Wat iedereen mag weten.", TAG, NetworkSerializer, (404,))
    }

    def found(self, asked: dict, external_id: str) -> dict:
        numbered = _NUMBERED.fullmatch(external_id)
        if numbered is None:
            raise Http404
        network = get_object_or_404(LearningNetwork.objects.shown(), pk=int(numbered[1]))
        return in_list(network) | {
            "start_question": network.start_question,
            "description": markdown.to_text(network.description),
            "organisations": [row.name for row in network.organisations.all()],
            "partners": network.partners,
        }


urlpatterns = [
    route("networks", Networks, "api_networks"),
    route("networks/<str:external_id>", OneNetwork, "api_network"),
]
