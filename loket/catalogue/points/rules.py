"""What earns points and what they are worth: the one table behind the page with the rules, the ledger and the codes."""

from dataclasses import dataclass
from datetime import timedelta

from loket.catalogue.points.enums import Reason


@dataclass(frozen=True)
class Rule:
    reason: Reason
    points: int
    title: str
    explanation: str


@dataclass(frozen=True)
class Offer:
    """So many points for a code of so many euros."""

    points: int
    euros: int


# An experience that so many colleagues found useful earns once more.
USEFUL_AT = 5
RULES = (
    Rule(
        Reason.ENTRY_PUBLISHED,
        50,
        "U brengt iets nieuws in de catalogus",
        "Zodra een redacteur uw bijdrage publiceert. Een wijziging van wat er al stond, telt niet.",
    ),
    Rule(
        Reason.EXPERIENCE_PUBLISHED,
        20,
        "U deelt een ervaring",
        "Zodra een redacteur haar publiceert. Eén keer per ingang.",
    ),
    Rule(
        Reason.FOUND_USEFUL,
        10,
        f"{USEFUL_AT} collega's vinden uw ervaring nuttig",
        "Bij de vijfde collega, één keer per ervaring.",
    ),
    Rule(
        Reason.KEPT_CURRENT,
        10,
        "U kijkt op tijd na of uw ingang nog klopt",
        "Vanaf zestig dagen voor de controle, één keer per controle. Voor eigenaar en vervanger.",
    ),
)
POINTS = {rule.reason: rule.points for rule in RULES}
OFFERS = (Offer(100, 25), Offer(200, 60), Offer(400, 150))
VALID_MONTHS = 12
UNDO_WITHIN = timedelta(days=1)
