"""Leersessies: the list, one session with its cases and yields, one case at its step."""

from dataclasses import dataclass

from django.utils.formats import date_format

from loket.core.working_days import AMSTERDAM
from network.regions import permissions
from network.regions.enums import CaseStep, Element, NeedState, SaidKind, SessionState
from network.regions.models import Case, LearnSession, Region
from network.regions.workflow.sessions import CASES, SAID_AT, SESSIONS


@dataclass(frozen=True)
class Guidance:
    """What to do at a step of the intervision: for who brought the case, and for the others."""

    for_bringer: str
    for_others: str
    minutes: int


GUIDANCE = {
    CaseStep.CASE: Guidance(
        "Vertel wat er speelt, wat al goed gaat en wat uw vraag is. Houd het kort.",
        "Luister. U hoeft nog niets op te lossen.",
        10,
    ),
    CaseStep.QUESTIONS: Guidance(
        "Beantwoord de vragen. Weet u iets niet? Zeg dat gerust.",
        "Stel vragen om het te begrijpen: wie, wat, waar, sinds wanneer? Nog geen advies.",
        15,
    ),
    CaseStep.TIPS: Guidance(
        "Luister alleen. Reageer nog niet en verdedig u niet.",
        "Geef tips. Wat werkte bij u? Bouw voort op wat al goed gaat.",
        15,
    ),
    CaseStep.TAKEN: Guidance(
        "Kies wat u meeneemt. Wat is uw eerste kleine stap, en wanneer?",
        "Luister wat de tips opleveren.",
        10,
    ),
    CaseStep.DONE: Guidance("Dank de anderen. Uw casus is klaar.", "Deze casus is klaar.", 0),
}


def when(row) -> str:
    """Day and times in words, on the clock of the Netherlands."""
    start, end = row.starts_at.astimezone(AMSTERDAM), row.ends_at.astimezone(AMSTERDAM)
    if start.date() == end.date():
        return f"{date_format(start, 'l j F Y')}, {start:%H.%M} tot {end:%H.%M} uur"
    return f"{date_format(start, 'j F Y')} {start:%H.%M} uur tot en met {date_format(end, 'j F Y')} {end:%H.%M} uur"


def listed(region: Region) -> dict:
    """What comes, what was harvested, and which needs still wait for a session."""
    rows = list(LearnSession.objects.of(region).select_related("region__network").prefetch_related("needs"))
    return {
        "coming": [_card(row, region) for row in rows if row.state == SessionState.PLANNED][::-1],
        "over": [_card(row, region) for row in rows if row.state != SessionState.PLANNED],
        "waiting": region.needs.filter(state=NeedState.OPEN).count(),
    }


def _card(session: LearnSession, region: Region) -> dict:
    return {
        "session": session,
        "when": when(session),
        "is_guest": session.region_id != region.pk,
        "needs": [need.title for need in session.needs.all()],
        "elements": [Element(code).label for code in session.elements],
    }


def session_page(session: LearnSession, user) -> dict:
    """A session with its cases and, per participant, what became noticeable and what is measured."""
    own_region = permissions.is_member(user, session.region)
    needs = list(session.needs.order_by("pk")) if own_region else []
    for need in needs:
        need.region = session.region
    return {
        "session": session,
        "when": when(session),
        "facts": _facts(session),
        "cases": _cases(session),
        "needs": needs,
        "noticed": list(session.noticed.select_related("person")),
        "measured": list(session.measured.select_related("by")),
        "joins": permissions.can_join_session(user, session),
        "leads": permissions.can_lead_session(user, session),
        "steps": [row.name for row in SESSIONS.available(session, user)],
        "history": list(session.history.select_related("by")),
    }


def _facts(session: LearnSession) -> list[tuple[str, str]]:
    return [
        ("Wanneer", when(session)),
        ("Waar", session.place),
        ("Samen met", ", ".join(str(guest) for guest in session.invited)),
        ("Werkzame elementen", ", ".join(Element(code).label for code in session.elements)),
    ]


def _cases(session: LearnSession) -> list[Case]:
    rows = list(session.cases.select_related("by"))
    for row in rows:
        row.session = session
    return rows


def case_page(case: Case, user) -> dict:
    """A case at the step where it is now, with everything that was said so far."""
    step = CaseStep(case.state)
    said = list(case.said.select_related("by"))
    for row in said:
        row.case = case
    is_bringer = user.is_authenticated and case.by_id == user.pk
    kind = SAID_AT.get(step)
    names = [row.name for row in CASES.available(case, user)]
    return {
        "case": case,
        "session": case.session,
        "step": step,
        "number": list(CaseStep).index(step) + 1,
        "steps": [(row.label, "") for row in list(CaseStep)[:-1]],
        "guidance": GUIDANCE[step],
        "is_bringer": is_bringer,
        "questions": [row for row in said if row.kind == SaidKind.QUESTION],
        "tips": [row for row in said if row.kind == SaidKind.TIP],
        "taken": [row for row in said if row.kind == SaidKind.TAKEN],
        "says": _may_say(kind, case, user, is_bringer=is_bringer),
        "back": next((CASES.transitions[name] for name in names if name.startswith("back")), None),
        "onward": next((CASES.transitions[name] for name in names if not name.startswith("back")), None),
        "may_change": permissions.can_change_case(user, case),
    }


def _may_say(kind: SaidKind | None, case: Case, user, *, is_bringer: bool) -> str:
    """What this person can add now, as the label of the field; empty for nothing."""
    if kind is None or not permissions.can_join_session(user, case.session):
        return ""
    if kind == SaidKind.TAKEN:
        return "Wat neem ik mee?" if is_bringer else ""
    if is_bringer:
        return ""
    return "Uw vraag" if kind == SaidKind.QUESTION else "Uw tip"
