from django.db import models


class State(models.TextChoices):
    """Where a request for tailored advice stands, in the words of the desk and the kernteam."""

    PRE_INTAKE = "pre_intake", "Pre-intake"
    PREPARING = "preparing", "In voorbereiding"
    WITH_KERNTEAM = "kernteam", "Bij het kernteam"
    GRANTED = "granted", "Toegekend"
    REJECTED = "rejected", "Afgewezen"
    COLLECTIVE = "collective", "Collectief"
    PROPOSED = "proposed", "Voorgesteld aan een Xpert"
    CONTRACT = "contract", "Contract"
    RUNNING = "running", "Loopt"
    EVALUATED = "evaluated", "Geëvalueerd"
    PUBLISHED = "published", "Gepubliceerd"
    CLOSED = "closed", "Gesloten"
    WITHDRAWN = "withdrawn", "Ingetrokken"


OPEN_STATES = (
    State.PRE_INTAKE,
    State.PREPARING,
    State.WITH_KERNTEAM,
    State.GRANTED,
    State.COLLECTIVE,
    State.PROPOSED,
    State.CONTRACT,
    State.RUNNING,
    State.EVALUATED,
)
"""In these somebody still has something to do; from each of them the asker can withdraw."""

OVER_STATES = (State.REJECTED, State.PUBLISHED, State.CLOSED, State.WITHDRAWN)
BEFORE_KERNTEAM = (State.PRE_INTAKE, State.PREPARING)
DECIDED_STATES = (
    State.GRANTED,
    State.REJECTED,
    State.PROPOSED,
    State.CONTRACT,
    State.RUNNING,
    State.EVALUATED,
    State.PUBLISHED,
)
"""Only a decision of the kernteam leads to these. (*Collectief* and *gesloten* can also follow from the pre-intake.)"""

CLOCK_STATES = (State.PRE_INTAKE, State.PREPARING, State.WITH_KERNTEAM)
"""In these a term can run."""

# What the asker reads: where it is, in plain words.
FOR_ASKER = {
    State.PRE_INTAKE: "Wij kijken samen naar uw vraag",
    State.PREPARING: "Wij bereiden het besluit voor",
    State.WITH_KERNTEAM: "Het kernteam beslist",
    State.GRANTED: "Toegekend: wij zoeken een Xpert",
    State.REJECTED: "Niet toegekend",
    State.COLLECTIVE: "Wij pakken het samen met anderen op",
    State.PROPOSED: "Wij hebben een Xpert gevraagd",
    State.CONTRACT: "U maakt afspraken met de Xpert",
    State.RUNNING: "De Xpert helpt u",
    State.EVALUATED: "Afgerond en besproken",
    State.PUBLISHED: "Afgerond; de opbrengst staat in de catalogus",
    State.CLOSED: "Gesloten",
    State.WITHDRAWN: "Door u ingetrokken",
}


class Form(models.TextChoices):
    """The forms of help (domain.md §4, rule 7)."""

    AUDIT = "audit", "Audit"
    MEDIATION = "mediation", "Bemiddelen in een vastgelopen samenwerking"
    NETWORK = "network", "Advies over het opzetten van een netwerk"
    COACHING = "coaching", "Coachende gesprekken"
    E_LEARNING = "e_learning", "E-learning"
    OTHER = "other", "Anders"


class Layer(models.IntegerChoices):
    """What was tried before tailored advice is asked (domain.md §4, rule 1)."""

    THINGS = 1, "Laag 1: spullen voor iedereen"
    MEETINGS = 2, "Laag 2: ontmoeting en uitwisseling"


class Stage(models.TextChoices):
    """Where the same criteria are judged, one by one."""

    PRE_INTAKE = "pre_intake", "Pre-intake"
    DIAGNOSIS = "diagnosis", "Diagnose"
    BALLOT = "ballot", "Stem van het kernteam"


class Verdict(models.TextChoices):
    YES = "yes", "Ja"
    PARTLY = "partly", "Deels"
    NO = "no", "Nee"


class Outcome(models.TextChoices):
    """How a pre-intake ends."""

    PREPARE = "prepare", "Door naar diagnose en aanvraag"
    ANSWER = "answer", "Beantwoord in laag 1 of 2"
    COLLECTIVE = "collective", "Samen met anderen oppakken"


class Term(models.TextChoices):
    """The terms that run before the help begins."""

    INTAKE = "intake", "Pre-intake"
    DIAGNOSIS = "diagnosis", "Diagnose"
    DECISION = "decision", "Besluit"
