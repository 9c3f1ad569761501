"""The sessions of a network as a calendar; the address is of one member and holds no name."""

from datetime import datetime

from network.events import calendars
from network.events.enums import EventState
from network.events.models import Event
from network.learning.models import Membership

MOST = 500
_KNOWN = (
    EventState.APPROVED,
    EventState.OPEN,
    EventState.CLOSED,
    EventState.HELD,
    EventState.EVALUATED,
    EventState.CANCELLED,
)


def feed(membership: Membership, *, at: datetime) -> str:
    """The network's sessions, also those that others do not see yet. Links to take part are not in it (case 37)."""
    events = Event.objects.filter(learning_session__network=membership.network, state__in=_KNOWN)
    return calendars.feed(events.order_by("-starts_at")[:MOST], name=membership.network.name, at=at)
