"""Who may do what in the pool; pure predicates on the people and the object alone."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role, is_coordinator


def _is_person(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def sees_register(user, xpert=None) -> bool:
    """The desk and the coordinator keep the pool; the kernteam reads along, as it draws its preference from it."""
    return has_role(user, Role.SERVICEDESK) or is_coordinator(user) or has_role(user, Role.KERNTEAM)


def keeps_pool(user, xpert=None) -> bool:
    """Desk and coordinator: asking Xperts, keeping hours of training, putting somebody at rest."""
    return has_role(user, Role.SERVICEDESK) or is_coordinator(user)


def is_own(user, xpert) -> bool:
    return _is_person(user) and xpert.person_id == user.pk


def can_nominate(user, xpert=None) -> bool:
    """Everybody with an account can put somebody forward; the selection follows."""
    return _is_person(user)


def can_assess(user, xpert) -> bool:
    """Desk, coordinator and kernteam, but neither who put this person forward nor this person."""
    return sees_register(user) and user.pk not in (xpert.nominated_by_id, xpert.person_id)


def can_select(user, xpert) -> bool:
    """The coordinator takes the decision that the assessments prepare; never about oneself or one's own nominee."""
    return is_coordinator(user) and not is_own(user, xpert)


def can_refuse(user, xpert) -> bool:
    """The coordinator, and the person, who need not want it."""
    return is_coordinator(user) or is_own(user, xpert)


def can_pause(user, xpert) -> bool:
    return is_own(user, xpert) or keeps_pool(user)


def can_leave(user, xpert) -> bool:
    return is_own(user, xpert) or is_coordinator(user)


def can_edit(user, xpert) -> bool:
    return is_own(user, xpert) or keeps_pool(user)


def can_set_pay(user, xpert) -> bool:
    """The rate, or the institute that gives the hours, is agreed with the coordinator; not with oneself."""
    return is_coordinator(user) and not is_own(user, xpert)


def can_judge_trial(user, xpert) -> bool:
    return is_coordinator(user) and not is_own(user, xpert)


def can_set_rules(user) -> bool:
    """Weights, terms and the profile of the selection: new versions by the coordinator."""
    return is_coordinator(user)


def can_ask(user, ask=None) -> bool:
    return keeps_pool(user)


def answers(user, ask) -> bool:
    """The Xpert who is asked."""
    return _is_person(user) and ask.xpert.person_id == user.pk


def takes_back(user, ask) -> bool:
    """Accepted by mistake: both sides (hard case 64)."""
    return answers(user, ask) or keeps_pool(user)


def by_the_portal(user, obj=None) -> bool:
    """Steps that follow from the clock, or from what happens to the case."""
    return user is None


def by_anybody(user, obj=None) -> bool:
    """Steps of a case that follow from an answer, which has a predicate of its own."""
    return user is None or _is_person(user)


def is_xpert(user) -> bool:
    return has_role(user, Role.XPERT)


def keeps_hours(user) -> bool:
    """Who logs hours of training and intervision: Xperts, and the desk, which follows the same (000 §3.4)."""
    return is_xpert(user) or has_role(user, Role.SERVICEDESK)
