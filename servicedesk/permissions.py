"""Who may do what with questions; pure predicates."""

from loket.accounts.enums import Role

SEEING = frozenset({Role.SERVICEDESK, Role.COORDINATOR})


def _is_person(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_see_desk(user, question=None) -> bool:
    """The desk; the coordinator looks along."""
    return _is_person(user) and bool(SEEING.intersection(user.roles))


def can_handle(user, question=None) -> bool:
    """Answering, assigning, closing: the desk alone."""
    return _is_person(user) and Role.SERVICEDESK in user.roles


def is_asker(user, question) -> bool:
    """Whose question it is. ``None`` stands for who holds the unguessable link, which views check."""
    return user is None or (_is_person(user) and question.asker_id == user.pk)


def can_reopen(user, question) -> bool:
    return is_asker(user, question) or can_handle(user, question)


def by_the_portal(user, question) -> bool:
    """Steps that follow from the clock alone; nobody presses a button for them."""
    return user is None


def is_partner(user) -> bool:
    return _is_person(user) and Role.PARTNER in user.roles


def can_bring(user) -> bool:
    """An institute or an Xpert asks for somebody else (000 §3.4)."""
    return is_partner(user) or (_is_person(user) and Role.XPERT in user.roles)


def can_keep_view(user, view) -> bool:
    """A kept list is changed by whose it is; colleagues use it."""
    return can_see_desk(user) and view.owner_id == user.pk


def can_set_hours(user) -> bool:
    """Terms and opening hours of a queue: the coordinator (domain.md §5)."""
    return _is_person(user) and Role.COORDINATOR in user.roles


def can_erase(user) -> bool:
    """Taking somebody out of questions on their request."""
    return can_see_desk(user)


def can_end_absence(user, absence) -> bool:
    """Who is away, and a colleague for somebody who cannot be reached."""
    return can_handle(user)
