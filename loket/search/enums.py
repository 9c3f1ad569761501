"""Choices of the search pages."""

from django.db.models import TextChoices


class Sort(TextChoices):
    """The orders of a list of results; the values stand in addresses."""

    RELEVANCE = "relevantie", "Relevantie"
    NEWEST = "nieuwste", "Nieuwste eerst"
    RECOGNITION = "erkenning", "Erkenning (hoog naar laag)"
    USE = "gebruik", "Meest gebruikt"


class Direction(TextChoices):
    """How the terms of a group of synonyms find each other."""

    BOTH = "both", "Alle woorden vinden elkaar"
    FIRST_FINDS_REST = "forward", "Het eerste woord vindt ook de andere, niet andersom"
