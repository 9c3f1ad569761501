"""How somebody stands in the pool, what an Xpert does, and how an ask can end (domain.md §4, rule 5)."""

from django.db import models


class XpertState(models.TextChoices):
    NOMINATED = "nominated", "Voorgedragen"
    REFUSED = "refused", "Niet in de pool gekomen"
    ACTIVE = "active", "Actief"
    RESTING = "resting", "Rust"
    LEFT = "left", "Uit de pool"


IN_POOL = (XpertState.ACTIVE, XpertState.RESTING)
"""These passed the selection and have an account with the role."""


class Breadth(models.TextChoices):
    GENERALIST = "generalist", "Generalist"
    SPECIALIST = "specialist", "Specialist"


class Background(models.TextChoices):
    POLICY = "policy", "Beleid"
    RESEARCH = "research", "Onderzoek"
    PRACTICE = "practice", "Praktijk"


class Delivery(models.TextChoices):
    """How the help is paid: by claims of the Xpert, or by the employer, who gives the hours."""

    CLAIMS = "claims", "Op declaratie"
    INSTITUTE = "institute", "Via een instituut"


class Shown(models.TextChoices):
    """What an Xpert can choose to show to everybody."""

    ORGANISATION = "organisation", "mijn organisatie"
    THEMES = "themes", "mijn thema's"
    SECTORS = "sectors", "mijn sectoren en niveaus"
    AREAS = "areas", "mijn gebied"
    METHODS = "methods", "mijn werkwijzen en competenties"
    ABOUT = "about", "wat ik over mezelf schrijf"


class InterestKind(models.TextChoices):
    EMPLOYER = "employer", "Werkgever"
    CLIENT = "client", "Opdrachtgever"
    MUNICIPALITY = "municipality", "Gemeente"


class TrainingKind(models.TextChoices):
    TRAINING = "training", "Scholing"
    INTERVISION = "intervision", "Intervisie"


class TrialOutcome(models.TextChoices):
    GOES_ON = "goes_on", "Gaat verder in de pool"
    EXTENDED = "extended", "Proeftijd verlengd met een half jaar"
    STOPS = "stops", "Stopt"


class AskState(models.TextChoices):
    ASKED = "asked", "Gevraagd"
    ACCEPTED = "accepted", "Aangenomen"
    DECLINED = "declined", "Afgeslagen"
    LAPSED = "lapsed", "Niet op tijd beantwoord"
    WITHDRAWN = "withdrawn", "Ingetrokken"


NOT_AGAIN = (AskState.ASKED, AskState.ACCEPTED, AskState.DECLINED)
"""Of these there is one per case and Xpert at most: nobody is asked twice for what they declined (hard case 64)."""

HOLDING = (AskState.ASKED, AskState.ACCEPTED)
"""These count for what somebody has on their hands, as long as the case is open."""


class Part(models.TextChoices):
    """The parts of the quality for one question; the weights of the rules go by these names."""

    THEME = "theme", "Thema en specialisme"
    TEXT = "text", "Overeenkomst met de tekst"
    SECTOR = "sector", "Sector en niveau"
    REGION = "region", "Gebied"
    METHOD = "method", "Vorm van hulp"
    QUALITY = "quality", "Waardering na eerdere trajecten"
