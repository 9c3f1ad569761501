"""The tables of learning regions."""

from network.regions.models.coupling import Coupling, CouplingHistory, Feedback, Preference
from network.regions.models.need import Answer, Need, NeedHistory
from network.regions.models.region import ConsentHistory, Region, RegionHistory
from network.regions.models.scan import Result, Scan, ScanHistory, Score
from network.regions.models.session import Case, CaseHistory, LearnSession, Measured, Noticed, Said, SessionHistory
from network.regions.models.story import BoxRevision, BoxText, Clash, StoryVersion

__all__ = [
    "Answer",
    "BoxRevision",
    "BoxText",
    "Case",
    "CaseHistory",
    "Clash",
    "ConsentHistory",
    "Coupling",
    "CouplingHistory",
    "Feedback",
    "LearnSession",
    "Measured",
    "Need",
    "NeedHistory",
    "Noticed",
    "Preference",
    "Region",
    "RegionHistory",
    "Result",
    "Said",
    "Scan",
    "ScanHistory",
    "Score",
    "SessionHistory",
    "StoryVersion",
]
