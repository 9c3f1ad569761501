"""Files with an event: looked at as everywhere in the portal, fetched by who may see the event."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File

from loket.core.files.checking import inspect
from loket.core.files.refusals import RefusedFile
from network.events import permissions
from network.events.models import Event, EventDocument

MOST = 30


def add(event: Event, upload: File, title: str, *, by, at: datetime) -> EventDocument:
    """Keep a file with an event. Raises ``ValidationError`` with a sentence for what may not come in."""
    _require(event, by)
    if event.documents.count() >= MOST:
        raise ValidationError(f"Bij een bijeenkomst passen hooguit {MOST} documenten.")
    try:
        facts = inspect(upload, upload.name, upload.size)
    except RefusedFile as error:
        raise ValidationError(f"{upload.name}: {error.sentence}") from error
    known = {"name": facts.safe_name, "kind": facts.kind, "size": facts.size}
    document = EventDocument(event=event, title=title.strip() or facts.safe_name, added_by=by, added_at=at, **known)
    document.stored.save(facts.safe_name, upload, save=False)
    document.save()
    return document


def remove(document: EventDocument, *, by) -> None:
    _require(document.event, by)
    document.stored.delete(save=False)
    document.delete()


def _require(event: Event, by) -> None:
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisatoren zetten documenten bij een bijeenkomst.")
