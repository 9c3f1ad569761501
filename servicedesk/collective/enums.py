"""How a group of questions that ask the same can stand, and what came of it (000 §2.4, *collectief*)."""

from django.db import models


class GroupState(models.TextChoices):
    PROPOSED = "proposed", "Voorgesteld"
    CONFIRMED = "confirmed", "Bevestigd"
    SETTLED = "settled", "Afgerond"
    DISMISSED = "dismissed", "Niet samen opgepakt"


LIVE_STATES = (GroupState.PROPOSED, GroupState.CONFIRMED)


class Standing(models.TextChoices):
    """What a question is to a group. Who was put out is not suggested for it again."""

    SUGGESTED = "suggested", "Lijkt erbij te horen"
    IN = "in", "Hoort erbij"
    OUT = "out", "Hoort er niet bij"


class Way(models.TextChoices):
    """What a group was answered with."""

    ANSWER = "answer", "Eén antwoord aan allen"
    EVENT = "event", "Bijeenkomst"
    NETWORK = "network", "Lerend netwerk"
