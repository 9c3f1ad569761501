"""How a side consultation can stand (000 §3.6)."""

from django.db import models


class ConsultationState(models.TextChoices):
    ASKED = "asked", "Voorgelegd"
    ADVISED = "advised", "Advies gegeven"
    CLOSED = "closed", "Afgerond"
    WITHDRAWN = "withdrawn", "Ingetrokken"


STANDING_STATES = (ConsultationState.ASKED, ConsultationState.ADVISED)
"""In these members can still say something."""
