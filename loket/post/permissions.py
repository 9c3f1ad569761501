"""Who deals with mail that waits for a person. Predicates on the person and the raw message alone."""

# The codes of accounts.enums.Role, which lies above this area.
_STAFF = frozenset({"servicedesk", "coordinator"})


def can_see_held(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active and _STAFF.intersection(user.roles))


def can_handle(user, raw) -> bool:
    return can_see_held(user)


def by_program(user, raw) -> bool:
    """Steps that only the receiving program takes."""
    return user is None
