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


class Form(models.TextChoices):
    """The forms of help (domain.md §4, rule 7)."""

    AUDIT = "audit", "Audit"
    MEDIATION = "mediation", "Bemiddelen in een vastgelopen samenwerking"
    NETWORK = "network", "Advies over het opzetten van een netwerk"
    COACHING = "coaching", "Coachende gesprekken"
    E_LEARNING = "e_learning", "E-learning"
    OTHER = "other", "Anders"
