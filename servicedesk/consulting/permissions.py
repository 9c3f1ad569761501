"""Who may do what with side consultations; pure predicates.

Membership is asked by the querysets (``Consultation.visible_to``): who is no member finds nothing.
"""

from loket.accounts.enums import Role
from servicedesk.permissions import can_handle, can_see_desk

__all__ = ["can_advise", "can_handle", "can_keep_members", "can_see_desk"]


def can_keep_members(user) -> bool:
    """The desk and the coordinator keep the list of members."""
    return can_see_desk(user)


def can_advise(user, consultation=None) -> bool:
    """Anybody who was let in by ``visible_to``; the desk itself asks and does not advise."""
    return bool(user and user.is_authenticated and user.is_active) and Role.COORDINATOR not in user.roles


def by_the_portal(user, consultation) -> bool:
    """What follows from an advice; nobody presses a button for it."""
    return user is None or can_advise(user, consultation)
