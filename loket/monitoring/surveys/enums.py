"""Kinds of questions, states and terms of surveys and focus groups."""

from django.db import models


class Dimension(models.TextChoices):
    """Under which heading a question stands (000, paragraph 2.2 and box 4)."""

    GENERAL = "algemeen", "Over u en het loket"
    KNOWING = "weten", "Weten"
    WILLING = "willen", "Willen"
    ABLE = "kunnen", "Kunnen"
    TAKING_PART = "participeren", "Participeren"
    DOING = "doen", "Doen"


class QuestionKind(models.TextChoices):
    SCALE = "schaal", "Schaal van 1 tot en met 5"
    CHOICE = "keuze", "Eén antwoord kiezen"
    SEVERAL = "meer", "Meer antwoorden kiezen"
    OPEN = "open", "Open vraag"


WITH_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.SEVERAL})

SCALE_LABELS = (
    (1, "Helemaal oneens"),
    (2, "Oneens"),
    (3, "Niet eens, niet oneens"),
    (4, "Eens"),
    (5, "Helemaal eens"),
)


class Measures(models.TextChoices):
    """For which target of the programme a question counts (000, paragraph 2.4)."""

    NOTHING = "", "Geen doel"
    KNOWN = "kent", "Kent het loket"
    USED = "gebruikt", "Gebruikt het loket regelmatig"
    WISHES = "wenst", "Wenst advies op maat"


class SurveyState(models.TextChoices):
    DRAFT = "draft", "Concept"
    OPEN = "open", "Loopt"
    CLOSED = "closed", "Gesloten"


class LeftOut(models.TextChoices):
    """Why somebody in the segment is not asked."""

    ASKED_TWICE = "twice", "Dit jaar al twee keer gevraagd"
    OPTED_OUT = "opted_out", "Wil geen vragenlijsten"
    NOT_DRAWN = "not_drawn", "Niet geloot"


class FocusState(models.TextChoices):
    PLANNED = "planned", "Gepland"
    HELD = "held", "Gehouden"
    CONCLUDED = "concluded", "Conclusies getrokken"
    CANCELLED = "cancelled", "Gaat niet door"
