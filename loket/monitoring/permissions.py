"""Who sees and keeps figures, targets, budget and reports."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role, is_coordinator, is_editor


def can_monitor(user, subject=None) -> bool:
    """The whole picture: targets, budget, estimates, reports."""
    return is_coordinator(user)


def can_see_reports(user, report=None) -> bool:
    return is_coordinator(user)


def can_see_desk(user, subject=None) -> bool:
    return is_coordinator(user) or has_role(user, Role.SERVICEDESK)


def can_see_kernteam(user, subject=None) -> bool:
    return is_coordinator(user) or has_role(user, Role.KERNTEAM)


def can_see_editors(user, subject=None) -> bool:
    return is_coordinator(user) or is_editor(user)


def can_see_partner(user, subject=None) -> bool:
    """Who works for a partner, with what that organisation brought."""
    return has_role(user, Role.PARTNER) and user.organisation_id is not None


def can_see_own(user, subject=None) -> bool:
    return bool(user and user.is_authenticated)
