"""States of subscriptions and editions, and kinds of blocks."""

from django.db import models


class SubscriptionState(models.TextChoices):
    PENDING = "pending", "Nog niet bevestigd"
    ACTIVE = "active", "Krijgt de nieuwsbrief"
    RESTING = "resting", "Rust: mail komt niet aan"
    STOPPED = "stopped", "Afgemeld"


class EditionState(models.TextChoices):
    DRAFT = "draft", "Concept"
    PLANNED = "planned", "Ingepland"
    SENDING = "sending", "Wordt verstuurd"
    SENT = "sent", "Verstuurd"


class BlockKind(models.TextChoices):
    TEXT = "text", "Vrije tekst"
    ITEM = "item", "Uit het loket"
