from django.db import models

from loket.catalogue.enums import Kind


class ExperienceState(models.TextChoices):
    """How the author's text stands; what the public sees beside it is ``Experience.shown``."""

    DRAFT = "draft", "concept"
    SUBMITTED = "submitted", "ingediend"
    CHANGES_ASKED = "changes_asked", "aanpassing gevraagd"
    PUBLISHED = "published", "gepubliceerd"
    REFUSED = "refused", "niet geplaatst"
    WITHDRAWN = "withdrawn", "ingetrokken"


AUTHOR_STATES = (ExperienceState.DRAFT, ExperienceState.CHANGES_ASKED)
QUEUE_STATES = (ExperienceState.SUBMITTED, ExperienceState.CHANGES_ASKED)


class Again(models.TextChoices):
    """Would you use it again? From yes to no."""

    SURELY = "zeker", "Ja, zo weer"
    ADAPTED = "aangepast", "Ja, maar dan anders"
    UNSURE = "weet-niet", "Dat weet ik nog niet"
    NO = "nee", "Nee"


# What counts as *would use it again*.
WOULD_USE_AGAIN = (Again.SURELY, Again.ADAPTED)

# A report is read and a training is followed: the fixed questions are about what somebody carries out.
USED_KINDS = frozenset(Kind) - {Kind.TRAINING, Kind.PUBLICATION, Kind.SUPPORT_OFFER, Kind.PROGRAMME}
