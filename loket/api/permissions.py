"""Who keeps the connections of an organisation; predicates on the objects alone."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role, is_coordinator


def can_manage(user, organisation) -> bool:
    """Partners of this very organisation, and coordinators."""
    return is_coordinator(user) or is_partner_of(user, organisation)


def is_partner_of(user, organisation) -> bool:
    return has_role(user, Role.PARTNER) and user.organisation_id == organisation.pk


def has_connections(user) -> bool:
    """Who has something to look after: a partner with an organisation, and coordinators."""
    return is_coordinator(user) or (has_role(user, Role.PARTNER) and user.organisation_id is not None)
