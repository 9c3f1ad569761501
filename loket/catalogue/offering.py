"""A whole contribution at once, as a partner's own system brings it: by its own id, into the same moderation.

Sent again unchanged it changes nothing, so a system may offer all it has every night.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.catalogue import content as contents
from loket.catalogue import permissions, workflow
from loket.catalogue.enums import AUTHOR_STATES, EntryState
from loket.catalogue.models import Entry, Revision


@dataclass(frozen=True)
class Offered:
    """What it came to. ``revision`` is None for what stands in the catalogue just like this already."""

    entry: Entry
    revision: Revision | None
    is_new: bool = False


def offer(external_id: str, content: dict, *, by, at: datetime) -> Offered:
    """Bring or change the contribution with this id and hand it to the editors.

    Raises ``PermissionDenied`` for what another organisation has, ``ProposalRunning`` when one is on its way that says
    something else, and ``ValidationError`` for what is incomplete or archived.
    """
    with transaction.atomic():
        entry = Entry.objects.select_for_update().filter(external_id=external_id).first()
        if entry is None:
            return _bring(external_id, content, by=by, at=at)
        if not (permissions.looks_after(by, entry) or permissions.is_partner_of(by, entry)):
            raise PermissionDenied("Dit kenmerk is van een andere organisatie.")
        if entry.state == EntryState.ARCHIVED:
            raise ValidationError(
                {"external_id": "Deze bijdrage is gearchiveerd. Vraag de redactie om hem terug te zetten."}
            )
        return _change(entry, content | {"files": entry.content.get("files", [])}, by=by, at=at)


def _bring(external_id: str, content: dict, *, by, at: datetime) -> Offered:
    mark = hashlib.sha256(external_id.encode()).hexdigest()[:12]
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                external_id=external_id,
                slug=f"concept-{mark}",
                kind=content["kind"],
                title=content["title"][: contents.TITLE_LENGTH],
                owner=by,
                organisation=by.organisation,
                created_at=at,
            )
    except IntegrityError as error:  # two systems at the same moment
        raise workflow.ProposalRunning from error
    revision = Revision.objects.create(entry=entry, author=by, content=content, created_at=at, saved_at=at)
    workflow.submit(revision, by=by, at=at)
    return Offered(entry, revision, is_new=True)


def _change(entry: Entry, content: dict, *, by, at: datetime) -> Offered:
    running = entry.revisions.open().first()
    if running is not None and running.content | {"files": content["files"]} == content:
        if running.state in AUTHOR_STATES and running.author_id == by.pk:
            workflow.submit(running, by=by, at=at)
        return Offered(entry, running)
    if running is None and entry.content == content:
        return Offered(entry, None)
    revision = workflow.propose_change(entry, by=by, at=at)
    workflow.save(revision, content, by=by, at=at)
    workflow.submit(revision, by=by, at=at)
    return Offered(entry, revision)
