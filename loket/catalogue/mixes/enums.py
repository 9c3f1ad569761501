"""Choices and limits of intervention mixes."""

from django.db.models import TextChoices

MOST_ROWS = 300
MOST_THEMES = 20
MOST_GROUPS = 20
MOST_PRIORITIES = 20
MOST_PILLARS = 12
MOST_YEARS = 10
MOST_MEMBERS = 50
MOST_NUMBER = 10_000_000
MOST_CENTS = 100_000_000_000
"""A thousand million euros: more is a typing error."""


class RowStatus(TextChoices):
    """Whether an activity runs already (source 002: existing and new parts)."""

    RUNNING = "loopt", "Loopt"
    NEW = "nieuw", "Nieuw"


class Right(TextChoices):
    """What somebody with whom a mix is shared may do; ``edit`` includes ``view``."""

    VIEW = "view", "Bekijken"
    EDIT = "edit", "Meewerken"


OWN = "own"
"""The right of the owner, beside those of ``Right``."""


class PillarSet(TextChoices):
    """Which pillars a mix stands in; their texts are in ``pillars``."""

    RIVM = "rivm", "De vier pijlers van de RIVM-toolkit"
    SENIORS = "senioren", "De vier pijlers van Senioren sterker maken"
    WEIGHT = "gezond-gewicht", "De vier elementen van Gezond Gewicht Rivierenland"
    OWN = "eigen", "Eigen pijlers"


class Axis(TextChoices):
    """What stands against the pillars in the overview."""

    THEME = "thema", "Thema's"
    GROUP = "doelgroep", "Doelgroepen"


class Act(TextChoices):
    """What was done to a mix, as its list of changes says it."""

    CREATED = "created", "Begonnen"
    DETAILS = "details", "Gegevens aangepast"
    ADDED = "added", "Toegevoegd"
    CHANGED = "changed", "Aangepast"
    MOVED = "moved", "Verplaatst"
    REMOVED = "removed", "Weggehaald"
    PUT_BACK = "put_back", "Teruggezet"
    PRIORITY = "priority", "Prioriteit bewaard"
    PRIORITY_REMOVED = "priority_removed", "Prioriteit weggehaald"
    NAMED = "named", "Versie vastgelegd"
    RESTORED = "restored", "Eerdere versie teruggezet"
    HANDED_OVER = "handed_over", "Overgedragen"
