"""Who somebody is, as predicates on the person alone."""

from loket.accounts.enums import STAFF_ROLES, Role


def has_role(user, role: str) -> bool:
    return bool(user and user.is_authenticated and user.is_active and role in user.roles)


def is_editor(user) -> bool:
    return has_role(user, Role.REDACTIE)


def is_coordinator(user) -> bool:
    return has_role(user, Role.COORDINATOR)


def can_manage_people(user, person=None) -> bool:
    """Giving and taking roles; the list of people behind it."""
    return is_coordinator(user)


def needs_second_factor(user) -> bool:
    return bool(user.is_authenticated and (user.is_staff or user.is_superuser or STAFF_ROLES.intersection(user.roles)))
