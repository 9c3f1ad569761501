"""At the door: a code is scanned or typed, also by a phone that had no connection (hard case 38).

Whether somebody may come in is looked at before whether they are in; what really happened is kept.
"""

import uuid
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from network.events import attendance, codes, permissions
from network.events.enums import Answer, RegistrationState
from network.events.models import CheckIn, Event, Registration

# A phone's clock is believed between these two; else the moment of receiving counts.
EARLIEST_BEFORE = timedelta(days=1)
FAST_CLOCK = timedelta(minutes=5)


def check_in(
    event: Event, code: str, *, key: uuid.UUID, by, at: datetime, scanned_at: datetime | None = None, anyway=False
) -> CheckIn:
    """Judge a code and let somebody in. ``anyway``: let in who cancelled meanwhile or has no place.

    The same ``key`` again gives what it gave before. Raises ``PermissionDenied`` for who does not organise this event.
    """
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisatoren laten mensen binnen.")
    known = CheckIn.objects.filter(key=key, event=event).select_related("registration").first()
    if known:
        return known
    moment = _believed(event, scanned_at, at)
    try:
        with transaction.atomic():
            return _judged(event, code, key=key, by=by, at=at, moment=moment, anyway=anyway)
    except IntegrityError:  # the same key at the same moment: the other one was first
        return CheckIn.objects.select_related("registration").get(key=key)


def _judged(event: Event, code: str, *, key: uuid.UUID, by, at: datetime, moment: datetime, anyway: bool) -> CheckIn:
    number = codes.registration_id(code)
    row = event.registrations.select_for_update(of=("self",)).filter(pk=number).first() if number else None
    answer = _answer(row, anyway=anyway)
    if row and answer in (Answer.WELCOME, Answer.LET_IN):
        row.event = event
        attendance.tick(row, by=by, at=moment)
    return CheckIn.objects.create(
        event=event, registration=row, key=key, answer=answer, scanned_at=moment, received_at=at, by=by
    )


def _answer(row: Registration | None, *, anyway: bool) -> Answer:
    if row is None:
        return Answer.UNKNOWN
    if row.state != RegistrationState.CONFIRMED:
        return Answer.LET_IN if anyway else Answer.CANCELLED
    return Answer.ALREADY if row.attended_at else Answer.WELCOME


def _believed(event: Event, scanned_at: datetime | None, at: datetime) -> datetime:
    if scanned_at and event.starts_at - EARLIEST_BEFORE <= scanned_at <= at + FAST_CLOCK:
        return scanned_at
    return at
