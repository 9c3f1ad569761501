"""Reminding of terms: once each, on working days, in office hours, whatever crashed or was away.

*Due and not sent* instead of *due now*: what fell while nothing ran goes with the first sweep after it, all of one
person and case in one mail. Each mail is a transaction of its own with the rows that say that it was sent.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef

from loket.accounts.models import User
from servicedesk import hours
from xperts.cases import clock, notifications, workflow
from xperts.cases.enums import Term
from xperts.cases.models import Case, Lateness, Reminder
from xperts.cases.permissions import is_desk

logger = logging.getLogger(__name__)
COORDINATOR_FROM = 11
"""From this day of the fourteen on the coordinators hear of it too."""
LATE_DAY = 14
ASKER_LATE = "asker-late"
Recipients = Callable[[Case, int, datetime], Iterable[User]]
Address = Callable[[Case], str]


@dataclass(frozen=True)
class Source:
    """Who is to decide, and on what page."""

    recipients: Recipients
    address: Address


_sources: list[Source] = []


def register_recipients(recipients: Recipients, *, address: Address = Case.get_absolute_url) -> None:
    """``recipients(case, day, at)``: who is reminded on day 5, 9, 11, 13, and 14 when it is late; ``address(case)``.

    Called in ``apps.py`` by the part that knows who decides. Coordinators hear from day 11 on anyhow, and of every
    day while nobody is registered.
    """
    source = Source(recipients, address)
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class Owed:
    """What one person is to be reminded of, in one mail: of the last of these."""

    person: User
    url: str
    notices: tuple[clock.Notice, ...]


def remind(*, at: datetime) -> int:
    """Send what is due and was not sent; returns how many mails. Outside office hours nothing is sent.

    The cost follows the cases of which a reminder is due, not all.
    """
    if not hours.is_open(at):
        return 0
    sent = 0
    due = Case.objects.filter(next_reminder_at__lte=at).order_by("next_reminder_at", "pk")
    for number in list(due.values_list("pk", flat=True)):
        try:
            sent += remind_of(number, at=at)
        except DatabaseError:  # the next sweep tries again, and the other cases need not wait for it
            logger.exception("reminder not sent", extra={"case": number})
    return sent


def remind_of(number: int, *, at: datetime) -> int:
    """The reminders of one case that fell since the last sweep, one commit for each person; returns how many mails."""
    case = Case.objects.select_related("contact", "handler").get(pk=number)
    if case.next_reminder_at is None:
        return 0
    planned = clock.notices(case.term, case.next_due_at)
    due = tuple(notice for notice in planned if case.next_reminder_at <= notice.at <= at)
    sent = sum(_send(case, owed, at=at) for owed in _owed(case, due, at))
    _advance(case, at=at)
    return sent


def _owed(case: Case, due: tuple[clock.Notice, ...], at: datetime) -> list[Owed]:
    """Who is still to hear of which of these; those of one person together."""
    known = set(case.reminders.values_list("recipient", "kind"))
    found: dict[int, tuple[User, str, list[clock.Notice]]] = {}
    for notice in due:
        for person, url in _readers(case, notice, at):
            if person.is_active and (person.pk, notice.kind) not in known:
                found.setdefault(person.pk, (person, url, []))[2].append(notice)
    owed = [Owed(person, url, tuple(notices)) for person, url, notices in found.values()]
    late = next((notice for notice in due if notice.day == LATE_DAY), None)
    if late and case.contact and (case.contact_id, ASKER_LATE) not in known:
        owed.append(Owed(case.contact, case.get_own_url(), (clock.Notice(ASKER_LATE, late.at, LATE_DAY),)))
    return owed


def _readers(case: Case, notice: clock.Notice, at: datetime) -> list[tuple[User, str]]:
    desk_url = case.get_absolute_url()
    if case.term != Term.DECISION:
        has_handler = case.handler and is_desk(case.handler)
        people = [case.handler] if has_handler else notifications.desk()
        people += notifications.coordinators() if notice.kind.endswith(clock.LATE) else []
        return [(person, desk_url) for person in people]
    found = [
        (person, source.address(case)) for source in _sources for person in source.recipients(case, notice.day, at)
    ]
    if not _sources or notice.day >= COORDINATOR_FROM:
        found += [(person, desk_url) for person in notifications.coordinators()]
    return found


def _send(case: Case, owed: Owed, *, at: datetime) -> int:
    """Mark and queue, unless the case left or somebody else sent it meanwhile."""
    with transaction.atomic():
        held = workflow.held(case)
        if held.next_due_at != case.next_due_at or held.state != case.state:
            return 0
        told = {"case": held, "recipient": owed.person, "at": at}
        last = owed.notices[-1]
        rows = [Reminder(**told, kind=row.kind, due_at=row.at, is_mailed=row is last) for row in owed.notices]
        known = set(held.reminders.filter(recipient=owed.person).values_list("kind", flat=True))
        if known.intersection(row.kind for row in rows):
            return 0
        Reminder.objects.bulk_create(rows)
        _tell(held, owed.person, last, owed.url, at=at)
    return 1


def _tell(case: Case, person: User, notice: clock.Notice, url: str, *, at: datetime) -> None:
    if notice.kind == ASKER_LATE:
        notifications.late(case, at=at)
    elif notice.day:
        notifications.reminder(case, person, at=at, day=notice.day, url=url)
    else:
        notifications.term(case, person, at=at)


def _advance(case: Case, *, at: datetime) -> None:
    """On to the next reminder of the same term, if there is one."""
    left = [notice.at for notice in clock.notices(case.term, case.next_due_at) if notice.at > at]
    same = Case.objects.filter(pk=case.pk, state=case.state, next_due_at=case.next_due_at)
    same.update(next_reminder_at=min(left, default=None))


def note_late(*, at: datetime) -> int:
    """Keep of each term that is over since the last sweep that it was missed, dated at the term; returns how many."""
    known = Lateness.objects.filter(case=OuterRef("pk"), due_at=OuterRef("next_due_at"))
    missed = list(Case.objects.late(at).filter(~Exists(known)).only("state", "next_due_at").order_by("next_due_at"))
    rows = [Lateness(case=case, term=case.term, due_at=case.next_due_at, noted_at=at) for case in missed]
    return len(Lateness.objects.bulk_create(rows, ignore_conflicts=True))
