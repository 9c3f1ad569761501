"""What subscribers of the API hear of the catalogue, within the transaction of what happened.

Entries are public, so everybody may hear of them; of a proposal only the organisation that it is of. An import, which
writes thousands at once, tells nothing: its lines are in the dump.
"""

from datetime import datetime

from django.db.models.signals import post_save

from loket.api import hearing, paging
from loket.api.enums import Happening
from loket.catalogue import signals
from loket.catalogue.models import Entry, RevisionHistory

_DECISIONS = frozenset({"accept", "refuse", "ask_changes", "schedule"})


def connect() -> None:
    """Listen to the catalogue; a second time changes nothing."""
    heard = (
        (signals.entry_published, published),
        (signals.entry_changed, changed),
        (signals.entry_archived, archived),
        (signals.entry_restored, restored),
        (signals.entry_recognised, recognised),
    )
    for signal, receiver in heard:
        signal.connect(receiver, dispatch_uid=f"webhooks_{receiver.__name__}")
    post_save.connect(decided, RevisionHistory, dispatch_uid="webhooks_decided")


def _about(entry: Entry) -> dict:
    return {
        "externalId": entry.external_id,
        "kind": entry.kind,
        "title": entry.title,
        "url": paging.absolute(entry.get_absolute_url()),
        "apiUrl": paging.own_address("api_entry", entry.external_id),
    }


def published(sender, *, entry: Entry, at: datetime, **told) -> None:
    hearing.tell(Happening.ENTRY_PUBLISHED, _about(entry), at=at)


def changed(sender, *, entry: Entry, at: datetime, **told) -> None:
    hearing.tell(Happening.ENTRY_CHANGED, _about(entry), at=at)


def archived(sender, *, entry: Entry, at: datetime, successor: Entry | None = None, **told) -> None:
    data = _about(entry) | {"successor": _about(successor) if successor else None}
    hearing.tell(Happening.ENTRY_ARCHIVED, data, at=at)


def restored(sender, *, entry: Entry, at: datetime, **told) -> None:
    hearing.tell(Happening.ENTRY_RESTORED, _about(entry), at=at)


def recognised(sender, *, entry: Entry, at: datetime, act: str, **told) -> None:
    """``change``: *recognised*, *lapsed* or *withdrawn*; ``level`` is what holds now, empty when nothing does."""
    data = _about(entry) | {"change": act.removeprefix("recognition_"), "level": entry.recognition_level}
    hearing.tell(Happening.RECOGNITION_CHANGED, data, at=at)


def decided(sender, *, instance: RevisionHistory, created: bool, **told) -> None:
    """The editors judged a proposal: its own organisation hears what, with their explanation."""
    if not created or instance.act not in _DECISIONS:
        return
    revision = instance.subject
    entry = revision.entry
    if entry.organisation_id is None:
        return
    data = {
        "externalId": entry.external_id,
        "title": revision.title,
        "state": instance.to_state,
        "explanation": instance.note,
        "apiUrl": paging.own_address("api_entry_proposal", entry.external_id),
    }
    hearing.tell(Happening.PROPOSAL_DECIDED, data, at=instance.at, organisation_id=entry.organisation_id)
