"""Which term of a case runs, until when, and when somebody is to be reminded of it. Nothing here stands still."""

from dataclasses import dataclass
from datetime import datetime

from xperts import deadlines
from xperts.cases.enums import State, Term

SOON, LATE = "soon", "late"
_COLUMNS = {
    State.PRE_INTAKE: "intake_due_at",
    State.PREPARING: "diagnosis_due_at",
    State.WITH_KERNTEAM: "decision_due_at",
}


@dataclass(frozen=True)
class Notice:
    """A reminder that is planned. ``day`` is of the fourteen, 14 for being late; 0 for the terms of the desk."""

    kind: str
    at: datetime
    day: int = 0


def notices(term: str, due: datetime) -> list[Notice]:
    """All reminders of a term, in order."""
    if term == Term.DECISION:
        return [Notice(f"day-{row.day}", row.at, row.day) for row in deadlines.reminders(due)]
    return [
        Notice(f"{term}-{SOON}", deadlines.warning(due)),
        Notice(f"{term}-{LATE}", deadlines.late_notice(due)),
    ]


def marks(state: str, values: dict) -> dict[str, datetime | None]:
    """The columns ``next_due_at`` and ``next_reminder_at`` of a case in this state with these moments."""
    is_diagnosed = state == State.PREPARING and values.get("diagnosed_at")
    due = None if is_diagnosed or state not in _COLUMNS else values.get(_COLUMNS[state])
    if due is None:
        return {"next_due_at": None, "next_reminder_at": None}
    term = {State.PRE_INTAKE: Term.INTAKE, State.PREPARING: Term.DIAGNOSIS}.get(state, Term.DECISION)
    return {"next_due_at": due, "next_reminder_at": notices(term, due)[0].at}
