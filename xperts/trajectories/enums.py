from django.db import models


class Party(models.TextChoices):
    """The three sides of a trajectory; each agrees and evaluates apart."""

    ASKER = "asker", "Aanvrager"
    XPERT = "xpert", "Xpert"
    CGL = "cgl", "CGL"


class ContractState(models.TextChoices):
    """Where a contract, or an addition to one, stands."""

    DRAFT = "draft", "Nog niet getekend"
    SEALED = "sealed", "Getekend"
    DROPPED = "dropped", "Vervallen"


class Bearer(models.TextChoices):
    """Who pays; only what the programme pays comes out of the grant."""

    PROGRAMME = "programme", "Het programma"
    ASKER = "asker", "De aanvrager"
    OTHER = "other", "Iemand anders"


class HourKind(models.TextChoices):
    """What time went to. Those of ``FREE_KINDS`` use no budget and are never refused for lack of it."""

    ADVICE = "advice", "Advies en gesprekken"
    PREPARING = "preparing", "Voorbereiden en uitwerken"
    REPORTING = "reporting", "Verslag en evaluatie"
    CORRECTION = "correction", "Correctie op een gesloten maand"
    TRAVEL = "travel", "Reistijd (zonder budget)"
    INTERVISION = "intervision", "Intervisie (zonder budget)"
    TRAINING = "training", "Scholing (zonder budget)"


FREE_KINDS = (HourKind.TRAVEL, HourKind.INTERVISION, HourKind.TRAINING)


class ClaimState(models.TextChoices):
    SUBMITTED = "submitted", "Ingediend"
    RETURNED = "returned", "Teruggestuurd"
    APPROVED = "approved", "Goedgekeurd"


class Lasting(models.TextChoices):
    """What half a year later is left of the result."""

    ALL = "all", "Alles is gebleven, of werd meer"
    MOST = "most", "Het meeste is gebleven"
    PART = "part", "Een deel is gebleven"
    NOTHING = "nothing", "Er is niets van over"
