"""The programme of an event: its parts with their times and speakers, written as a whole."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from network.events import permissions
from network.events.models import Event, EventHistory, Session

MOST_PARTS = 60


@dataclass(frozen=True)
class Part:
    starts_at: datetime
    ends_at: datetime
    title: str
    speaker: str = ""


def write(event: Event, parts: list[Part], *, by, at: datetime) -> None:
    """Put these parts in the place of what there was. Raises ``ValidationError``; then nothing changes.

    Parts may run beside each other, but not outside the event.
    """
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisator verandert het programma.")
    if len(parts) > MOST_PARTS:
        raise ValidationError(f"Een programma heeft hooguit {MOST_PARTS} onderdelen.")
    wrong = [sentence for part in parts for sentence in _wrong(event, part)]
    if wrong:
        raise ValidationError(wrong)
    with transaction.atomic():
        event.sessions.all().delete()
        Session.objects.bulk_create(Session(event=event, **vars(part)) for part in parts)
        EventHistory.objects.create(subject=event, at=at, by=by, act="programme", to_state=event.state)


def _wrong(event: Event, part: Part) -> list[str]:
    if part.ends_at <= part.starts_at:
        return [f"“{part.title}”: het einde moet na het begin liggen."]
    if part.starts_at < event.starts_at or part.ends_at > event.ends_at:
        return [f"“{part.title}”: dit onderdeel valt buiten de tijd van de bijeenkomst."]
    return []
