"""Writing down what the programme is steered by, and every step that it takes."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import local_date
from loket.monitoring.steering.enums import OVER_STATES, ActionState, DealState, Outcome, PilotState, RiskState
from loket.monitoring.steering.models import (
    ActionPoint,
    ActionPointHistory,
    Deal,
    DealHistory,
    Measure,
    Pilot,
    PilotHistory,
    Risk,
    RiskHistory,
    Steered,
)
from loket.monitoring.steering.permissions import can_steer, can_step

A, P, R, D = ActionState, PilotState, RiskState, DealState
ONLY_COORDINATORS = "Alleen een coördinator doet dit."
END, REOPEN = "end", "reopen"
# Of which a change stands in the history with the old and the new value.
_TOLD = ("due_on", "owner", "phase", "chance", "impact", "organisation")

ACTIONS = Workflow(
    (
        Transition("start", frozenset({A.PLANNED}), A.RUNNING, can_step, "Begonnen"),
        Transition("finish", frozenset({A.PLANNED, A.RUNNING}), A.DONE, can_step, "Klaar"),
        Transition("drop", frozenset({A.PLANNED, A.RUNNING}), A.DROPPED, can_steer, "Vervalt"),
        Transition(REOPEN, frozenset({A.DONE, A.DROPPED}), A.RUNNING, can_step, "Toch nog open"),
    ),
    history=lambda: ActionPointHistory,
)
PILOTS = Workflow(
    (
        Transition("start", frozenset({P.PLANNED}), P.RUNNING, can_step, "Begonnen"),
        Transition(END, frozenset({P.RUNNING}), P.ENDED, can_steer, "Afronden met een besluit"),
        Transition("drop", frozenset({P.PLANNED, P.RUNNING}), P.DROPPED, can_steer, "Gaat niet door"),
        Transition(REOPEN, frozenset({P.ENDED, P.DROPPED}), P.RUNNING, can_steer, "Toch nog open"),
    ),
    history=lambda: PilotHistory,
)
RISKS = Workflow(
    (
        Transition("happen", frozenset({R.OPEN}), R.HAPPENED, can_step, "Is opgetreden"),
        Transition("close", frozenset({R.OPEN, R.HAPPENED}), R.CLOSED, can_steer, "Niet meer aan de orde"),
        Transition(REOPEN, frozenset({R.HAPPENED, R.CLOSED}), R.OPEN, can_steer, "Weer in beeld"),
    ),
    history=lambda: RiskHistory,
)
DEALS = Workflow(
    (
        Transition("keep", frozenset({D.OPEN}), D.KEPT, can_step, "Nagekomen"),
        Transition("break", frozenset({D.OPEN}), D.BROKEN, can_steer, "Niet nagekomen"),
        Transition("drop", frozenset({D.OPEN}), D.DROPPED, can_steer, "Vervalt"),
        Transition(REOPEN, frozenset({D.KEPT, D.BROKEN, D.DROPPED}), D.OPEN, can_step, "Loopt toch nog"),
    ),
    history=lambda: DealHistory,
)
WORKFLOWS: dict[type[Steered], Workflow] = {ActionPoint: ACTIONS, Pilot: PILOTS, Risk: RISKS, Deal: DEALS}
_HISTORIES = {ActionPoint: ActionPointHistory, Pilot: PilotHistory, Risk: RiskHistory, Deal: DealHistory}


@dataclass(frozen=True)
class Verdict:
    """How a pilot ended: ``reach`` in professionals, ``appreciation`` a mark of 1 to 10 if there was one."""

    outcome: Outcome
    reason: str
    result: str
    reach: int
    appreciation: Decimal | None = None


@transaction.atomic
def keep(item: Steered, *, by, at: datetime) -> Steered:
    """Write a new one, or one that changed; another last day, owner or score stands in the history.

    Raises ``PermissionDenied`` for who may not, ``StaleState`` when it was closed meanwhile.
    """
    if not can_steer(by):
        raise PermissionDenied(ONLY_COORDINATORS)
    before = type(item).objects.select_for_update(of=("self",)).filter(pk=item.pk).first() if item.pk else None
    if before is not None and before.state != item.state:
        raise StaleState
    if before is None:
        item.made_at = at
    item.save()
    act = "change" if before else "make"
    note = _changes(before, item) if before else ""
    _HISTORIES[type(item)].objects.create(subject=item, at=at, by=by, act=act, to_state=item.state, note=note)
    return item


def _changes(before: Steered, item: Steered) -> str:
    fields = [item._meta.get_field(name) for name in _TOLD if hasattr(item, name)]
    pairs = [(field.verbose_name, *_shown(before, item, field.name)) for field in fields]
    return ". ".join(f"{name}: {old} → {new}".capitalize() for name, old, new in pairs if old != new)


def _shown(before: Steered, item: Steered, name: str) -> list[str]:
    display = f"get_{name}_display"
    values = [getattr(row, display)() if hasattr(row, display) else getattr(row, name) for row in (before, item)]
    return [f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value or "niemand") for value in values]


def step(item: Steered, name: str, *, by, at: datetime, note: str = "") -> None:
    """Take a step of the table; a pilot ends by ``end_pilot``. Raises ``StaleState``, ``PermissionDenied``."""
    if name == END:
        raise PermissionDenied("Een pilot eindigt met een besluit en een reden.")
    _apply(item, name, by=by, at=at, note=note)


def end_pilot(pilot: Pilot, verdict: Verdict, *, by, at: datetime) -> None:
    """It goes on, changes, stops or is rolled out, with the reason (000, paragraph 4.3)."""
    if not verdict.reason.strip() or not verdict.result.strip():
        raise ValidationError("Schrijf op wat de pilot opleverde, en waarom u dit besluit neemt.")
    told = {
        "outcome": verdict.outcome,
        "reason": verdict.reason.strip(),
        "result": verdict.result.strip(),
        "reach": verdict.reach,
        "appreciation": verdict.appreciation,
    }
    note = f"{Outcome(verdict.outcome).label}. {verdict.reason.strip()}"
    _apply(pilot, END, by=by, at=at, note=note, **told)


def _apply(item: Steered, name: str, *, by, at: datetime, note: str, **changes) -> None:
    table = WORKFLOWS[type(item)]
    changes["closed_on"] = local_date(at) if table.transitions[name].target in OVER_STATES else None
    if isinstance(item, Pilot) and name == REOPEN:
        changes["outcome"] = ""
    table.apply(item, name, by=by, at=at, note=note, **changes)


def add_measure(risk: Risk, text: str, *, due_on: date | None, by, at: datetime) -> Measure:
    if not can_step(by, risk):
        raise PermissionDenied(ONLY_COORDINATORS)
    if not text.strip():
        raise ValidationError("Schrijf op wat u doet om het risico kleiner te maken.")
    with transaction.atomic():
        made = Measure.objects.create(risk=risk, text=text.strip()[:300], due_on=due_on)
        _note(risk, "measure", f"Maatregel: {made.text}", by=by, at=at)
    return made


@transaction.atomic
def settle_measure(measure: Measure, *, is_done: bool, by, at: datetime) -> None:
    """Done, or after all not; the same twice changes nothing."""
    if not can_step(by, measure.risk):
        raise PermissionDenied(ONLY_COORDINATORS)
    done_on = local_date(at) if is_done else None
    rows = Measure.objects.filter(pk=measure.pk, done_on__isnull=is_done)
    if rows.update(done_on=done_on):
        measure.done_on = done_on
        _note(measure.risk, "measure", f"{'Gedaan' if is_done else 'Toch nog open'}: {measure.text}", by=by, at=at)


def _note(risk: Risk, act: str, note: str, *, by, at: datetime) -> None:
    state = {"from_state": risk.state, "to_state": risk.state}
    RiskHistory.objects.create(subject=risk, at=at, by=by, act=act, note=note, **state)
