"""The path of a case, from pre-intake to publication: one table. Higher parts call ``step`` when something of theirs
moves the case (a decision, an accepted ask, a signed contract), inside their own transaction.
"""

from datetime import datetime

from django.db import transaction

from loket.core.workflow import Transition, Workflow
from xperts.cases import clock, permissions, signals
from xperts.cases.enums import OPEN_STATES, State
from xperts.cases.models import Case, CaseHistory, Lateness

S = State
_portal = permissions.by_the_portal


def _from(*states: str) -> frozenset[str]:
    return frozenset(states)


CASES = Workflow(
    [
        Transition("prepare", _from(S.PRE_INTAKE), S.PREPARING, permissions.is_desk, "Door naar diagnose en aanvraag"),
        Transition("answer", _from(S.PRE_INTAKE), S.CLOSED, permissions.is_desk, "Beantwoord in laag 1 of 2"),
        Transition("hand_over", _from(S.PREPARING), S.WITH_KERNTEAM, _portal, "Aan het kernteam voorleggen"),
        Transition("grant", _from(S.WITH_KERNTEAM), S.GRANTED, _portal, "Toekennen"),
        Transition("reject", _from(S.WITH_KERNTEAM), S.REJECTED, _portal, "Afwijzen"),
        Transition("make_collective", _from(S.WITH_KERNTEAM, S.PRE_INTAKE), S.COLLECTIVE, _portal, "Collectief"),
        Transition("propose", _from(S.GRANTED), S.PROPOSED, _portal, "Aan een Xpert voorstellen"),
        Transition("decline", _from(S.PROPOSED), S.GRANTED, _portal, "Xpert kan niet"),
        Transition("accept", _from(S.PROPOSED), S.CONTRACT, _portal, "Xpert neemt aan"),
        Transition("start", _from(S.CONTRACT), S.RUNNING, _portal, "Contract getekend: beginnen"),
        Transition("evaluate", _from(S.RUNNING), S.EVALUATED, _portal, "Geëvalueerd"),
        Transition("publish", _from(S.EVALUATED), S.PUBLISHED, _portal, "Opbrengst geplaatst"),
        Transition("close", _from(S.EVALUATED, S.COLLECTIVE), S.CLOSED, permissions.is_desk, "Sluiten"),
        Transition("withdraw", frozenset(OPEN_STATES), S.WITHDRAWN, permissions.is_asker, "Aanvraag intrekken"),
    ],
    history=lambda: CaseHistory,
)
_MOMENTS = ("intake_due_at", "diagnosis_due_at", "diagnosed_at", "decision_due_at")
DECISIONS = frozenset({"grant", "reject", "make_collective"})
"""The steps by which the kernteam decides; they end the clock."""


def step(case: Case, name: str, *, by, at: datetime, note: str = "", **changes) -> CaseHistory:
    """Take a step, with all that it does to the terms. ``by`` None is the portal.

    A decision is dated ``at`` unless ``decided_at`` is given. A term that was over is noted as late, dated at the
    term. Raises ``PermissionDenied``, ``StaleState``.
    """
    term, due = case.term, case.next_due_at
    if name in DECISIONS and case.state == S.WITH_KERNTEAM:
        changes.setdefault("decided_at", at)
    values = {field: changes.get(field, getattr(case, field)) for field in _MOMENTS}
    told = {"changed_at": at, **clock.marks(CASES.transitions[name].target, values), **changes}
    with transaction.atomic():
        history = CASES.apply(case, name, by=by, at=at, note=note, **told)
        note_lateness(case, term, due, ended_at=told.get("decided_at") or at, at=at)
        signals.case_stepped.send(Case, case=case, name=name, by=by, at=at)
    return history


def note_lateness(case: Case, term: str | None, due: datetime | None, *, ended_at: datetime, at: datetime) -> None:
    """Keep that a term was missed, once, dated at the term; nothing when it was met."""
    if due is not None and ended_at > due:
        Lateness.objects.get_or_create(case=case, term=term, defaults={"due_at": due, "noted_at": max(at, ended_at)})


def held(case: Case) -> Case:
    """The case as it stands now, locked until the caller's transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("contact", "framework").get(pk=case.pk)


def withdraw(case: Case, *, by, at: datetime, note: str = "") -> None:
    """The asker needs it no longer. Twice is as once. Raises ``PermissionDenied``, ``StaleState``."""
    if case.state != S.WITHDRAWN:
        step(case, "withdraw", by=by, at=at, note=note)
