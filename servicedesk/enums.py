"""How a question can stand, by what road it came, and what is written about it (domain.md §2.2)."""

from django.db import models


class State(models.TextChoices):
    NEW = "new", "Nieuw"
    WORKING = "working", "In behandeling"
    WAIT_ASKER = "wait-asker", "Wacht op de vrager"
    WAIT_OTHERS = "wait-others", "Wacht op derden"
    ANSWERED = "answered", "Beantwoord"
    CLOSED = "closed", "Gesloten"
    REOPENED = "reopened", "Heropend"
    MERGED = "merged", "Samengevoegd"


OPEN_STATES = (State.NEW, State.WORKING, State.WAIT_ASKER, State.WAIT_OTHERS, State.REOPENED)
"""What somebody at the desk, or the asker, still has to do something for."""

RUNNING_STATES = (State.NEW, State.WORKING, State.WAIT_OTHERS, State.REOPENED)
"""In these the clock of the terms runs."""

# What the asker reads of a state: the inside of the desk is not their concern.
FOR_ASKER = {
    State.NEW: "Ontvangen",
    State.WORKING: "Wij zijn ermee bezig",
    State.WAIT_ASKER: "Wij wachten op uw antwoord",
    State.WAIT_OTHERS: "Wij hebben iemand anders om raad gevraagd",
    State.ANSWERED: "Beantwoord",
    State.CLOSED: "Gesloten",
    State.REOPENED: "Weer open",
    State.MERGED: "Wordt samen met een andere vraag behandeld",
}


class Channel(models.TextChoices):
    """By what road a question came in (000 §3.4)."""

    WEB = "web", "Website"
    MAIL = "mail", "E-mail"
    PHONE = "phone", "Telefoon"
    CALL = "oproep", "Oproep"
    BEHALF = "namens", "Namens iemand anders"


class Outcome(models.TextChoices):
    """How a question ended; *collectief* is layer 2, *advies op maat* layer 3."""

    ANSWERED = "answered", "Beantwoord"
    REFERRED = "referred", "Doorverwezen"
    COLLECTIVE = "collective", "Collectief opgepakt"
    TAILORED = "tailored", "Naar advies op maat"
    WITHDRAWN = "withdrawn", "Door de vrager afgesloten"
    NO_REPLY = "no-reply", "Niets meer gehoord"
    NOT_FOR_US = "not-for-us", "Niet voor dit loket"


OUTCOMES_OF_DESK = (
    Outcome.ANSWERED,
    Outcome.REFERRED,
    Outcome.COLLECTIVE,
    Outcome.TAILORED,
    Outcome.NO_REPLY,
    Outcome.NOT_FOR_US,
)


class MessageKind(models.TextChoices):
    ASKER = "asker", "Bericht van de vrager"
    THIRD_PARTY = "third-party", "Bericht van iemand anders"
    REPLY = "reply", "Antwoord"
    NOTE = "note", "Interne notitie"
    CALL = "call", "Telefoonnotitie"


INTERNAL_KINDS = (MessageKind.NOTE, MessageKind.CALL)


class ClockStep(models.TextChoices):
    """What happened to the terms of a question."""

    START = "start", "begonnen"
    PAUSE = "pause", "stilgezet"
    RESUME = "resume", "weer gestart"
    ANSWER = "answer", "eerste antwoord gegeven"
    STOP = "stop", "gestopt"
    RESTART = "restart", "opnieuw begonnen"


class Helped(models.TextChoices):
    """What the asker says of a referral, two weeks later."""

    YES = "yes", "Ja"
    PARTLY = "partly", "Een beetje"
    NO = "no", "Nee"


class Rearranging(models.TextChoices):
    """How questions and messages are put together or apart."""

    MERGE = "merge", "Samengevoegd"
    SPLIT = "split", "Afgesplitst"
    MOVE = "move", "Verplaatst"


class Capacity(models.TextChoices):
    """As what somebody asks for somebody else (000 §3.4)."""

    INSTITUTE = "institute", "Instituut of partner"
    XPERT = "xpert", "Xpert GB"


class Verdict(models.TextChoices):
    """What the virus scanner says of a file; until then it stays in quarantine."""

    WAITING = "waiting", "wordt gescand"
    CLEAN = "clean", "gescand, geen virus gevonden"
    INFECTED = "infected", "virus gevonden, geblokkeerd"
    TOO_LARGE = "too-large", "te groot om te scannen"


class Forgot(models.TextChoices):
    """Why something of people was taken out of questions."""

    TERM = "term", "Bewaartermijn voorbij"
    REQUEST = "request", "Op verzoek"
