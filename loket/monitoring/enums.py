from django.db import models


class Length(models.TextChoices):
    MONTH = "month", "maand"
    QUARTER = "quarter", "kwartaal"
    YEAR = "year", "jaar"


class Measure(models.TextChoices):
    """What only a survey can tell."""

    KNOWS = "knows", "kent het loket"
    USES = "uses", "gebruikt het loket regelmatig"
    KNOWS_AND_USES = "knows_and_uses", "kent het loket en gebruikt het regelmatig"
    WISHES_SUPPORT = "wishes_support", "wenst advies op maat"


class Place(models.TextChoices):
    """Where a block can stand: on a dashboard, or in a report."""

    COORDINATOR = "coordinator", "Dashboard"
    SERVICEDESK = "servicedesk", "Dashboard van de servicedesk"
    KERNTEAM = "kernteam", "Dashboard van het kernteam"
    EDITORS = "editors", "Dashboard van de redactie"
    PARTNER = "partner", "Dashboard van uw organisatie"
    PROFESSIONAL = "professional", "Mijn overzicht"
    MONTHLY = "monthly", "Maandrapport servicedesk"
    QUARTERLY = "quarterly", "Kwartaalrapport"
    YEARLY = "yearly", "Jaarrapport"


REPORTS = (Place.MONTHLY, Place.QUARTERLY, Place.YEARLY)
LENGTHS = {Place.MONTHLY: Length.MONTH, Place.QUARTERLY: Length.QUARTER, Place.YEARLY: Length.YEAR}
"""How long the period of each report is."""

DAYS_LATER = {Place.MONTHLY: 1, Place.QUARTERLY: 10, Place.YEARLY: 21}
"""On which day after its period a report is made: the longer it is, the more time there is to write its text."""


class ReportState(models.TextChoices):
    WAITING = "waiting", "Wordt nog gemaakt"
    MAKING = "making", "Wordt nu gemaakt"
    MADE = "made", "Gemaakt en verstuurd"


class Layer(models.TextChoices):
    """What money is for (000 §5): three layers of support, and the coordination."""

    THINGS = "layer-1", "Laag 1: spullen voor iedereen"
    MEETING = "layer-2", "Laag 2: ontmoeting en uitwisseling"
    TAILORED = "layer-3", "Laag 3: advies op maat"
    COORDINATION = "coordination", "Coördinatie"


FIRST_SHARES = {Layer.THINGS: 30, Layer.MEETING: 30, Layer.TAILORED: 30, Layer.COORDINATION: 10}
"""In percents of a year's budget (000 §5), until somebody chooses others."""


class Spending(models.TextChoices):
    RESERVED = "reserved", "Gereserveerd"
    SPENT = "spent", "Uitgegeven"


class Levels(models.TextChoices):
    """Whom an estimate is about."""

    ALL = "", "Alle niveaus"
    ONE = "1", "Niveau 1"
    TWO = "2", "Niveau 2"
    THREE = "3", "Niveau 3"
    FOUR = "4", "Niveau 4"
    TWO_AND_THREE = "23", "Niveau 2 en 3 samen"
