"""Who may see and do what with a request for tailored advice."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role
from xperts.cases.enums import CLOCK_STATES, State


def is_desk(user, case=None) -> bool:
    return has_role(user, Role.SERVICEDESK)


def sees_all(user) -> bool:
    """The desk and the coordinator; the kernteam sees through its own app, which knows conflicts of interest."""
    return has_role(user, Role.SERVICEDESK) or has_role(user, Role.COORDINATOR)


def is_asker(user, case) -> bool:
    return bool(user and user.is_authenticated and case.contact_id == user.pk)


def by_the_portal(user, case=None) -> bool:
    """Steps that follow from another step: a decision, a signed contract."""
    return user is None or user.is_authenticated


def can_keep_rules(user, subject=None) -> bool:
    """The criteria, the rules of the game and the terms are kept by the coordinator."""
    return has_role(user, Role.COORDINATOR)


def can_edit_intake(user, case) -> bool:
    """What the pre-intake rests on stays as it was once the pre-intake is over."""
    return is_desk(user) and case.state == State.PRE_INTAKE


def can_diagnose(user, case) -> bool:
    return is_desk(user) and case.state == State.PREPARING and case.diagnosed_at is None


def can_apply(user, case) -> bool:
    return is_asker(user, case) and case.state == State.PREPARING and case.applied_at is None


def can_name(user, case) -> bool:
    """What it is called and about, until the decision."""
    return is_desk(user) and case.state in CLOCK_STATES
