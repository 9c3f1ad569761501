"""Who may see and do what with a request for tailored advice."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role


def is_desk(user, case=None) -> bool:
    return has_role(user, Role.SERVICEDESK)


def sees_all(user) -> bool:
    """The desk and the coordinator; the kernteam sees through its own app, which knows conflicts of interest."""
    return has_role(user, Role.SERVICEDESK) or has_role(user, Role.COORDINATOR)


def is_asker(user, case) -> bool:
    return bool(user and user.is_authenticated and case.contact_id == user.pk)


def by_the_portal(user, case=None) -> bool:
    """Steps that follow from another step: a decision, a signed contract."""
    return user is None or user.is_authenticated
