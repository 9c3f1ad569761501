"""Kinds, states and terms of short notices."""

from django.db import models


class Kind(models.TextChoices):
    """What somebody posts; the values stand in addresses."""

    SEEK = "zoek", "Ik zoek"
    OFFER = "bied", "Ik bied"


OTHER = {Kind.SEEK: Kind.OFFER, Kind.OFFER: Kind.SEEK}


class PostingState(models.TextChoices):
    OPEN = "open", "Staat open"
    DONE = "done", "Gelukt of niet meer nodig"
    LAPSED = "lapsed", "Verlopen"
    REMOVED = "removed", "Weggehaald door de redactie"


OVER_STATES = frozenset({PostingState.DONE, PostingState.LAPSED})


class Weeks(models.IntegerChoices):
    """How long a notice stays, unless it is extended."""

    TWO = 2, "2 weken"
    FOUR = 4, "4 weken"
    EIGHT = 8, "8 weken"
    TWELVE = 12, "12 weken"
