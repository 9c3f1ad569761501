"""What a token may do, what can be told of, and how a subscription and a delivery can stand."""

from django.db import models


class Scope(models.TextChoices):
    """What a token is for; reading what is public needs none."""

    ENTRIES = "entries", "Bijdragen en trainingen voorstellen"
    EVENTS = "events", "Bijeenkomsten voorstellen"


class Happening(models.TextChoices):
    """What subscribers can hear of; the values are published codes."""

    ENTRY_PUBLISHED = "entry.published", "Een bijdrage is geplaatst"
    ENTRY_CHANGED = "entry.changed", "Een bijdrage is gewijzigd"
    ENTRY_ARCHIVED = "entry.archived", "Een bijdrage is uit de catalogus gehaald"
    ENTRY_RESTORED = "entry.restored", "Een bijdrage is teruggezet"
    RECOGNITION_CHANGED = "recognition.changed", "De erkenning van een interventie is veranderd"
    EVENT_OPENED = "event.opened", "Een bijeenkomst is open voor inschrijving"
    EVENT_CHANGED = "event.changed", "Een bijeenkomst is gewijzigd"
    EVENT_CANCELLED = "event.cancelled", "Een bijeenkomst gaat niet door"
    PROPOSAL_DECIDED = "proposal.decided", "Over een voorstel van uw organisatie is besloten"


TEST = "test"
"""The code of a delivery that somebody asked for to try the receiver."""


class SubscriptionState(models.TextChoices):
    ACTIVE = "active", "Actief"
    PAUSED = "paused", "Gepauzeerd"


class DeliveryState(models.TextChoices):
    QUEUED = "queued", "Wacht"
    SENDING = "sending", "Wordt bezorgd"
    DELIVERED = "delivered", "Bezorgd"
    FAILED = "failed", "Niet gelukt"


class ProposalKind(models.TextChoices):
    """What a partner can propose by the API."""

    ENTRY = "entry", "bijdrage"
    EVENT = "event", "bijeenkomst"
