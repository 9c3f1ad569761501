"""What subscribers of the API hear of events, within the transaction of what happened."""

from django.db.models.signals import post_save

from loket.api import hearing, paging
from loket.api.enums import Happening
from network.events import api
from network.events.models import EventHistory

_HEARD = {
    "open": Happening.EVENT_OPENED,
    "change": Happening.EVENT_CHANGED,
    "cancel": Happening.EVENT_CANCELLED,
}
_JUDGED = frozenset({"approve", "refuse"})


def connect() -> None:
    """Listen to the steps of events; a second time changes nothing."""
    post_save.connect(stepped, EventHistory, dispatch_uid="webhooks_event_stepped")


def stepped(sender, *, instance: EventHistory, created: bool, **told) -> None:
    """What is public is told to everybody; how a proposal was judged to its own organisation."""
    event = instance.subject
    if not created:
        return
    if instance.act in _HEARD and event.is_public:
        hearing.tell(_HEARD[instance.act], _about(event), at=instance.at)
    elif instance.act in _JUDGED and event.organisation_id:
        data = _about(event) | {"state": instance.to_state, "explanation": instance.note}
        hearing.tell(Happening.PROPOSAL_DECIDED, data, at=instance.at, organisation_id=event.organisation_id)


def _about(event) -> dict:
    return {
        "externalId": api.external_id(event),
        "title": event.title,
        "startsAt": event.starts_at.isoformat(),
        "url": paging.absolute(event.get_absolute_url()),
        "apiUrl": paging.own_address("api_event", api.external_id(event)),
    }
