"""Who may do what with white spots and wanted entries; predicates on the objects alone."""

from loket.accounts.permissions import is_coordinator, is_editor

__all__ = ["can_claim", "can_follow", "can_give_back", "can_look", "can_settle", "is_editor"]


def can_look(user) -> bool:
    """Editors settle them; the coordinator looks along (domain.md §2.1, *witte vlekken*)."""
    return is_editor(user) or is_coordinator(user)


def can_settle(user, gap=None) -> bool:
    return is_editor(user)


def can_claim(user, wanted) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_give_back(user, wanted) -> bool:
    """Who makes it, and an editor for somebody who cannot be reached."""
    return is_editor(user) or bool(user and user.is_authenticated and user.pk == wanted.maker_id)


def can_follow(user, wanted) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def by_itself(user, obj) -> bool:
    """A step that follows from something else: a publication, the end of a term, a question asked again."""
    return True
