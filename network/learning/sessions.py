"""The sessions that a network holds: events, proposed for it or linked to it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.vocabulary import lookup
from network.events import workflow as events
from network.events.enums import Kind
from network.events.models import Event
from network.learning import permissions
from network.learning.models import LearningNetwork, Session

ONLY_MEMBERS = "Alleen leden van dit netwerk plannen een bijeenkomst, zolang het loopt."


def _require_writer(network: LearningNetwork, by) -> None:
    if not permissions.can_write(by, network):
        raise PermissionDenied(ONLY_MEMBERS)


def initial(network: LearningNetwork) -> dict:
    """What the proposal of an event begins with. Of a private network no name: an event is open to be found."""
    is_named = network.is_public
    return {
        "title": f"Bijeenkomst {network.name}" if is_named else "",
        "kind": Kind.LEARNING_SESSION,
        "summary": network.purpose if is_named else "",
        "themes": network.themes,
        "areas": ", ".join(lookup.area_label(code) for code in network.areas),
        "why_new": f"Dit is een bijeenkomst van het lerende netwerk {network.name}." if is_named else "",
    }


def plan(network: LearningNetwork, content: dict, *, looked_at: list[dict], why_new: str, by, at: datetime):
    """Propose an event that belongs to this network; the desk judges it like every other. Returns the ``Session``."""
    _require_writer(network, by)
    with transaction.atomic():
        event = events.propose(content, looked_at=looked_at, why_new=why_new, by=by, at=at)
        return Session.objects.create(network=network, event=event, linked_by=by, linked_at=at)


def link(network: LearningNetwork, event: Event, *, by, at: datetime) -> Session:
    """An event that is there already becomes a session of this network. Raises ``ValidationError`` when it has one."""
    _require_writer(network, by)
    try:
        with transaction.atomic():
            return Session.objects.create(network=network, event=event, linked_by=by, linked_at=at)
    except IntegrityError as error:
        raise ValidationError({"event": "Deze bijeenkomst hoort al bij een netwerk."}) from error


def unlink(session: Session, *, by) -> None:
    """The event itself stays."""
    if not permissions.is_facilitator(by, session.network):
        raise PermissionDenied("De begeleider maakt een bijeenkomst los.")
    session.delete()
