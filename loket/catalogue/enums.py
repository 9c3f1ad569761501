from django.db import models


class Kind(models.TextChoices):
    """Kinds of entry, as domain.md §2.1 lists them; the values are published codes of the import format."""

    INTERVENTION = "interventie", "Interventie"
    PRACTICE = "praktijkvoorbeeld", "Praktijkvoorbeeld"
    GUIDELINE = "richtlijn", "Richtlijn of werkprincipe"
    MANUAL = "handleiding", "Handleiding"
    GUIDANCE = "handreiking", "Handreiking"
    POLICY_INSTRUMENT = "beleidsinstrument", "Beleidsinstrument"
    REGISTRATION_INSTRUMENT = "registratie-instrument", "Registratie-instrument"
    TOOLKIT = "toolkit", "Toolkit publiekscommunicatie"
    MATERIAL = "materiaal", "Materiaal"
    TRAINING = "opleiding", "Opleiding of training"
    PUBLICATION = "publicatie", "Publicatie"
    SUPPORT_OFFER = "ondersteuningsaanbod", "Ondersteuningsaanbod"
    PROGRAMME = "programma", "Programma of subsidie"
    ANSWER = "vraag-en-antwoord", "Vraag en antwoord"


class EntryState(models.TextChoices):
    UNPUBLISHED = "unpublished", "nog niet gepubliceerd"
    PUBLISHED = "published", "gepubliceerd"
    ARCHIVED = "archived", "gearchiveerd"


class RevisionState(models.TextChoices):
    DRAFT = "draft", "concept"
    SUBMITTED = "submitted", "ingediend"
    CHANGES_ASKED = "changes_asked", "aanpassing gevraagd"
    SCHEDULED = "scheduled", "ingepland"
    ACCEPTED = "accepted", "gepubliceerd"
    REFUSED = "refused", "niet geplaatst"
    WITHDRAWN = "withdrawn", "ingetrokken"


# One entry has at most one proposal on its way at a time.
OPEN_STATES = (RevisionState.DRAFT, RevisionState.SUBMITTED, RevisionState.CHANGES_ASKED, RevisionState.SCHEDULED)
AUTHOR_STATES = (RevisionState.DRAFT, RevisionState.CHANGES_ASKED)


class RecognitionLevel(models.TextChoices):
    """Levels of recognition. The sources themselves only say *erkend*: that is a value of its own."""

    NONE = "", "Geen erkenning"
    UNKNOWN = "erkend-niveau-onbekend", "Erkend, niveau niet in bron"
    WELL_DESCRIBED = "goed-beschreven", "Goed beschreven"
    WELL_FOUNDED = "goed-onderbouwd", "Goed onderbouwd"
    FIRST_EVIDENCE = "eerste-aanwijzingen", "Eerste aanwijzingen voor effectiviteit"
    GOOD_EVIDENCE = "goede-aanwijzingen", "Goede aanwijzingen voor effectiviteit"
    STRONG_EVIDENCE = "sterke-aanwijzingen", "Sterke aanwijzingen voor effectiviteit"


# The order in which *sort by recognition* ranks; also the filled steps of the badge (unknown has none of its own).
RECOGNITION_RANK = {
    RecognitionLevel.NONE: 0,
    RecognitionLevel.UNKNOWN: 1,
    RecognitionLevel.WELL_DESCRIBED: 2,
    RecognitionLevel.WELL_FOUNDED: 3,
    RecognitionLevel.FIRST_EVIDENCE: 4,
    RecognitionLevel.GOOD_EVIDENCE: 5,
    RecognitionLevel.STRONG_EVIDENCE: 6,
}


class FileState(models.TextChoices):
    WAITING = "waiting", "wacht op verwerking"
    READY = "ready", "verwerkt"
    FAILED = "failed", "niet te lezen"


class ReminderKind(models.TextChoices):
    """The three moments at which owners are asked whether an entry is still right."""

    BEFORE = "before", "vooraf"
    ON = "on", "op de dag"
    AFTER = "after", "achteraf"


class RelatedChoiceKind(models.TextChoices):
    """What an editor can say of another entry beside this one."""

    PINNED = "pinned", "vastgezet"
    BARRED = "barred", "niet tonen"


class LinkFault(models.TextChoices):
    """What can be wrong with a link, as owners read it."""

    NONE = "", "Werkt"
    GONE = "gone", "De bladzijde bestaat niet meer"
    REFUSED = "refused", "De site geeft een foutmelding"
    TIMEOUT = "timeout", "De site geeft niet op tijd antwoord"
    UNREACHABLE = "unreachable", "De site is niet te bereiken"
    UNKNOWN_HOST = "unknown-host", "De naam van deze site bestaat niet"
    CERTIFICATE = "certificate", "De beveiliging van deze site klopt niet"
    LOOP = "loop", "De site verwijst steeds verder door"
    NOT_PUBLIC = "not-public", "Dit adres is niet voor iedereen te bereiken"
    INVALID = "invalid", "Dit is geen geldig adres"


class Licence(models.TextChoices):
    NONE = "", "Niet opgegeven"
    CC0 = "cc0", "CC0: vrij te gebruiken"
    CC_BY = "cc-by", "CC BY: vrij te gebruiken met naamsvermelding"
    CC_BY_SA = "cc-by-sa", "CC BY-SA: delen onder dezelfde voorwaarden"
    CC_BY_NC = "cc-by-nc", "CC BY-NC: niet voor commercieel gebruik"
    COPYRIGHT = "auteursrecht", "Alle rechten voorbehouden"


LANGUAGES = (
    ("nl", "Nederlands"),
    ("en", "Engels"),
    ("fy", "Fries"),
    ("de", "Duits"),
    ("fr", "Frans"),
    ("ar", "Arabisch"),
    ("tr", "Turks"),
    ("pl", "Pools"),
    ("pap", "Papiaments"),
)
