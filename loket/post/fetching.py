"""Fetching mailboxes: by a ledger of our own, so that who reads along in the mailbox changes nothing.

A message is in the ledger from the transaction that stores its bytes; only after that is it marked or moved. One that
cannot be fetched is in the ledger too, with why, and is tried again; it never stops the ones behind it.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from loket.post import imap, locks, receiving
from loket.post.enums import AfterFetch
from loket.post.imap import Place, Session
from loket.post.models import Fetched, Mailbox, RawMessage
from loket.post.reading import limits

logger = logging.getLogger(__name__)

MOST_A_TIME = 500
"""Messages in one run; what is left comes with the next."""
MOST_ATTEMPTS = 10
OLD_AFTER = timedelta(days=2)
_SPAN = 20_000
_MOST_SPANS = 1_000
_TIDY_TOGETHER = 200
GONE = "Dit bericht is er niet meer."


def fetch(where: Place, *, at: datetime) -> int:
    """Fetch what is new in a mailbox; returns how many messages came in. Zero when another worker is at it.

    A mail server that does not answer is written down, for the page on held mail, and raises nothing.
    """
    with locks.if_free(locks.MAILBOXES, where.name) as is_alone:
        if not is_alone:
            return 0
        box, _ = Mailbox.objects.get_or_create(name=where.name, defaults={"first_seen_at": at})
        try:
            with imap.session(where) as session:
                count = _fetch_new(session, box, where, at)
                _tidy(session, box, where)
        except (*imap.FAILURES, imap.NotThisMessage) as error:
            _write_failure(box, error, at)
            return 0
        Mailbox.objects.filter(pk=box.pk).update(fetched_at=at, failing_since=None, error="")
        return count


def _write_failure(box: Mailbox, error: Exception, at: datetime) -> None:
    told = {"error": str(error)[:500] or type(error).__name__, "failing_since": box.failing_since or at}
    Mailbox.objects.filter(pk=box.pk).update(**told)
    logger.warning("mailbox not fetched", extra={"mailbox": box.pk, "error_type": type(error).__name__})


def _fetch_new(session: Session, box: Mailbox, where: Place, at: datetime) -> int:
    """First what failed before, then what is new, up to a bound; the rest comes with the next run."""
    if box.uid_validity != session.uid_validity:
        # The server numbers anew: all is looked at again, and what we have already is known by its content.
        Mailbox.objects.filter(pk=box.pk).update(uid_validity=session.uid_validity, highest_uid=0)
        box.uid_validity, box.highest_uid = session.uid_validity, 0
    failed = box.ledger.filter(uid_validity=box.uid_validity, raw=None, attempts__lt=MOST_ATTEMPTS)
    again = list(failed.order_by("uid").values_list("uid", flat=True)[: MOST_A_TIME // 2])
    count = sum(_fetch_one(session, box, where, uid, at) for uid in again)
    for number, uid in enumerate(_new_uids(session, box)):
        if number >= MOST_A_TIME:
            break
        count += _fetch_one(session, box, where, uid, at)
        _advance(box, uid)
    return count


def _new_uids(session: Session, box: Mailbox) -> Iterator[int]:
    """Numbers that are not in the ledger yet, in order, without ever asking for all at once."""
    first = box.highest_uid + 1
    for _ in range(_MOST_SPANS):
        if first >= session.next_uid > 0:
            return
        last = first + _SPAN - 1
        yield from session.uids(first, last)
        if last >= session.next_uid:
            return
        _advance(box, last)
        first = last + 1


def _advance(box: Mailbox, uid: int) -> None:
    Mailbox.objects.filter(pk=box.pk, highest_uid__lt=uid).update(highest_uid=uid)
    box.highest_uid = max(box.highest_uid, uid)


def _fetch_one(session: Session, box: Mailbox, where: Place, uid: int, at: datetime) -> bool:
    """Take in one message; whether that succeeded. What the server refuses for one message goes into the ledger."""
    try:
        facts = session.facts(uid)
        most = limits.KEPT_OF_TOO_LARGE if facts and facts.size > limits.MOST_BYTES else limits.MOST_BYTES + 1
        raw = session.raw(uid, most) if facts else None
    except imap.NotThisMessage as error:
        _write_error(box, uid, str(error))
        return False
    if raw is None:
        _write_error(box, uid, GONE)
        return False
    receiving.receive(
        raw,
        source=f"imap:{where.name}#{uid}",
        at=at,
        queue=where.queue,
        size=max(facts.size, len(raw)),
        is_old=bool(facts.arrived_at) and facts.arrived_at < box.first_seen_at - OLD_AFTER,
        also=lambda stored: _write(box, uid, stored),
    )
    return True


def _write(box: Mailbox, uid: int, stored: RawMessage) -> None:
    key = {"mailbox": box, "uid_validity": box.uid_validity, "uid": uid}
    Fetched.objects.update_or_create(**key, defaults={"raw": stored, "error": ""})


def _write_error(box: Mailbox, uid: int, told: str) -> None:
    key = {"mailbox": box, "uid_validity": box.uid_validity, "uid": uid}
    with transaction.atomic():
        row, is_new = Fetched.objects.get_or_create(**key, defaults={"error": told[:500], "is_tidied": told == GONE})
        if not is_new:
            Fetched.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, error=told[:500])


def _tidy(session: Session, box: Mailbox, where: Place) -> None:
    """Mark or move what is safe; also what a crash left halfway."""
    if where.after == AfterFetch.KEEP:
        return
    safe = box.ledger.filter(uid_validity=box.uid_validity, raw__isnull=False, is_tidied=False)
    uids = list(safe.order_by("uid").values_list("uid", flat=True)[: MOST_A_TIME * 2])
    for start in range(0, len(uids), _TIDY_TOGETHER):
        together = uids[start : start + _TIDY_TOGETHER]
        session.tidy(together)
        box.ledger.filter(uid_validity=box.uid_validity, uid__in=together).update(is_tidied=True)
