"""Who may do what with the steering of the programme; pure predicates."""

from loket.accounts.permissions import is_coordinator


def can_steer(user, subject=None) -> bool:
    """Coordinators write down, change and judge."""
    return is_coordinator(user)


def is_owner(user, item) -> bool:
    return bool(user and user.is_authenticated and user.is_active and item.owner_id == user.pk)


def can_step(user, item) -> bool:
    """Who owns it says how it stands; a coordinator too."""
    return can_steer(user) or is_owner(user, item)


def is_member(user, member) -> bool:
    return bool(user and user.is_authenticated and user.is_active and member.person_id == user.pk)
