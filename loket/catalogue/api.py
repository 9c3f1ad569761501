"""Entries for other systems: the published ones, and what became of those that are gone."""

from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from loket.api import paging
from loket.api.endpoints import PAGED, ListEndpoint, Operation, ReadEndpoint, gone, route
from loket.api.parameters import Parameter
from loket.api.serializers import CodeSerializer, OrganisationReferenceSerializer, SelfSerializer, page_of
from loket.catalogue import attachments
from loket.catalogue import content as contents
from loket.catalogue.enums import EntryState, Kind, Licence, RecognitionLevel
from loket.catalogue.models import Entry, EntryFile
from loket.vocabulary import lookup

TAG = "Catalogus"


class RecognitionSerializer(serializers.Serializer):
    """The recognition that stands; ``level`` is what the assessors or the source said."""

    level = serializers.ChoiceField([level.value for level in RecognitionLevel if level.value])
    label = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    by = serializers.CharField()


class EntryListSerializer(serializers.Serializer):
    """An entry in a list."""

    external_id = serializers.CharField()
    kind = serializers.ChoiceField(Kind.values)
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.URLField()
    organisation = OrganisationReferenceSerializer(allow_null=True)
    recognition = RecognitionSerializer(allow_null=True)
    published_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    next_check = serializers.DateField(allow_null=True)
    links = SelfSerializer()


class WebLinkSerializer(serializers.Serializer):
    label = serializers.CharField()
    url = serializers.CharField()


class FileSerializer(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.URLField()
    media_type = serializers.CharField()
    bytes = serializers.IntegerField()


class EntrySerializer(EntryListSerializer):
    """All that is public of an entry. ``fields`` has what its kind asks, in the keys of ``docs/import.md``."""

    body = serializers.CharField()
    themes = CodeSerializer(many=True)
    process_themes = CodeSerializer(many=True)
    competences = CodeSerializer(many=True)
    settings = CodeSerializer(many=True)
    target_groups = CodeSerializer(many=True)
    sectors = CodeSerializer(many=True)
    levels = CodeSerializer(many=True)
    areas = CodeSerializer(many=True)
    working_elements = serializers.ListField(child=serializers.CharField())
    source = serializers.CharField()
    contact = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    language = serializers.CharField()
    licence = serializers.ChoiceField(Licence.values, allow_blank=True)
    former_titles = serializers.ListField(child=serializers.CharField())
    web_links = WebLinkSerializer(many=True)
    files = FileSerializer(many=True)
    fields = serializers.DictField()


def in_list(entry: Entry) -> dict:
    """An entry as lists have it. ``entry`` comes with its organisation."""
    return {
        "external_id": entry.external_id,
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "url": paging.absolute(entry.get_absolute_url()),
        "organisation": _organisation(entry),
        "recognition": _recognition(entry),
        "published_at": entry.published_at.isoformat(),
        "changed_at": entry.changed_at.isoformat(),
        "next_check": entry.next_check,
        "links": {"self": paging.own_address("api_entry", entry.external_id)},
    }


def in_full(entry: Entry) -> dict:
    """All that is public of an entry."""
    content = entry.content
    terms = {key: _terms(scheme, content.get(key, [])) for key, scheme in contents.LISTS.items()}
    areas = [{"code": code, "label": lookup.area_label(code)} for code in content.get("areas", [])]
    texts = {key: content.get(key) or "" for key in ("body", "source", "contact", "licence")}
    return {
        **in_list(entry),
        **texts,
        **terms,
        "areas": areas,
        "working_elements": content.get("working_elements", []),
        "year": content.get("year"),
        "language": content.get("language") or "nl",
        "former_titles": content.get("former_titles", []),
        "web_links": content.get("links", []),
        "files": [_file(file) for file in attachments.public_files(entry)],
        "fields": content.get("fields", {}),
    }


def _file(file: EntryFile) -> dict:
    address = paging.absolute(file.get_absolute_url())
    return {"name": file.name, "url": address, "media_type": file.mime, "bytes": file.size}


def _terms(scheme: str, codes: list[str]) -> list[dict]:
    return [{"code": code, "label": lookup.label(scheme, code)} for code in codes]


def _organisation(entry: Entry) -> dict | None:
    found = entry.organisation
    return {"id": str(found.pk), "name": found.name} if found else None


def _recognition(entry: Entry) -> dict | None:
    if not entry.recognition_level:
        return None
    return {
        "level": entry.recognition_level,
        "label": entry.get_recognition_level_display(),
        "decided_on": entry.recognition_decided_on,
        "valid_until": entry.recognition_valid_until,
        "by": entry.recognition_by,
    }


def published(external_id: str) -> Entry:
    """The published entry of this id. Raises ``Http404``, and ``Problem`` (410) for one that was archived."""
    known = Entry.objects.exclude(state=EntryState.UNPUBLISHED).select_related("organisation", "successor")
    entry = get_object_or_404(known, external_id=external_id.replace("\x00", ""))
    if entry.state == EntryState.ARCHIVED:
        raise gone("Deze bijdrage is uit de catalogus gehaald.", _successor(entry))
    return entry


def _successor(entry: Entry) -> dict | None:
    found = entry.living_successor
    if found is None:
        return None
    return {
        "title": found.title,
        "externalId": found.external_id,
        "url": paging.absolute(found.get_absolute_url()),
        "apiUrl": paging.own_address("api_entry", found.external_id),
    }


class Entries(ListEndpoint):
    operations = {
        "get": Operation(
            "listEntries",
            "Alle bijdragen",
            "Wat nu in de catalogus staat, het nieuwst geplaatste eerst. Met `changedSince` houdt u een kopie bij.",
            TAG,
            page_of(EntryListSerializer),
            (404, 410),
        )
    }
    parameters = (
        *PAGED,
        Parameter("kind", "Alleen deze soort.", choices=tuple(Kind.values)),
        Parameter("changedSince", "Alleen wat sinds dit moment is veranderd.", datetime),
    )
    order = ("-published_at", "-id")

    def rows(self, asked: dict) -> QuerySet[Entry]:
        found = Entry.objects.published().select_related("organisation").defer("content", "recognition_note")
        if asked["kind"]:
            found = found.filter(kind=asked["kind"])
        if asked["changedSince"]:
            found = found.filter(changed_at__gte=asked["changedSince"])
        return found

    def shown(self, entry: Entry) -> dict:
        return in_list(entry)


class OneEntry(ReadEndpoint):
    operations = {
        "get": Operation(
            "getEntry",
            "Eén bijdrage",
            "Alles wat openbaar is. Wat uit de catalogus is gehaald, geeft 410 met een opvolger als die er is.",
            TAG,
            EntrySerializer,
            (404, 410),
        )
    }

    def found(self, asked: dict, external_id: str) -> dict:
        return in_full(published(external_id))


urlpatterns = [
    route("entries", Entries, "api_entries"),
    route("entries/<str:external_id>", OneEntry, "api_entry"),
]
