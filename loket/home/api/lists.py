"""Organisations, the vocabularies and the areas."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from loket.accounts import organisations
from loket.accounts.models import FormerName, Organisation
from loket.api import paging
from loket.api.endpoints import PAGED, ListEndpoint, Operation, ReadEndpoint, gone
from loket.api.parameters import Parameter
from loket.api.serializers import SelfSerializer, page_of
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind, Scheme

_TAG = "Lijsten"


class OrganisationSerializer(serializers.Serializer):
    """An employer, owner or partner. ``sector`` and ``area`` are codes, empty when unknown."""

    id = serializers.CharField()
    name = serializers.CharField()
    former_names = serializers.ListField(child=serializers.CharField())
    sector = serializers.CharField()
    area = serializers.CharField()
    website = serializers.CharField()
    is_partner = serializers.BooleanField()
    links = SelfSerializer()


def _organisation(row: Organisation) -> dict:
    return {
        "id": str(row.pk),
        "name": row.name,
        "former_names": [former.name for former in row.former_names.all()],
        "sector": row.sector,
        "area": row.area,
        "website": row.website,
        "is_partner": row.is_partner,
        "links": {"self": paging.own_address("api_organisation", row.pk)},
    }


_NAMED = Prefetch("former_names", FormerName.objects.order_by("name"))


class Organisations(ListEndpoint):
    operations = {
        "get": Operation(
            "listOrganisations",
            "Alle organisaties",
            "De organisaties van nu, op naam, met de namen die zij vroeger hadden.",
            _TAG,
            page_of(OrganisationSerializer),
            (404, 410),
        )
    }
    parameters = (*PAGED, Parameter("isPartner", "Alleen partners van het loket, of juist niet.", bool))
    order = ("sort_key", "id")

    def rows(self, asked: dict) -> QuerySet[Organisation]:
        found = Organisation.objects.current().prefetch_related(_NAMED)
        return found if asked["isPartner"] is None else found.filter(is_partner=asked["isPartner"])

    def shown(self, row: Organisation) -> dict:
        return _organisation(row)


class OneOrganisation(ReadEndpoint):
    operations = {
        "get": Operation(
            "getOrganisation",
            "Eén organisatie",
            "Een organisatie die in een andere opging, geeft 410 met de opvolger.",
            _TAG,
            OrganisationSerializer,
            (404, 410),
        )
    }

    def found(self, asked: dict, organisation_id: str) -> dict:
        if not (organisation_id.isascii() and organisation_id.isdecimal() and len(organisation_id) < 18):
            raise Http404
        row = get_object_or_404(Organisation.objects.prefetch_related(_NAMED), pk=organisation_id)
        if row.successor_id is None:
            return _organisation(row)
        last = organisations.current(row)
        raise gone(
            f"{row.name} is opgegaan in {last.name}.",
            {"id": str(last.pk), "title": last.name, "apiUrl": paging.own_address("api_organisation", last.pk)},
        )


class VocabularyListSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()
    links = SelfSerializer()


class VocabulariesSerializer(serializers.Serializer):
    results = VocabularyListSerializer(many=True)
    links = SelfSerializer()


class TermSerializer(serializers.Serializer):
    """A term. ``parent`` is the code of the term it falls under, or null."""

    code = serializers.CharField()
    label = serializers.CharField()
    alternatives = serializers.ListField(child=serializers.CharField())
    description = serializers.CharField()
    is_priority = serializers.BooleanField()
    parent = serializers.CharField(allow_null=True)


class VocabularySerializer(VocabularyListSerializer):
    terms = TermSerializer(many=True)


def _vocabulary(scheme: Scheme) -> dict:
    address = paging.own_address("api_vocabulary", scheme.value)
    return {"name": scheme.value, "label": str(scheme.label), "links": {"self": address}}


class Vocabularies(ReadEndpoint):
    operations = {
        "get": Operation(
            "listVocabularies",
            "Alle woordenlijsten",
            "Thema's, settings, doelgroepen en de andere lijsten waarvan de codes overal terugkomen.",
            _TAG,
            VocabulariesSerializer,
        )
    }

    def found(self, asked: dict) -> dict:
        address = paging.own_address("api_vocabularies")
        return {"results": [_vocabulary(scheme) for scheme in Scheme], "links": {"self": address}}


class OneVocabulary(ReadEndpoint):
    operations = {
        "get": Operation(
            "getVocabulary",
            "Eén woordenlijst",
            "Alle woorden van een lijst, in de volgorde van de lijst.",
            _TAG,
            VocabularySerializer,
            (404,),
        )
    }

    def found(self, asked: dict, name: str) -> dict:
        if name not in Scheme.values:
            raise Http404
        return _vocabulary(Scheme(name)) | {"terms": [_term(row) for row in lookup.terms(name)]}


def _term(row) -> dict:
    return {
        "code": row.code,
        "label": row.label,
        "alternatives": row.alternatives,
        "description": row.description,
        "is_priority": row.is_priority,
        "parent": row.parent or None,
    }


class AreaSerializer(serializers.Serializer):
    """An area. ``within``: the codes of what it lies in, the nearest first."""

    code = serializers.CharField()
    kind = serializers.ChoiceField(AreaKind.values)
    name = serializers.CharField()
    label = serializers.CharField()
    within = serializers.ListField(child=serializers.CharField())
    former_names = serializers.ListField(child=serializers.CharField())


class AreasSerializer(serializers.Serializer):
    results = AreaSerializer(many=True)
    links = SelfSerializer()


class Areas(ReadEndpoint):
    operations = {
        "get": Operation(
            "listAreas",
            "Alle gebieden",
            "Landelijk, provincies, GGD-regio's, gemeenten en wijken, met hun vroegere namen.",
            _TAG,
            AreasSerializer,
        )
    }
    parameters = (Parameter("kind", "Alleen deze soort.", choices=tuple(AreaKind.values)),)

    def found(self, asked: dict) -> dict:
        only = [asked["kind"]] if asked["kind"] else []
        codes = [code for code, _ in lookup.area_choices(*only)]
        return {
            "results": [_area(code) for code in codes],
            "links": {"self": paging.own_address("api_areas")},
        }


def _area(code: str) -> dict:
    row = lookup.area(code)
    return {
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "label": row.label,
        "within": row.within,
        "former_names": row.former_names,
    }
