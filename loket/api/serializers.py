"""Pieces of answers that more areas use; only for describing, the values themselves are plain."""

from rest_framework import serializers


class LinksSerializer(serializers.Serializer):
    """Addresses around an answer; ``next`` is null on the last page."""

    self = serializers.URLField()
    first = serializers.URLField()
    next = serializers.URLField(allow_null=True)


class SelfSerializer(serializers.Serializer):
    self = serializers.URLField()


class CodeSerializer(serializers.Serializer):
    """A term of a vocabulary: its code and its Dutch words."""

    code = serializers.CharField()
    label = serializers.CharField()


class OrganisationReferenceSerializer(serializers.Serializer):
    """Who it is of: ``id`` and ``name`` as in ``/organisations``."""

    id = serializers.CharField()
    name = serializers.CharField()


def page_of(one: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The answer of a list in pages of these."""
    name = one.__name__.removesuffix("Serializer")
    fields = {"results": one(many=True), "page_size": serializers.IntegerField(), "links": LinksSerializer()}
    return type(f"{name}PageSerializer", (serializers.Serializer,), fields)
