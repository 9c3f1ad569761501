"""Phases, subjects and states of what the programme is steered by."""

from django.db import models


class Phase(models.TextChoices):
    """The three phases of the programme (000, chapter 4); the values stand in addresses."""

    PREPARING = "voorbereiding", "Fase 1: voorbereiding"
    CARRYING_OUT = "uitvoering", "Fase 2: uitvoering"
    ANCHORING = "borging", "Fase 3: borging en continuïteit"


class Subject(models.TextChoices):
    """What something is about: the headings of the tables in chapter 4 of 000."""

    LAYER_1 = "laag-1", "Laag 1: spullen voor iedereen"
    LAYER_2 = "laag-2", "Laag 2: ontmoeting en uitwisseling"
    LAYER_3 = "laag-3", "Laag 3: advies op maat"
    LAYERS = "lagen", "De drie lagen samen"
    COMMUNICATION = "communicatie", "Communicatie en monitoring"
    CONDITIONS = "randvoorwaarden", "Randvoorwaarden"
    PARTNERS = "partners", "Samenwerking met partners"


class ActionState(models.TextChoices):
    PLANNED = "planned", "Gepland"
    RUNNING = "running", "Loopt"
    DONE = "done", "Klaar"
    DROPPED = "dropped", "Vervallen"


class PilotState(models.TextChoices):
    PLANNED = "planned", "Gepland"
    RUNNING = "running", "Loopt"
    ENDED = "ended", "Afgerond"
    DROPPED = "dropped", "Niet doorgegaan"


class RiskState(models.TextChoices):
    OPEN = "open", "In beeld"
    HAPPENED = "happened", "Opgetreden"
    CLOSED = "closed", "Niet meer aan de orde"


class DealState(models.TextChoices):
    OPEN = "open", "Loopt"
    KEPT = "kept", "Nagekomen"
    BROKEN = "broken", "Niet nagekomen"
    DROPPED = "dropped", "Vervallen"


OVER_STATES = frozenset({"done", "dropped", "ended", "closed", "kept", "broken"})
"""Of all four: nothing is waited for any more."""


class Outcome(models.TextChoices):
    """In what a pilot ends (000, paragraph 4.3)."""

    GO_ON = "doorgaan", "Doorgaan"
    ADJUST = "aanpassen", "Aanpassen"
    STOP = "stoppen", "Stoppen"
    ROLL_OUT = "uitrollen", "Uitrollen"


class Score(models.IntegerChoices):
    """Chance and impact of a risk."""

    ONE = 1, "1, heel klein"
    TWO = 2, "2, klein"
    THREE = 3, "3, redelijk"
    FOUR = 4, "4, groot"
    FIVE = 5, "5, heel groot"


class BodyKind(models.TextChoices):
    """Who advises on the programme (000, paragraph 3.6)."""

    COUNCIL = "adviesraad", "Adviesraad"
    SOUNDING_BOARD = "klankbordgroep", "Klankbordgroep"
    EXPERTS = "expertgroep", "Expertgroep"


class AdviceState(models.TextChoices):
    DRAFT = "draft", "Concept"
    PUBLISHED = "published", "Gepubliceerd"
