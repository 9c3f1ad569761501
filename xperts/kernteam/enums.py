from django.db import models


class SeatName(models.TextChoices):
    """The four seats (domain.md §4, rule 4)."""

    CGL = "cgl", "CGL"
    PARTNER = "partner", "Partner"
    PRACTICE = "praktijk", "Praktijk"
    INDEPENDENT = "onafhankelijk", "Onafhankelijk"


WITH_STAND_IN = (SeatName.PARTNER, SeatName.PRACTICE)
"""Only these have an achterwacht."""

SEAT_EXPLANATIONS = {
    SeatName.CGL: "Een medewerker van het Centrum Gezond Leven. Zonder achterwacht.",
    SeatName.PARTNER: "Een afgevaardigde van de landelijke partners. Met achterwacht.",
    SeatName.PRACTICE: "Een ervaren professional uit de praktijk. Met achterwacht.",
    SeatName.INDEPENDENT: "Een onafhankelijk adviseur, die geen Xpert is. Zonder achterwacht.",
}


class Choice(models.TextChoices):
    GRANT = "toekennen", "Toekennen"
    REJECT = "afwijzen", "Afwijzen"
    COLLECTIVE = "collectief", "Collectief"
    DISCUSS = "bespreken", "Bespreken"


OUTCOMES = (Choice.GRANT, Choice.REJECT, Choice.COLLECTIVE)
"""What can be decided; *bespreken* only asks for a call."""

OUTCOME_CHOICES = [(choice.value, choice.label) for choice in OUTCOMES]


class Via(models.TextChoices):
    """As what somebody acts for a seat."""

    HOLDER = "holder", "zetelhouder"
    STAND_IN = "stand_in", "achterwacht"
    REPLACEMENT = "replacement", "eenmalige vervanger"


class Why(models.TextChoices):
    """Why somebody else than the holder acts, or nobody."""

    NONE = "", ""
    NO_HOLDER = "no_holder", "de zetel heeft geen houder"
    ABSENT = "absent", "is afwezig"
    CONFLICT = "conflict", "heeft een belang bij deze aanvraag"


class Standing(models.TextChoices):
    """What the count of the ballots says."""

    NO_QUORUM = "no_quorum", "Nog geen quorum"
    CALL = "call", "Eerst bespreken"
    UNSETTLED = "unsettled", "Nog niet uit"
    OUTCOME = "outcome", "Voorstel"


class Basis(models.TextChoices):
    """What a proposal rests on."""

    MAJORITY = "majority", "meerderheid"
    MOST = "most", "de meeste oordelen, na bespreking"
    RULE = "rule", "de regel bij gelijke stand in de werkwijze"
