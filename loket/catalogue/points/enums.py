from django.db import models


class Reason(models.TextChoices):
    """What a line of the ledger is for; the rules stand in ``rules.py``."""

    ENTRY_PUBLISHED = "bijdrage", "Bijdrage gepubliceerd"
    EXPERIENCE_PUBLISHED = "ervaring", "Ervaring gedeeld"
    FOUND_USEFUL = "nuttig", "Ervaring nuttig gevonden"
    KEPT_CURRENT = "actueel", "Ingang actueel gehouden"
    NOT_CURRENT = "actueel-terug", "Klopt nog teruggedraaid"
    EXCHANGED = "korting", "Geruild voor korting"


class CodeState(models.TextChoices):
    ISSUED = "issued", "te gebruiken"
    REDEEMED = "redeemed", "gebruikt"
