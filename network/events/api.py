"""Public events for other systems."""

import re
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from loket.api import paging
from loket.api.endpoints import PAGED, ListEndpoint, Operation, ReadEndpoint, route
from loket.api.parameters import Parameter
from loket.api.serializers import CodeSerializer, OrganisationReferenceSerializer, SelfSerializer, page_of
from loket.core.working_days import AMSTERDAM
from loket.vocabulary import lookup
from network.events.enums import PUBLIC_STATES, Kind, Venue
from network.events.models import Event

TAG = "Bijeenkomsten"
_LISTS = {"themes": "theme", "levels": "level", "sectors": "sector", "competences": "competence"}
_NUMBERED = re.compile(r"bijeenkomst-(\d{1,18})")


class EventListSerializer(serializers.Serializer):
    """An event in a list; times with the offset of the Netherlands on that day."""

    external_id = serializers.CharField()
    kind = serializers.ChoiceField(Kind.values)
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.URLField()
    state = serializers.ChoiceField([state.value for state in PUBLIC_STATES])
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    venue = serializers.ChoiceField(Venue.values)
    location = serializers.CharField()
    organisation = OrganisationReferenceSerializer(allow_null=True)
    themes = CodeSerializer(many=True)
    areas = CodeSerializer(many=True)
    price_cents = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    links = SelfSerializer()


class EventSerializer(EventListSerializer):
    """All that everybody may know of an event: not the link to take part in it, nor who comes."""

    description = serializers.CharField()
    address = serializers.CharField()
    levels = CodeSerializer(many=True)
    sectors = CodeSerializer(many=True)
    competences = CodeSerializer(many=True)
    partners = serializers.CharField()
    contact = serializers.CharField()
    payment = serializers.CharField()
    accreditation = serializers.CharField()
    capacity = serializers.IntegerField(allow_null=True)
    cancel_reason = serializers.CharField()


def external_id(event: Event) -> str:
    """The name of an event in the API and in the search index."""
    return f"bijeenkomst-{event.pk}"


def in_list(event: Event) -> dict:
    """An event as lists have it. ``event`` comes with its organisation."""
    found = event.organisation
    return {
        "external_id": external_id(event),
        "kind": event.kind,
        "title": event.title,
        "summary": event.summary,
        "url": paging.absolute(event.get_absolute_url()),
        "state": event.state,
        **{name: _moment(getattr(event, name)) for name in ("starts_at", "ends_at", "closes_at", "changed_at")},
        "venue": event.venue,
        "location": event.location,
        "organisation": {"id": str(found.pk), "name": found.name} if found else None,
        "themes": _terms(event, "themes"),
        "areas": [{"code": code, "label": lookup.area_label(code)} for code in event.areas],
        "price_cents": event.price_cents,
        "links": {"self": paging.own_address("api_event", external_id(event))},
    }


def in_full(event: Event) -> dict:
    texts = ("description", "address", "partners", "contact", "payment", "accreditation", "cancel_reason")
    lists = {name: _terms(event, name) for name in _LISTS}
    return in_list(event) | lists | {name: getattr(event, name) for name in (*texts, "capacity")}


def _moment(at: datetime) -> str:
    return at.astimezone(AMSTERDAM).isoformat()


def _terms(event: Event, name: str) -> list[dict]:
    return [{"code": code, "label": lookup.label(_LISTS[name], code)} for code in getattr(event, name)]


class Events(ListEndpoint):
    operations = {
        "get": Operation(
            "listEvents",
            "Alle bijeenkomsten",
            "Openbare bijeenkomsten op volgorde van begin: ook wat is geweest of niet doorgaat. Kies met `from`.",
            TAG,
            page_of(EventListSerializer),
            (404, 410),
        )
    }
    parameters = (
        *PAGED,
        Parameter("kind", "Alleen deze soort.", choices=tuple(Kind.values)),
        Parameter("theme", "Alleen met dit thema (code).", longest=80),
        Parameter("from", "Alleen wat op deze dag of later begint.", date),
        Parameter("changedSince", "Alleen wat sinds dit moment is veranderd.", datetime),
    )
    order = ("starts_at", "id")

    def rows(self, asked: dict) -> QuerySet[Event]:
        found = Event.objects.public().select_related("organisation")
        if asked["kind"]:
            found = found.filter(kind=asked["kind"])
        if asked["theme"]:
            found = found.filter(themes__contains=[asked["theme"]])
        if asked["from"]:
            found = found.filter(starts_at__gte=datetime.combine(asked["from"], time(), AMSTERDAM))
        if asked["changedSince"]:
            found = found.filter(changed_at__gte=asked["changedSince"])
        return found

    def shown(self, event: Event) -> dict:
        return in_list(event)


class OneEvent(ReadEndpoint):
    operations = {
        "get": Operation(
            "getEvent", "Eén bijeenkomst", "Alles wat openbaar is van een bijeenkomst.", TAG, EventSerializer, (404,)
        )
    }

    def found(self, asked: dict, external_id: str) -> dict:
        numbered = _NUMBERED.fullmatch(external_id)
        if numbered is None:
            raise Http404
        return in_full(get_object_or_404(Event.objects.public().select_related("organisation"), pk=int(numbered[1])))


urlpatterns = [
    route("events", Events, "api_events"),
    route("events/<str:external_id>", OneEvent, "api_event"),
]
