from django.db import models


class Act(models.TextChoices):
    VIEW = "view", "bekeken"
    DOWNLOAD = "download", "gedownload"
    SEARCH = "search", "gezocht"
    EMPTY_SEARCH = "empty-search", "gezocht zonder resultaat"


class Dimension(models.TextChoices):
    """By what daily totals are also kept; the last three are of signed-in people, each apart and never crossed."""

    NONE = "", "totaal"
    KIND = "kind", "soort"
    THEME = "theme", "thema"
    CHANNEL = "channel", "weg"
    ANSWER = "answer", "antwoord"
    SECTOR = "sector", "sector"
    LEVEL = "level", "niveau"
    REGION = "region", "regio"


OF_PEOPLE = (Dimension.SECTOR, Dimension.LEVEL, Dimension.REGION)
"""What is shown of these is suppressed in cells below ``LEAST_IN_CELL``."""

LEAST_IN_CELL = 5
