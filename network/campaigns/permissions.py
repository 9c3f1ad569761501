"""Who keeps the calendar of campaigns."""

from loket.accounts.enums import Role

KEEPERS = frozenset({Role.REDACTIE, Role.COORDINATOR})


def can_keep(user) -> bool:
    """Editors and coordinators add, change and remove campaigns."""
    return bool(user and user.is_authenticated and user.is_active and KEEPERS & set(user.roles))
