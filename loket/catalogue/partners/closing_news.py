"""Telling followers of a programme that it closes soon, or that its last day has changed."""

import logging
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.formats import date_format

from loket.catalogue.following.workflow import tell_followers
from loket.catalogue.models import Entry
from loket.catalogue.partners import closing
from loket.catalogue.partners.enums import Notice
from loket.catalogue.partners.models import ClosingNotice
from loket.core.working_days import local_date

logger = logging.getLogger(__name__)


def warn(*, at: datetime) -> int:
    """Tell what closes in a month or in a week; returns how many were told. A second run tells nothing.

    It reads the programmes whose moment has come and no others. Each is a transaction of its own.
    """
    today, told = local_date(at), 0
    for kind in Notice:
        for entry in closing.due(kind, today):
            try:
                told += _warn(entry.pk, kind, at=at)
            except DatabaseError:  # the next run tries again, and the other programmes need not wait for it
                logger.exception("closing not told", extra={"entry": entry.pk, "kind": kind})
    return told


@transaction.atomic
def _warn(entry_id: int, kind: Notice, *, at: datetime) -> bool:
    today = local_date(at)
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    if not closing.due(kind, today).filter(pk=entry_id).exists():  # changed or archived since it was found
        return False
    found = closing.of(entry, today)
    told = {"entry": entry, "kind": kind, "closes_on": found.on}
    _, is_new = ClosingNotice.objects.get_or_create(**told, defaults={"at": at})
    if is_new:
        tell_followers(entry, f"Sluit binnenkort. {found.sentence}", at)
    return is_new


def day_changed(sender, *, entry: Entry, at: datetime, changed_keys: list[str], **signal) -> None:
    """Receiver of ``entry_changed``: another last day is news of its own, within the transaction of the change."""
    if f"fields.{closing.FIELD}" not in changed_keys:
        return
    found = closing.of(entry, local_date(at))
    before = _day_before(entry)
    was = f" Eerst was dat {date_format(before, 'j F Y')}." if before else ""
    if found:
        tell_followers(entry, f"De laatste dag om aan te vragen is veranderd. {found.sentence}{was}", at)
    else:
        tell_followers(entry, f"De laatste dag om aan te vragen is niet meer bekend.{was}", at)


def _day_before(entry: Entry):
    """The last day in the version before, as far as that was ever a proposal (an import is none)."""
    earlier = entry.revisions.filter(version=entry.version - 1).values_list("content", flat=True).first()
    return closing.day_in(earlier) if earlier else None
