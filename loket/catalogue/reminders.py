"""Reminding owners to look whether an entry is still right: before, on and after the day of its check.

*Due and not sent*, within a limit of age, instead of *due today*: a scheduler that was away for a week forgets none.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef

from loket.accounts.enums import Role
from loket.catalogue import notifications
from loket.catalogue.enums import ReminderKind
from loket.catalogue.models import Entry, Reminder
from loket.core.working_days import local_date

logger = logging.getLogger(__name__)

# Days after the day of the check on which each reminder falls.
DAYS = {ReminderKind.BEFORE: -30, ReminderKind.ON: 0, ReminderKind.AFTER: 30}
# What fell longer ago is no news any more; shorter than the days between two reminders of one entry.
AGE_LIMIT = timedelta(days=20)


@dataclass(frozen=True)
class Due:
    """A reminder that must go, with the numbers of the people it is for."""

    entry_id: int
    kind: ReminderKind
    readers: tuple[int, ...]


def remind(*, at: datetime) -> int:
    """Send what is due and was not sent; returns how many reminders. A second run on the same day sends none.

    Entries that share a reader go together, so that somebody gets one mail for all of them. Each such group is a
    transaction of its own: its reminders are marked and its mails queued at once, or not at all.
    """
    today, sent = local_date(at), 0
    for group in _sharing_readers(due(today)):
        try:
            with transaction.atomic():
                sent += _send(group, today=today, at=at)
        except DatabaseError:  # the next run tries again, and the other groups need not wait for it
            logger.exception("reminders not sent", extra={"entries": [row.entry_id for row in group][:20]})
    return sent


def due(today: date) -> list[Due]:
    """The reminders that fell in the last days and were not sent. One range of an index for each kind."""
    editors = tuple(_editors())
    found = []
    for kind in ReminderKind:
        for row in _waiting(kind, today).values_list("pk", "owner", "owner__is_active", "deputy", "deputy__is_active"):
            readers = _readers(*row[1:]) or editors
            if readers:
                found.append(Due(row[0], kind, readers))
    return found


def _waiting(kind: ReminderKind, today: date):
    last = today - timedelta(days=DAYS[kind])
    sent = Reminder.objects.filter(entry=OuterRef("pk"), kind=kind, check_on=OuterRef("next_check"))
    in_time = Entry.objects.published().filter(next_check__range=(last - AGE_LIMIT, last))
    return in_time.filter(~Exists(sent)).order_by("next_check", "pk")


def _readers(owner: int | None, owner_is_active: bool, deputy: int | None, deputy_is_active: bool) -> tuple[int, ...]:
    """Owner and deputy, as far as they are still there."""
    return tuple(pk for pk, is_active in ((owner, owner_is_active), (deputy, deputy_is_active)) if pk and is_active)


def _editors():
    return get_user_model().objects.with_role(Role.REDACTIE).order_by("pk").values_list("pk", flat=True)


def _sharing_readers(waiting: list[Due]) -> Iterator[list[Due]]:
    """The reminders in groups: two with a reader in common, directly or by way of others, stand in the same one."""
    leader: dict[int, int] = {}

    def first_of(reader: int) -> int:
        while leader.setdefault(reader, reader) != reader:
            leader[reader] = reader = leader[leader[reader]]
        return reader

    for row in waiting:
        for reader in row.readers:
            leader[first_of(reader)] = first_of(row.readers[0])
    groups = defaultdict(list)
    for row in waiting:
        groups[first_of(row.readers[0])].append(row)
    yield from groups.values()


def _send(group: list[Due], *, today: date, at: datetime) -> int:
    """Mark and queue what is still due now that nobody else can change it."""
    wanted = [row.entry_id for row in group]
    list(Entry.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    still = {
        kind: set(_waiting(kind, today).filter(pk__in=wanted).values_list("pk", flat=True)) for kind in ReminderKind
    }
    rows = [row for row in group if row.entry_id in still[row.kind]]
    entries = Entry.objects.defer("content").in_bulk([row.entry_id for row in rows])
    people = get_user_model().objects.filter(is_active=True).in_bulk({pk for row in rows for pk in row.readers})
    Reminder.objects.bulk_create(
        Reminder(entry_id=row.entry_id, kind=row.kind, check_on=entries[row.entry_id].next_check, at=at) for row in rows
    )
    for person in people.values():
        own = [entries[row.entry_id] for row in rows if person.pk in row.readers]
        notifications.reminder(person, sorted(own, key=lambda entry: (entry.next_check, entry.pk)), today=today, at=at)
    return len(rows)
