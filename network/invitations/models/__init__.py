"""The tables of invitations."""

from network.invitations.models.invitation import Invitation, InvitationHistory, OptOut
from network.invitations.models.round import ReminderRound, Round

__all__ = ["Invitation", "InvitationHistory", "OptOut", "ReminderRound", "Round"]
