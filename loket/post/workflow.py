"""The states of a raw message, and what staff do with one that is held."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from loket.core.workflow import Transition, Workflow
from loket.post import permissions
from loket.post.enums import UNFINISHED_STATES, Outcome, RawState
from loket.post.models import Message, RawHistory, RawMessage

REASON_LENGTH = 500
_UNFINISHED = frozenset(UNFINISHED_STATES)

RAW = Workflow(
    [
        Transition("parse", frozenset({RawState.RECEIVED}), RawState.PARSED, permissions.by_program, "Lezen"),
        Transition("route", frozenset({RawState.PARSED}), RawState.ROUTED, permissions.by_program, "Bezorgen"),
        Transition("hold", _UNFINISHED, RawState.HELD, permissions.by_program, "Vasthouden"),
        Transition("refuse", _UNFINISHED, RawState.REFUSED, permissions.by_program, "Weigeren"),
        Transition("retry", frozenset({RawState.HELD}), RawState.RECEIVED, permissions.can_handle, "Probeer opnieuw"),
        Transition("discard", frozenset({RawState.HELD}), RawState.REFUSED, permissions.can_handle, "Weggooien"),
    ],
    history=lambda: RawHistory,
)


def parsed(raw: RawMessage, *, at: datetime) -> None:
    RAW.apply(raw, "parse", by=None, at=at)


def finish(
    raw: RawMessage, step: str, outcome: str, *, at: datetime, reason: str = "", number: int | None = None
) -> None:
    """End the way of a message by ``route``, ``hold`` or ``refuse``."""
    told = {"outcome": outcome, "reason": reason[:REASON_LENGTH], "number": number, "finished_at": at}
    RAW.apply(raw, step, by=None, at=at, note=reason[:REASON_LENGTH], **told)


def hold(raw: RawMessage, reason: str, *, at: datetime, error: str = "") -> None:
    """Keep a message for a person to look at; ``error`` is for who keeps the portal running."""
    with transaction.atomic():
        finish(raw, "hold", Outcome.HELD, at=at, reason=reason)
        RawMessage.objects.filter(pk=raw.pk).update(error=error)


def retry(raw: RawMessage, *, by, at: datetime) -> None:
    """Let a held message in after all: it is read anew, and not held again for what staff have now seen.

    Raises ``PermissionDenied``, ``StaleState``, and ``ValidationError`` for a message of which only the start is there.
    """
    if raw.is_cut:
        raise ValidationError("Van dit bericht hebben wij alleen het begin. Vraag de afzender om een kleiner bericht.")
    with transaction.atomic():
        again = {"outcome": "", "reason": "", "error": "", "finished_at": None, "attempts": 0, "tried_at": at}
        RAW.apply(raw, "retry", by=by, at=at, is_released=True, **again)
        Message.objects.filter(raw=raw).delete()


def discard(raw: RawMessage, *, by, at: datetime, reason: str) -> None:
    """Throw a held message away. Raises ``ValidationError`` without a reason, ``PermissionDenied``, ``StaleState``."""
    if not reason.strip():
        raise ValidationError("Schrijf waarom dit bericht weg kan.")
    told = {"outcome": Outcome.REFUSED, "reason": reason.strip()[:REASON_LENGTH], "finished_at": at}
    RAW.apply(raw, "discard", by=by, at=at, note=reason.strip(), **told)
