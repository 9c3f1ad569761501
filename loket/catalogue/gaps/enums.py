from django.db import models


class GapState(models.TextChoices):
    """What became of a question that nothing was found for."""

    OPEN = "open", "nog niets mee gedaan"
    SYNONYM = "synonym", "synoniem gemaakt"
    WANTED = "wanted", "wordt gezocht"
    NOTHING = "nothing", "niets nodig"
    FOUND = "found", "vindt nu iets"


SETTLED_STATES = (GapState.SYNONYM, GapState.WANTED, GapState.NOTHING, GapState.FOUND)


class WantedState(models.TextChoices):
    FREE = "free", "nog niemand"
    CLAIMED = "claimed", "wordt gemaakt"
    FULFILLED = "fulfilled", "is er"
    WITHDRAWN = "withdrawn", "niet meer gezocht"


SHOWN_STATES = (WantedState.FREE, WantedState.CLAIMED, WantedState.FULFILLED)


class ClaimEnd(models.TextChoices):
    """How it ended with somebody who was going to make it."""

    NONE = "", "bezig"
    PUBLISHED = "published", "gepubliceerd"
    LAPSED = "lapsed", "termijn voorbij"
    GIVEN_BACK = "given_back", "teruggegeven"
    OVERTAKEN = "overtaken", "iemand anders was eerder"
