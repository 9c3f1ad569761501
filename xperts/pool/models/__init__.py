"""The tables of the pool."""

from xperts.pool.models.ask import Ask, AskHistory
from xperts.pool.models.profile import Availability, Interest
from xperts.pool.models.rules import Rules
from xperts.pool.models.selection import Assessment
from xperts.pool.models.training import Standing, Training
from xperts.pool.models.xpert import Xpert, XpertHistory

__all__ = [
    "Ask",
    "AskHistory",
    "Assessment",
    "Availability",
    "Interest",
    "Rules",
    "Standing",
    "Training",
    "Xpert",
    "XpertHistory",
]
