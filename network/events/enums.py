"""What kinds of events there are, and how an event and a registration can stand (domain.md §3)."""

from django.db import models


class Kind(models.TextChoices):
    REGIONAL = "regiobijeenkomst", "Regiobijeenkomst"
    NETWORK = "netwerkbijeenkomst", "Netwerkbijeenkomst"
    MASTERCLASS = "masterclass", "Masterclass"
    TRAINING = "training", "Training"
    INTERVISION = "intervisie", "Intervisie"
    LEARNING_SESSION = "leersessie", "Leersessie"
    VISIT = "werkbezoek", "Werkbezoek"
    CONGRESS = "congres", "Congres"
    FAIR = "scholingsmarkt", "Scholingsmarkt"
    WEBINAR = "webinar", "Webinar"


class Venue(models.TextChoices):
    ON_SITE = "op-locatie", "Op locatie"
    ONLINE = "online", "Online"
    BOTH = "hybride", "Op locatie en online"


class EventState(models.TextChoices):
    PROPOSED = "proposed", "Voorgesteld"
    REFUSED = "refused", "Niet doorgegaan als voorstel"
    APPROVED = "approved", "Goedgekeurd, nog niet open"
    OPEN = "open", "Open voor inschrijving"
    CLOSED = "closed", "Inschrijving gesloten"
    HELD = "held", "Geweest"
    EVALUATED = "evaluated", "Afgerond"
    CANCELLED = "cancelled", "Gaat niet door"


PUBLIC_STATES = (EventState.OPEN, EventState.CLOSED, EventState.HELD, EventState.EVALUATED, EventState.CANCELLED)
COMING_STATES = (EventState.OPEN, EventState.CLOSED)
LIVE_STATES = (EventState.APPROVED, EventState.OPEN, EventState.CLOSED)


class RegistrationState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", "E-mailadres nog niet bevestigd"
    REQUESTED = "requested", "Wacht op goedkeuring"
    WAITING = "waiting", "Op de wachtlijst"
    OFFERED = "offered", "Plaats aangeboden"
    CONFIRMED = "confirmed", "Ingeschreven"
    REFUSED = "refused", "Niet toegelaten"
    LAPSED = "lapsed", "Aanbod verlopen"
    CANCELLED = "cancelled", "Afgemeld"


HOLDING = (RegistrationState.OFFERED, RegistrationState.CONFIRMED)
"""Who has a place, or a place kept for them."""

ACTIVE = (
    RegistrationState.UNCONFIRMED,
    RegistrationState.REQUESTED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.CONFIRMED,
)
"""One of these per person and event; what ended does not stand in the way of a new start."""


class Answer(models.TextChoices):
    """What the door says to a code; validity comes before *already in* (hard case 38)."""

    UNKNOWN = "unknown", "Deze code is niet van deze bijeenkomst"
    CANCELLED = "cancelled", "Afgemeld of geen plaats"
    LET_IN = "let_in", "Toch binnengelaten"
    ALREADY = "already", "Al binnen"
    WELCOME = "welcome", "Welkom"


INSIDE = (Answer.WELCOME, Answer.LET_IN, Answer.ALREADY)
