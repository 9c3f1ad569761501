"""Who may do what with notices; pure predicates."""

from loket.accounts.permissions import is_coordinator, is_editor


def can_read(user) -> bool:
    """Notices are for who has an account."""
    return bool(user and user.is_authenticated and user.is_active)


def can_post(user) -> bool:
    return can_read(user)


def is_author(user, posting) -> bool:
    return can_read(user) and user.pk == posting.author_id


def can_judge(user, posting=None) -> bool:
    return can_read(user) and (is_editor(user) or is_coordinator(user))


def can_react(user, posting) -> bool:
    """Anybody but the author, while it stands open."""
    return can_read(user) and posting.author_id is not None and user.pk != posting.author_id


def by_the_portal(user, posting) -> bool:
    """What follows from the calendar alone."""
    return user is None
