"""Who invites, and who reads what came of it; pure predicates."""

from loket.accounts.permissions import is_editor
from network.events.enums import EventState
from network.events.permissions import can_organise


def can_read_all(user, event) -> bool:
    """Organisers and desk see each answer."""
    return can_organise(user, event)


def can_invite(user, event) -> bool:
    """Organisers, while one can still register."""
    return can_organise(user, event) and event.state == EventState.OPEN


def can_read_figures(user, event) -> bool:
    """Editors, and partners of the organisation that organises it: figures only, the small ones hidden."""
    own = bool(user and user.is_authenticated and user.is_active and event.organisation_id)
    is_partner = own and "partner" in user.roles and user.organisation_id == event.organisation_id
    return can_read_all(user, event) or is_editor(user) or is_partner
