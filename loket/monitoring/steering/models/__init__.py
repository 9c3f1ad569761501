from loket.monitoring.steering.models.bodies import Advice, AdviceHistory, Body, Meeting, Member
from loket.monitoring.steering.models.items import (
    ActionPoint,
    ActionPointHistory,
    Deal,
    DealHistory,
    Measure,
    Pilot,
    PilotHistory,
    Risk,
    RiskHistory,
)
from loket.monitoring.steering.models.steered import Steered

__all__ = [
    "ActionPoint",
    "ActionPointHistory",
    "Advice",
    "AdviceHistory",
    "Body",
    "Deal",
    "DealHistory",
    "Measure",
    "Meeting",
    "Member",
    "Pilot",
    "PilotHistory",
    "Risk",
    "RiskHistory",
    "Steered",
]
