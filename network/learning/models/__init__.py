"""The tables of learning networks."""

from network.learning.models.conversation import (
    HeldMail,
    NetworkFile,
    Notice,
    Post,
    PostVersion,
    Thread,
    ThreadMailing,
)
from network.learning.models.membership import Invitation, Membership, MembershipHistory
from network.learning.models.network import EndReminder, Harvest, LearningNetwork, NetworkHistory
from network.learning.models.work import (
    Agreement,
    AgreementHistory,
    Document,
    DocumentVersion,
    Session,
)

__all__ = [
    "Agreement",
    "AgreementHistory",
    "Document",
    "DocumentVersion",
    "EndReminder",
    "Harvest",
    "HeldMail",
    "Invitation",
    "LearningNetwork",
    "Membership",
    "MembershipHistory",
    "NetworkFile",
    "NetworkHistory",
    "Notice",
    "Post",
    "PostVersion",
    "Session",
    "Thread",
    "ThreadMailing",
]
