"""Who keeps the register of networks outside the portal; pure predicates."""

from loket.accounts.enums import Role

KEEPERS = frozenset({Role.SERVICEDESK, Role.REDACTIE, Role.COORDINATOR})


def _is_person(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_propose(user) -> bool:
    return _is_person(user)


def can_keep(user, network=None) -> bool:
    """Desk, editors and coordinators."""
    return _is_person(user) and bool(KEEPERS & set(user.roles))


def can_change(user, network) -> bool:
    """Keepers always; who proposed it until it was judged."""
    return can_keep(user) or (_is_person(user) and user.pk == network.proposer_id and network.is_proposal)
