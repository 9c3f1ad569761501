"""Who may do what with the shop window of a partner; predicates on the objects alone."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role, is_editor

__all__ = ["can_accept", "can_judge", "can_see_text", "can_write", "can_withdraw", "is_editor", "is_member"]


def is_member(user, organisation) -> bool:
    """A partner of this very organisation."""
    return has_role(user, Role.PARTNER) and user.organisation_id == organisation.pk


def can_write(user, window) -> bool:
    return is_member(user, window.organisation) or is_editor(user)


def can_judge(user, text) -> bool:
    return is_editor(user)


def can_accept(user, text) -> bool:
    """Nobody places their own text: a second pair of eyes, as for a contribution."""
    return is_editor(user) and text.author_id != user.pk


def can_withdraw(user, text) -> bool:
    return is_member(user, text.window.organisation) or is_editor(user)


def can_see_text(user, text) -> bool:
    """What is placed now is for everyone; the rest for who may write."""
    return text.pk == text.window.current_id or can_write(user, text.window)
