"""Who may do what with events and registrations; pure predicates."""

from loket.accounts.enums import Role

DESK_ROLES = frozenset({Role.SERVICEDESK, Role.COORDINATOR})


def _is_person(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_judge(user, event=None) -> bool:
    """Desk and coordinator approve proposals."""
    return _is_person(user) and bool(DESK_ROLES & set(user.roles))


def can_propose(user) -> bool:
    return _is_person(user)


def can_withdraw(user, event) -> bool:
    """Who organises takes the own proposal back; the desk judges it instead."""
    return _is_person(user) and user.pk in (event.organiser_id, event.second_organiser_id)


def can_organise(user, event) -> bool:
    """The organiser, the second organiser, and the desk."""
    return _is_person(user) and (user.pk in (event.organiser_id, event.second_organiser_id) or can_judge(user))


def by_the_portal(user, event) -> bool:
    """Steps that follow from the clock alone; nobody presses a button for them."""
    return user is None


def can_change_registration(user, registration) -> bool:
    """The person it is of."""
    return _is_person(user) and user.pk == registration.person_id


def can_manage_registration(user, registration) -> bool:
    return can_organise(user, registration.event)
