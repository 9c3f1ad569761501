"""What kinds of networks there are outside the portal, and how one can stand in the register (000 §2.2, §3.3)."""

from django.db import models


class Kind(models.TextChoices):
    PLATFORM = "platform", "Platform"
    PRIMARY_CARE = "ros", "ROS (eerste lijn)"
    WORKSHOP = "werkplaats", "Academische werkplaats"
    DIGITAL = "digitaal", "Digitaal netwerk"
    ASSOCIATION = "vereniging", "Beroepsvereniging of vakgroep"
    COOPERATION = "samenwerking", "Samenwerkingsverband"
    OTHER = "overig", "Ander netwerk"


class ListingState(models.TextChoices):
    PROPOSED = "proposed", "Voorgesteld"
    LISTED = "listed", "In het register"
    REFUSED = "refused", "Niet opgenomen"
    GONE = "gone", "Bestaat niet meer"
