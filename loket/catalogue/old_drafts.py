"""Drafts that were never submitted: their author is told, and a month later they go (docs/decisions.md §8)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from loket.catalogue import notifications
from loket.catalogue.models import Revision
from loket.core.warning import WARNED_BEFORE, warned_in_time

KEPT = timedelta(days=365)
AT_ONCE = 500


def warn(at: datetime) -> int:
    """Tell the authors of drafts that lay still for eleven months; returns how many mails. Once per time of saving."""
    told = 0
    for revision in _still(at - KEPT + WARNED_BEFORE).select_related("author", "entry")[:AT_ONCE]:
        goes_at = max(revision.saved_at + KEPT, at + WARNED_BEFORE)
        told += notifications.draft_goes(revision, _key(revision), goes_at=goes_at, at=at)
    return told


def forget(at: datetime) -> int:
    """Throw away the drafts whose author was told a month ago, and those that have no author any more."""
    still = {_key(revision): revision for revision in _still(at - KEPT).select_related("entry")[:AT_ONCE]}
    warned = warned_in_time(still, at=at)
    gone = [row for key, row in still.items() if key in warned or row.author_id is None]
    for revision in gone:
        throw_away(revision)
    return len(gone)


@transaction.atomic
def throw_away(revision: Revision) -> None:
    """Delete a draft that nobody else ever saw, with the entry that was begun for it."""
    if revision.entry.version == 0:
        revision.entry.delete()
    else:
        revision.delete()


def _still(since: datetime) -> QuerySet[Revision]:
    return Revision.objects.never_submitted().filter(saved_at__lt=since).order_by("saved_at", "pk")


def _key(revision: Revision) -> str:
    return f"old-draft:{revision.pk}:{revision.saved_at:%Y-%m-%dT%H:%M}"
