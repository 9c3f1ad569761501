"""The path of a case, from pre-intake to publication: one table. Higher parts call ``step`` when something of theirs
moves the case (a decision, an accepted ask, a signed contract), inside their own transaction.
"""

from datetime import datetime

from loket.core.workflow import Transition, Workflow
from xperts.cases import permissions
from xperts.cases.enums import OPEN_STATES, State
from xperts.cases.models import Case, CaseHistory

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


def step(case: Case, name: str, *, by, at: datetime, note: str = "", **changes) -> CaseHistory:
    """Take a step. ``by`` None is the portal. Raises ``PermissionDenied``, ``StaleState``."""
    return CASES.apply(case, name, by=by, at=at, note=note, changed_at=at, **changes)
