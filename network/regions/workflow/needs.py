"""The life of a learning need, from open to answered or lapsed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import Transition, Workflow
from network.regions import permissions
from network.regions.enums import UNANSWERED, NeedState
from network.regions.models import Answer, LearnSession, Need, NeedHistory, Region

S = NeedState

NEEDS = Workflow(
    [
        Transition("take_up", frozenset({S.OPEN}), S.IN_SESSION, permissions.by_a_session, "In een sessie"),
        Transition("leave", frozenset({S.IN_SESSION}), S.OPEN, permissions.by_a_session, "Uit de sessie"),
        Transition("answer", frozenset(UNANSWERED), S.ANSWERED, permissions.can_write_need, "Dit is het antwoord"),
        Transition("lapse", frozenset(UNANSWERED), S.LAPSED, permissions.can_write_need, "Laten vervallen"),
        Transition("reopen", frozenset({S.ANSWERED, S.LAPSED}), S.OPEN, permissions.can_write_need, "Weer openzetten"),
    ],
    history=lambda: NeedHistory,
)


def ask(region: Region, content: dict, *, by, at: datetime) -> Need:
    """Write down a learning need."""
    if not permissions.can_write(by, region):
        raise PermissionDenied("Alleen leden stellen een leervraag.")
    need = Need(region=region, by=by, created_at=at, changed_at=at, **content)
    need.full_clean(exclude=["region", "by"])
    with transaction.atomic():
        need.save()
        NeedHistory.objects.create(subject=need, at=at, by=by, act="ask", to_state=need.state)
    return need


def change(need: Need, content: dict, *, by, at: datetime) -> None:
    if not permissions.can_write_need(by, need):
        raise PermissionDenied("Alleen leden wijzigen een leervraag.")
    for name, value in content.items():
        setattr(need, name, value)
    need.changed_at = at
    need.full_clean(exclude=["region", "by", "session"])
    with transaction.atomic():
        need.save(update_fields=[*content, "changed_at"])
        NeedHistory.objects.create(subject=need, at=at, by=by, act="change")


def take_up(need: Need, session: LearnSession, *, by, at: datetime) -> None:
    """Put an open need on the programme of a session. Raises ``ValidationError`` for a session of others."""
    if need.region_id != session.region_id:
        raise ValidationError("Deze leervraag is van een andere regio.")
    NEEDS.apply(need, "take_up", by=by, at=at, session=session, changed_at=at)


def leave(need: Need, *, by, at: datetime) -> None:
    """Off the programme again: it stays listed as open."""
    NEEDS.apply(need, "leave", by=by, at=at, session=None, changed_at=at)


def add_answer(need: Need, content: dict, *, by, at: datetime, is_enough: bool) -> Answer:
    """Write down an answer with its source; ``is_enough`` makes the need answered."""
    if not permissions.can_write_need(by, need):
        raise PermissionDenied("Alleen leden geven een antwoord.")
    answer = Answer(need=need, session_id=need.session_id, by=by, at=at, **content)
    answer.full_clean(exclude=["need", "session", "by"])
    with transaction.atomic():
        answer.save()
        if is_enough:
            NEEDS.apply(need, "answer", by=by, at=at, changed_at=at)
    return answer


def lapse(need: Need, *, by, at: datetime, note: str) -> None:
    """It is no longer asked; the reason is kept. Raises ``ValidationError`` without one."""
    if not note.strip():
        raise ValidationError("Schrijf kort waarom deze leervraag vervalt.")
    NEEDS.apply(need, "lapse", by=by, at=at, note=note.strip(), session=None, changed_at=at)


def reopen(need: Need, *, by, at: datetime) -> None:
    NEEDS.apply(need, "reopen", by=by, at=at, session=None, changed_at=at)
