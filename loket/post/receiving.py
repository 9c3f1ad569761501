"""The one way in for mail, by pipe and by IMAP: stored first, then read, then delivered.

Each of the three ends in a commit, and each can be done again: after a crash the next delivery of the same bytes, or
the sweep, goes on where it stopped. Nothing is lost because the sender's side hears *received* only after the first
commit; nothing is doubled because the delivery and its mark are one transaction.
"""

import hashlib
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from loket.post import delivering, failures, locks, storing, workflow
from loket.post.enums import Outcome, RawState
from loket.post.models import RawMessage
from loket.post.reading import limits
from loket.post.reading import mail as reading

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
SWEPT_AFTER = timedelta(minutes=5)
TOO_LARGE = (
    "Dit bericht is te groot: {size} MB. Wij nemen hooguit {limit} MB aan. Vraag de afzender om een kleiner bericht."
)
TOO_OFTEN = "Dit bericht is al {attempts} keer opgepakt en nooit afgemaakt."
UNREADABLE = "Wij kunnen dit bericht niet verwerken."


@dataclass(frozen=True)
class Receipt:
    """What became of a message; ``raw_id`` is the number under which it is kept."""

    outcome: str
    raw_id: int
    number: int | None = None
    reason: str = ""

    def as_json(self) -> dict:
        return {"outcome": self.outcome, "question": self.number, "message": self.raw_id, "reason": self.reason}


def receive(
    raw: bytes,
    *,
    source: str,
    at: datetime,
    queue: str = "",
    size: int | None = None,
    is_old: bool = False,
    also: Callable[[RawMessage], None] | None = None,
) -> Receipt:
    """Take in one raw message (RFC 5322) and say what became of it.

    ``source``: ``pipe`` or ``imap:…``. ``size``: of the whole message in bytes, when ``raw`` is only its start.
    ``is_old``: it lay in the mailbox already, so nobody expects a word of thanks. ``also(raw)`` runs in the transaction
    that stores it. A message that was taken in before is a duplicate; one that was stored and not finished goes on.
    Raises only what says that the database or the storage is away (``OperationalError``, ``OSError``): try again later.
    """
    stored = _store(raw, source=source, at=at, queue=queue, size=size or len(raw), is_old=is_old, also=also)
    if stored.is_finished:
        return Receipt(Outcome.DUPLICATE, stored.pk, stored.number, "Dit bericht was al binnen.")
    return process(stored.pk, at=at)


def _store(raw: bytes, *, source: str, at: datetime, queue: str, size: int, is_old: bool, also) -> RawMessage:
    is_cut = size > limits.MOST_BYTES
    fields = {
        "content": raw[: limits.KEPT_OF_TOO_LARGE] if is_cut else raw,
        "size": size,
        "is_cut": is_cut,
        "source": source[:300],
        "is_old": is_old,
        "received_at": at,
        "tried_at": at,
    }
    with transaction.atomic(durable=True):
        key = {"sha256": digest_of(raw), "queue": queue[:100]}
        stored, _ = RawMessage.objects.light().get_or_create(**key, defaults=fields)
        if also:
            also(stored)
    return stored


def digest_of(raw: bytes) -> str:
    """By which the same bytes are known when they are handed in again."""
    return hashlib.sha256(raw).hexdigest()


def process(raw_id: int, *, at: datetime) -> Receipt:
    """Read and deliver a stored message, from where it is. Safe to run twice, and by two at once."""
    with locks.waited_for(locks.MESSAGES, str(raw_id)):
        return _process(raw_id, at=at)


def _process(raw_id: int, *, at: datetime) -> Receipt:
    raw = _begin(raw_id, at=at)
    if raw.is_finished:
        return receipt_of(raw)
    try:
        _read(raw_id, at=at)
        _deliver(raw_id, at=at)
    except failures.OF_A_MESSAGE as error:
        # The text of the error can hold words of the mail: it stays in the database.
        logger.warning("mail held", extra={"raw": raw_id, "error_type": type(error).__name__})
        _hold(raw_id, _sentence(error), at=at, error="".join(traceback.format_exception(error))[-8000:])
    return receipt_of(RawMessage.objects.light().get(pk=raw_id))


def _begin(raw_id: int, *, at: datetime) -> RawMessage:
    """Count the attempt before it is made: what ends the process each time is not tried forever."""
    with transaction.atomic():
        raw = RawMessage.objects.light().select_for_update().get(pk=raw_id)
        if raw.is_finished:
            return raw
        if raw.is_cut:
            sizes = {"size": -(-raw.size // limits.MB), "limit": limits.MOST_BYTES // limits.MB}
            workflow.hold(raw, TOO_LARGE.format(**sizes), at=at)
        elif raw.attempts >= MOST_ATTEMPTS:
            workflow.hold(raw, TOO_OFTEN.format(attempts=raw.attempts), at=at)
        else:
            RawMessage.objects.filter(pk=raw_id).update(attempts=F("attempts") + 1, tried_at=at)
    return raw


def _read(raw_id: int, *, at: datetime) -> None:
    with transaction.atomic():
        raw = RawMessage.objects.select_for_update().get(pk=raw_id)
        if raw.state == RawState.RECEIVED:
            forms = [address.lower() for address in settings.MAIL_FORM_SENDERS]
            policy_of = reading.Policy(settings.MAIL_TRUSTED_HOSTS, forms)
            mail = reading.read(bytes(raw.content), at=raw.received_at, policy_of=policy_of)
            storing.keep(raw, mail)
            workflow.parsed(raw, at=at)


def _deliver(raw_id: int, *, at: datetime) -> None:
    with transaction.atomic():
        raw = RawMessage.objects.select_for_update().get(pk=raw_id)
        if raw.state == RawState.PARSED:
            delivering.deliver(raw, at=at)


def _hold(raw_id: int, reason: str, *, at: datetime, error: str) -> None:
    with transaction.atomic():
        raw = RawMessage.objects.light().select_for_update().get(pk=raw_id)
        if not raw.is_finished:
            workflow.hold(raw, reason, at=at, error=error)


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, reading.TooComplex) else UNREADABLE


def receipt_of(raw: RawMessage) -> Receipt:
    return Receipt(raw.outcome, raw.pk, raw.number, raw.reason)


def unfinished(*, at: datetime) -> list[int]:
    """Stored messages that nobody is working at any more, oldest first."""
    waiting = RawMessage.objects.unfinished(at - SWEPT_AFTER).order_by("tried_at")
    return list(waiting.values_list("pk", flat=True)[:500])
