"""Who may do what with experiences and registrations of use; predicates on the objects alone."""

from loket.accounts.permissions import is_editor

__all__ = [
    "can_contact",
    "can_drop_change",
    "can_manage_use",
    "can_register_use",
    "can_share",
    "can_take_down",
    "can_vote",
    "is_author",
    "is_editor",
    "judges",
]


def can_share(user, entry) -> bool:
    """Telling an experience with a published entry."""
    return bool(user.is_authenticated and user.is_active and entry.is_published)


def is_author(user, experience) -> bool:
    return bool(user and user.is_authenticated and user.is_active and experience.author_id == user.pk)


def judges(user, experience) -> bool:
    """Nobody judges an own experience."""
    return is_editor(user) and experience.author_id != user.pk


def can_take_down(user, experience) -> bool:
    return judges(user, experience) and experience.is_public


def can_drop_change(user, experience) -> bool:
    """Leaving it at what is public already."""
    return is_author(user, experience) and experience.is_public


def can_vote(user, experience) -> bool:
    """*Nuttig*, for who did not write it."""
    return bool(user.is_authenticated and user.is_active and experience.is_public and experience.author_id != user.pk)


def can_register_use(user, entry) -> bool:
    return can_share(user, entry) and user.organisation_id is not None


def can_manage_use(user, use) -> bool:
    """Who registered it, colleagues of the same organisation, and editors."""
    if not (user.is_authenticated and user.is_active):
        return False
    is_colleague = user.organisation_id is not None and user.organisation_id == use.organisation_id
    return is_colleague or use.registered_by_id == user.pk or is_editor(user)


def can_contact(user, subject) -> bool:
    """Writing to who told an experience or registered a use, without seeing the address."""
    person = subject.contact_person
    is_reachable = subject.takes_contact and person is not None and person.is_active
    return bool(user.is_authenticated and user.is_active and is_reachable and person.pk != user.pk)
