"""What kinds of networks there are, how one can stand, and what somebody is in it (domain.md §3)."""

from django.db import models


class Kind(models.TextChoices):
    LEARNING = "lerend-netwerk", "Lerend netwerk"
    REGION = "leerregio", "Leerregio"
    INTERVISION = "intervisiegroep", "Intervisiegroep"
    PROJECT = "project", "Project"
    COMMUNITY = "vakgroep", "Groep vakgenoten"


class Scope(models.TextChoices):
    REGIONAL = "regionaal", "Regionaal"
    NATIONAL = "landelijk", "Landelijk"


class Access(models.TextChoices):
    """How somebody becomes a member."""

    OPEN = "open", "Iedereen met een account kan meteen meedoen"
    APPROVAL = "goedkeuring", "De begeleider laat mensen toe"
    INVITATION = "uitnodiging", "Alleen op uitnodiging"


class NetworkState(models.TextChoices):
    PROPOSED = "proposed", "Voorstel"
    REFUSED = "refused", "Niet gestart"
    WITHDRAWN = "withdrawn", "Ingetrokken"
    QUESTION = "question", "Startvraag"
    SESSIONS = "sessions", "Bijeenkomsten"
    HARVEST = "harvest", "Oogst"
    ARCHIVED = "archived", "Archief"


LIVE_STATES = (NetworkState.QUESTION, NetworkState.SESSIONS, NetworkState.HARVEST)
SHOWN_STATES = (*LIVE_STATES, NetworkState.ARCHIVED)
"""What others than the proposer and the desk can come across."""


class Role(models.TextChoices):
    FACILITATOR = "begeleider", "Begeleider"
    MEMBER = "lid", "Lid"
    RESIDENT = "bewoner", "Bewoner of ervaringsdeskundige"
    FOLLOWER = "volger", "Volger"


DECIDING = (Role.FACILITATOR, Role.MEMBER, Role.RESIDENT)
"""Who writes, agrees and decides; a follower reads along (hard case 44)."""


class MembershipState(models.TextChoices):
    ASKED = "asked", "Wacht op de begeleider"
    ACTIVE = "active", "Doet mee"
    REFUSED = "refused", "Niet toegelaten"
    LEFT = "left", "Vertrokken"
    REMOVED = "removed", "Uit het netwerk gehaald"


class Mailing(models.TextChoices):
    """How soon a member hears of the conversation."""

    AT_ONCE = "meteen", "Bij elk bericht"
    DAILY = "dagelijks", "Eén keer per dag"
    NEVER = "niet", "Niet mailen"


class InvitationState(models.TextChoices):
    SENT = "sent", "Verstuurd"
    ACCEPTED = "accepted", "Aangenomen"
    DECLINED = "declined", "Bedankt"
    TAKEN_BACK = "taken-back", "Teruggenomen"


class AgreementState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Gedaan"
    DROPPED = "dropped", "Vervallen"
