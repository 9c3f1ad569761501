"""Who may do what around the kernteam; predicates on the people alone.

Whether somebody may see or judge one case depends on seats, absences and interests: see ``team`` and ``conflicts``.
"""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role


def is_member(user) -> bool:
    """Has the role; a seat, or having been asked once, comes on top of it."""
    return has_role(user, Role.KERNTEAM)


def keeps_team(user) -> bool:
    """Seats, absences, the way of working and the budget are kept by the coordinator."""
    return has_role(user, Role.COORDINATOR)


def can_open(user) -> bool:
    return is_member(user) or keeps_team(user)


def edits_letters(user) -> bool:
    """The desk and the coordinator write to the asker."""
    return has_role(user, Role.SERVICEDESK) or keeps_team(user)


def can_sit(person) -> bool:
    """An account that works and has the role, and with it a second factor."""
    return bool(person and person.is_active and Role.KERNTEAM in person.roles)


def is_xpert(person) -> bool:
    return bool(person and Role.XPERT in person.roles)
