"""The models of the kernteam, a module per noun."""

from xperts.kernteam.models.ballot import Ballot, BallotVersion, Call
from xperts.kernteam.models.decision import Decision, Letter
from xperts.kernteam.models.dossier import Asked, Declaration, Replacement
from xperts.kernteam.models.member import Absence, Member, SeatHolder
from xperts.kernteam.models.rules import Layer3Budget, WayOfWorking

__all__ = [
    "Absence",
    "Asked",
    "Ballot",
    "BallotVersion",
    "Call",
    "Decision",
    "Declaration",
    "Layer3Budget",
    "Letter",
    "Member",
    "Replacement",
    "SeatHolder",
    "WayOfWorking",
]
