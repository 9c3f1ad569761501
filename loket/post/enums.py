from django.db import models


class RawState(models.TextChoices):
    """Where a raw message is on its way; only what is received or parsed is still on it."""

    RECEIVED = "received", "ontvangen"
    PARSED = "parsed", "gelezen"
    ROUTED = "routed", "bezorgd"
    HELD = "held", "vastgehouden"
    REFUSED = "refused", "geweigerd"


UNFINISHED_STATES = (RawState.RECEIVED, RawState.PARSED)


class Outcome(models.TextChoices):
    """What became of a message, in the words that ``manage.py receive_mail`` prints."""

    NEW = "new", "nieuw"
    REPLY = "reply", "antwoord"
    BOUNCE = "bounce", "niet bezorgd"
    AUTO_REPLY = "auto-reply", "automatisch antwoord"
    DUPLICATE = "duplicate", "al binnen"
    HELD = "held", "vastgehouden"
    REFUSED = "refused", "geweigerd"


class Kind(models.TextChoices):
    """Who or what wrote a message."""

    PERSON = "person", "bericht"
    AUTO_REPLY = "auto-reply", "automatisch antwoord"
    BOUNCE = "bounce", "melding van niet bezorgde mail"
    DELAY = "delay", "melding van vertraagde mail"
    OWN = "own", "bericht van het loket zelf"


class Carrier(models.TextChoices):
    """What in a message led to its thread, from what nobody can guess to what anybody can type."""

    ADDRESS = "address", "het adres"
    REFERENCE = "reference", "een bericht van ons"
    MARKER = "marker", "het kenmerk in de tekst"
    ANCESTOR = "ancestor", "een eerder bericht"
    FOREIGN = "foreign", "het nummer van een ander loket"
    NUMBER = "number", "het nummer in het onderwerp"


class Standing(models.TextChoices):
    """What the sender is to the thread."""

    PARTICIPANT = "participant", "deelnemer"
    THIRD_PARTY = "third-party", "iemand anders"
    STRANGER = "stranger", "onbekende"


class Cause(models.TextChoices):
    """Why a mail was not delivered."""

    NO_SUCH_ADDRESS = "no-such-address", "Dit adres bestaat niet."
    MAILBOX_FULL = "mailbox-full", "De mailbox van de ontvanger is vol."
    LIMIT = "limit", "De mailaanbieder laat nu niet meer mail door."
    BLOCKED = "blocked", "De ontvangende mailserver weigert onze mail."
    OTHER = "other", "De mail is niet bezorgd."


class Note(models.TextChoices):
    """Something about a message that who reads it should know."""

    NO_SENDER = "no-sender", "Het bericht noemt geen afzender."
    BAD_SENDER = "bad-sender", "Het adres van de afzender klopt niet. Bekijk het oorspronkelijke bericht."
    BAD_REPLY_TO = "bad-reply-to", "Het antwoordadres klopt niet. Antwoorden gaan naar de afzender."
    MANY_RECIPIENTS = "many-recipients", "Het bericht ging naar meer mensen dan hier staan."
    NO_DATE = "no-date", "Het bericht heeft geen goede datum. Hier staat wanneer het binnenkwam."
    CHARSET = "charset", "Een deel van de tekst is misschien niet goed leesbaar. Bekijk het oorspronkelijke bericht."
    TEXT_CUT = "text-cut", "De tekst is erg lang. De hele tekst zit als bestand bij het bericht."
    HTML_LEFT_OUT = "html-left-out", "De opmaak van dit bericht tonen wij niet. U ziet alleen de tekst."
    MANY_PARTS = "many-parts", "Het bericht heeft meer bijlagen dan hier staan. Bekijk het oorspronkelijke bericht."
    NO_TEXT = "no-text", "Het bericht heeft geen tekst."
    ENCRYPTED = "encrypted", "Het bericht is versleuteld. Wij kunnen het niet openen."
    SIGNED_SHUT = "signed-shut", "De tekst zit in een ondertekend bestand. Open de bijlage met een mailprogramma."
    OUTLOOK_FILE = "outlook-file", "De bijlagen zitten in een bestand van Outlook (winmail.dat)."
    FORWARD = "forward", "Dit bericht is doorgestuurd."
    NEW_SUBJECT = "new-subject", "Het onderwerp is anders dan eerst. Misschien is dit een nieuwe vraag."
    FAILED_CHECK = "failed-check", "De mailserver kon niet vaststellen dat dit bericht echt van deze afzender komt."
    FORGED = "forged", "Het bericht noemt een kenmerk dat niet van deze afzender is."
    BULK = "bulk", "Dit bericht ging naar een lijst of naar veel mensen tegelijk."
    OLD = "old", "Dit bericht lag al langer in de mailbox."


class AfterFetch(models.TextChoices):
    """What is done in the mailbox with a message that is safely in the database."""

    KEEP = "keep", "laten staan"
    SEEN = "seen", "op gelezen zetten"
    MOVE = "move", "verplaatsen"
