"""Leersessies: planning, cases that go through their steps, and the harvest."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState, Transition, Workflow
from network.regions import notifications, permissions
from network.regions.enums import CaseStep, NeedState, SaidKind, SessionState
from network.regions.models import (
    Case,
    CaseHistory,
    LearnSession,
    Measured,
    Need,
    Noticed,
    Region,
    Said,
    SessionHistory,
)
from network.regions.models.session import MOST_CHANGES
from network.regions.workflow import needs

S, C = SessionState, CaseStep

SESSIONS = Workflow(
    [
        Transition("harvest", frozenset({S.PLANNED}), S.HARVESTED, permissions.can_lead_session, "Oogsten"),
        Transition("reopen", frozenset({S.HARVESTED}), S.PLANNED, permissions.can_lead_session, "Weer openzetten"),
        Transition("cancel", frozenset({S.PLANNED}), S.CANCELLED, permissions.can_lead_session, "Gaat niet door"),
    ],
    history=lambda: SessionHistory,
)
CASES = Workflow(
    [
        Transition("to_questions", frozenset({C.CASE}), C.QUESTIONS, permissions.can_guide_case, "Naar de vragen"),
        Transition("to_tips", frozenset({C.QUESTIONS}), C.TIPS, permissions.can_guide_case, "Naar de tips"),
        Transition("to_taken", frozenset({C.TIPS}), C.TAKEN, permissions.can_guide_case, "Naar wat ik meeneem"),
        Transition("finish", frozenset({C.TAKEN}), C.DONE, permissions.can_guide_case, "Casus afronden"),
        Transition("back_to_case", frozenset({C.QUESTIONS}), C.CASE, permissions.can_guide_case, "Een stap terug"),
        Transition("back_to_questions", frozenset({C.TIPS}), C.QUESTIONS, permissions.can_guide_case, "Een stap terug"),
        Transition("back_to_tips", frozenset({C.TAKEN}), C.TIPS, permissions.can_guide_case, "Een stap terug"),
        Transition("back_to_taken", frozenset({C.DONE}), C.TAKEN, permissions.can_guide_case, "Een stap terug"),
    ],
    history=lambda: CaseHistory,
)
SAID_AT = {C.QUESTIONS: SaidKind.QUESTION, C.TIPS: SaidKind.TIP, C.TAKEN: SaidKind.TAKEN}
"""What can be said at which step; at the others nothing."""


def plan(
    region: Region, content: dict, *, by, at: datetime, taken_up: list[Need] = (), guests: list[Region] = ()
) -> LearnSession:
    """Plan a session, with the needs that it takes up. Members hear of it, and facilitators of regions asked along."""
    if not permissions.can_write(by, region):
        raise PermissionDenied("Alleen leden plannen een leersessie.")
    session = LearnSession(region=region, by=by, created_at=at, **content)
    session.full_clean(exclude=["region", "by", "event"])
    with transaction.atomic():
        session.save()
        session.guests.set(guests)
        SessionHistory.objects.create(subject=session, at=at, by=by, act="plan", to_state=session.state)
        for need in taken_up:
            needs.take_up(need, session, by=by, at=at)
        notifications.session_planned(session, at=at)
    return session


def change(session: LearnSession, content: dict, *, by, at: datetime) -> None:
    """Change what the session says. Who was asked hears of another time or place."""
    if not permissions.can_lead_session(by, session) or session.state != S.PLANNED:
        raise PermissionDenied("Deze leersessie kunt u nu niet wijzigen.")
    told = any(getattr(session, name) != content.get(name) for name in ("starts_at", "ends_at", "place", "title"))
    for name, value in content.items():
        setattr(session, name, value)
    session.full_clean(exclude=["region", "by", "event"])
    with transaction.atomic():
        session.sequence += told
        session.save(update_fields=[*content, "sequence"])
        SessionHistory.objects.create(subject=session, at=at, by=by, act="change")
        if told:
            notifications.session_planned(session, at=at)


def cancel(session: LearnSession, *, by, at: datetime, note: str) -> None:
    """It does not go on: its needs stay listed as open, and calendars take it out."""
    if not note.strip():
        raise ValidationError("Schrijf kort waarom de leersessie niet doorgaat.")
    with transaction.atomic():
        SESSIONS.apply(session, "cancel", by=by, at=at, note=note.strip(), sequence=session.sequence + 1)
        _let_go(session, by=by, at=at)
        notifications.session_cancelled(session, note=note.strip(), at=at)


def harvest(session: LearnSession, *, by, at: datetime, summary: str, is_shared: bool) -> None:
    """Write down what came of it. Needs that were not answered stay listed as open (004: not all were addressed)."""
    if not summary.strip():
        raise ValidationError("Schrijf kort wat de leersessie opleverde.")
    with transaction.atomic():
        SESSIONS.apply(session, "harvest", by=by, at=at, summary=summary.strip(), is_shared=is_shared)
        _let_go(session, by=by, at=at)


def reopen(session: LearnSession, *, by, at: datetime) -> None:
    SESSIONS.apply(session, "reopen", by=by, at=at, is_shared=False)


def _let_go(session: LearnSession, *, by, at: datetime) -> None:
    for need in session.needs.filter(state=NeedState.IN_SESSION).select_related("region__network"):
        needs.leave(need, by=by, at=at)


def bring(session: LearnSession, content: dict, *, by, at: datetime) -> Case:
    """Bring a case in."""
    _require_part(by, session)
    if session.state != S.PLANNED:
        raise StaleState
    case = Case(session=session, by=by, at=at, **content)
    case.full_clean(exclude=["session", "by"])
    with transaction.atomic():
        case.save()
        CaseHistory.objects.create(subject=case, at=at, by=by, act="bring", to_state=case.state)
    return case


def step(case: Case, name: str, *, by, at: datetime) -> None:
    """To the next step or back. Raises ``StaleState`` when somebody else went on first."""
    CASES.apply(case, name, by=by, at=at)


def say(case: Case, text: str, *, by, at: datetime) -> Said:
    """A question, tip or what one takes along, according to the step at which the case is now.

    Tips and questions come from the others, what is taken along from who brought the case. Raises ``StaleState`` when
    nothing can be said at this step.
    """
    _require_part(by, case.session)
    kind = SAID_AT.get(case.state)
    if kind is None:
        raise StaleState
    if kind == SaidKind.TAKEN and case.by_id != by.pk:
        raise PermissionDenied("Wie de casus inbracht, schrijft wat hij of zij meeneemt.")
    said = Said(case=case, kind=kind, text=text.strip(), by=by, at=at)
    said.full_clean(exclude=["case", "by"])
    with transaction.atomic():
        if not Case.objects.select_for_update().filter(pk=case.pk, state=case.state).exists():
            raise StaleState
        said.save()
    return said


def reply(said: Said, text: str, *, by, at: datetime) -> None:
    """Who brought the case answers a clarifying question."""
    if said.kind != SaidKind.QUESTION or said.case.by_id != by.pk:
        raise PermissionDenied("Wie de casus inbracht, beantwoordt de vragen.")
    said.answer = text.strip()
    said.full_clean(exclude=["case", "by"])
    said.save(update_fields=["answer"])


def notice(session: LearnSession, role: str, changes: list[str], *, by, at: datetime) -> Noticed:
    """*Merkbaar*: one to three changes in one role; saying it again in that role replaces what was said."""
    _require_part(by, session)
    told = [text.strip() for text in changes if text.strip()][:MOST_CHANGES]
    if not told:
        raise ValidationError("Schrijf ten minste één verandering op.")
    row = Noticed(session=session, person=by, role=role, changes=told, at=at)
    row.full_clean(exclude=["session", "person"], validate_constraints=False, validate_unique=False)
    fields = {"changes": told, "at": at}
    return Noticed.objects.update_or_create(session=session, person=by, role=role, defaults=fields)[0]


def measure(session: LearnSession, content: dict, *, by, at: datetime) -> Measured:
    """*Meetbaar*: who measures what."""
    _require_part(by, session)
    row = Measured(session=session, by=by, at=at, **content)
    row.full_clean(exclude=["session", "by"])
    row.save()
    return row


def _require_part(user, session: LearnSession) -> None:
    if not permissions.can_join_session(user, session):
        raise PermissionDenied("Deze leersessie is voor leden van de regio's die meedoen.")
