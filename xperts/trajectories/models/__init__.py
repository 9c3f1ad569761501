"""The tables of the trajectories."""

from xperts.trajectories.models.contract import Agreement, Contract, ContractHistory
from xperts.trajectories.models.evaluation import Evaluation, LastingAnswer
from xperts.trajectories.models.example import Consent, Example
from xperts.trajectories.models.hours import Claim, ClaimHistory, HourEntry
from xperts.trajectories.models.trajectory import Engagement, Milestone, Trajectory

__all__ = [
    "Agreement",
    "Claim",
    "ClaimHistory",
    "Consent",
    "Contract",
    "ContractHistory",
    "Engagement",
    "Evaluation",
    "Example",
    "HourEntry",
    "LastingAnswer",
    "Milestone",
    "Trajectory",
]
