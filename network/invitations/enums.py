"""How a round of invitations stands, what people answer, and why somebody is left out (hard cases 24–27)."""

from django.db import models


class RoundState(models.TextChoices):
    SENDING = "sending", "Wordt verstuurd"
    SENT = "sent", "Verstuurd"
    STOPPED = "stopped", "Gestopt"


class Answer(models.TextChoices):
    """The values stand in addresses."""

    NONE = "", "Nog geen antwoord"
    YES = "ja", "Ja"
    NO = "nee", "Nee"
    MAYBE = "misschien", "Misschien"
    COLLEAGUE = "collega", "Stuurt een collega"


class LeftOut(models.TextChoices):
    """Why somebody who fits is not invited; the first that holds is told."""

    INACTIVE = "inactive", "Account is niet meer in gebruik"
    REGISTERED = "registered", "Is al aangemeld"
    INVITED = "invited", "Is al uitgenodigd"
    NOT_ALLOWED = "not_allowed", "Mag deze bijeenkomst niet bezoeken"
    OPTED_OUT = "opted_out", "Wil geen uitnodigingen"
    TOO_OFTEN = "too_often", "Kreeg de laatste 30 dagen al genoeg uitnodigingen"
