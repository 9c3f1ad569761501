"""The terms of a question: when its first answer and its solution are due.

The rule, also for the page that explains it. A term counts the hours in which the queue is open (``hours``). The clock
stands still while we wait for the asker: afterwards each term has as much open time left as it had. Waiting for others
does not stop it. *Beantwoord* stops it. A reopened question starts both terms anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from servicedesk import hours
from servicedesk.enums import RUNNING_STATES, ClockStep, State
from servicedesk.models import ClockRecord, Question, Queue

_MARKS = ("answer_due_at", "answered_at", "solve_due_at", "solved_at", "paused_at", "next_due_at")


@dataclass(frozen=True)
class Change:
    """What a step does to the terms: values of columns, and the steps of the clock to remember."""

    fields: dict[str, datetime | None]
    steps: tuple[str, ...] = ()
    stood_still: timedelta = timedelta()


def begun(queue: Queue, *, at: datetime) -> dict[str, datetime]:
    """The terms of a new question."""
    answer, solve = (hours.after(at, term, queue.opening) for term in (queue.answer_term, queue.solve_term))
    return {"answer_due_at": answer, "solve_due_at": solve, "next_due_at": min(answer, solve)}


def moved(question: Question, target: str, *, at: datetime, is_answer: bool = False) -> Change:
    """What going to the state ``target`` does; ``is_answer``: the asker gets an answer with it."""
    marks = {name: getattr(question, name) for name in _MARKS}
    steps: list[str] = []
    stood_still = timedelta()
    was_stopped = question.state not in (*RUNNING_STATES, State.WAIT_ASKER)
    if question.paused_at and target != State.WAIT_ASKER:
        stood_still = _resume(marks, at, question.queue.opening)
        steps.append(ClockStep.RESUME)
    if was_stopped and target in (*RUNNING_STATES, State.WAIT_ASKER):
        marks |= begun(question.queue, at=at) | {"answered_at": None, "solved_at": None}
        steps.append(ClockStep.RESTART)
    if is_answer and marks["answered_at"] is None:
        marks["answered_at"] = at
        steps.append(ClockStep.ANSWER)
    if target == State.WAIT_ASKER and marks["paused_at"] is None:
        marks["paused_at"] = at
        steps.append(ClockStep.PAUSE)
    if target not in (*RUNNING_STATES, State.WAIT_ASKER) and not was_stopped:
        marks["solved_at"] = at
        steps.append(ClockStep.STOP)
    marks["next_due_at"] = _next(marks) if target in RUNNING_STATES else None
    return Change(marks, tuple(steps), stood_still)


def _resume(marks: dict[str, datetime | None], at: datetime, opening: hours.Opening) -> timedelta:
    """Give each term that was not over the open time that it had left when the clock stopped."""
    since = marks["paused_at"]
    for name in ("answer_due_at", "solve_due_at"):
        left = hours.between(since, marks[name], opening)
        if marks[name] > since:
            marks[name] = hours.after(at, left, opening)
    marks["paused_at"] = None
    return hours.between(since, at, opening)


def _next(marks: dict[str, datetime | None]) -> datetime:
    return marks["solve_due_at"] if marks["answered_at"] else min(marks["answer_due_at"], marks["solve_due_at"])


def record(question: Question, change: Change, *, at: datetime) -> None:
    """Remember what happened, after the columns were filled."""
    ClockRecord.objects.bulk_create(
        ClockRecord(
            question=question,
            at=at,
            step=step,
            answer_due_at=question.answer_due_at,
            solve_due_at=question.solve_due_at,
            stood_still=change.stood_still if step == ClockStep.RESUME else timedelta(),
        )
        for step in change.steps
    )
