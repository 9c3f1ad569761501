from django.db import models


class ProblemState(models.TextChoices):
    """How a point of the check stands, as the owner reads it."""

    OPEN = "open", "open"
    MENDED = "mended", "hersteld in nieuwe versie"
    KEPT = "kept", "wij laten het zo"


class WebState(models.TextChoices):
    DRAFT = "draft", "concept"
    PUBLISHED = "published", "gepubliceerd"
