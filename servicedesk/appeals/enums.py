"""How a call for questions (*oproep*) can stand (domain.md §2.2)."""

from django.db import models


class AppealState(models.TextChoices):
    DRAFT = "draft", "Concept"
    OPEN = "open", "Geplaatst"
    ENDED = "ended", "Gesloten"


class FieldKind(models.TextChoices):
    """What is asked in a field of the form."""

    LINE = "line", "Korte tekst"
    TEXT = "text", "Lange tekst"
    CHOICE = "choice", "Keuze uit een lijst"
    YES_NO = "yes-no", "Ja of nee"
