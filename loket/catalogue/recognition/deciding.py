"""The decision: written down by the desk, objected to or not, and then on the entry."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from loket.catalogue.recognition import granting, notifications, terms
from loket.catalogue.recognition.enums import Outcome, ProcedureState
from loket.catalogue.recognition.judging import held
from loket.catalogue.recognition.models import Procedure
from loket.catalogue.recognition.workflow import step
from loket.core.workflow import StaleState
from loket.core.working_days import local_date


def judge_again(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    """After an objection, or when no majority came: other people judge. Who voted does not come back."""
    with transaction.atomic():
        current = held(procedure)
        step(current, "judge_again", by=by, at=at, note=note, verdict="", **_UNDECIDED)
        current.seats.taken().update(released_at=at, release_reason="Anderen beoordelen opnieuw")
        notifications.to_applicant(current, "judged_again", at=at, note=note)


_UNDECIDED = {
    "outcome": "",
    "granted_level": "",
    "motivation": "",
    "conditions": "",
    "decided_at": None,
    "decided_by": None,
    "objection_until": None,
}


def decide(
    procedure: Procedure, *, outcome: str, level: str, motivation: str, conditions: str, by, at: datetime
) -> None:
    """Write the decision down: bound by the majority, free where none came. The term to object begins.

    What is decided after an objection stands at once. Raises ``ValidationError`` for an answer that does not follow.
    """
    with transaction.atomic():
        current = held(procedure)
        is_recognised = outcome == Outcome.RECOGNISED
        if current.state in (ProcedureState.TO_DECIDE, ProcedureState.UNDECIDED):
            _require_sound(current, outcome, level, motivation)
        decision = {
            "outcome": outcome,
            "granted_level": level if is_recognised else "",
            "motivation": motivation.strip(),
            "conditions": conditions.strip() if is_recognised else "",
            "decided_at": at,
            "decided_by": by,
            "objection_until": None if current.objected_at else terms.objection_until(at),
        }
        step(current, "decide", by=by, at=at, due_on=decision["objection_until"], **decision)
        notifications.to_applicant(current, "decided", at=at)
        if current.objected_at:
            conclude(current, by=None, at=at)


def _require_sound(procedure: Procedure, outcome: str, level: str, motivation: str) -> None:
    if outcome not in (Outcome.RECOGNISED, Outcome.REFUSED):
        raise ValidationError("Kies of de interventie wordt erkend.")
    if procedure.verdict and outcome != procedure.verdict:
        said = Outcome(procedure.verdict).label
        raise ValidationError(f"De meerderheid stemde: {said}. Het besluit kan daar niet van afwijken.")
    if outcome == Outcome.RECOGNISED and level not in terms.grantable_levels(procedure.level):
        raise ValidationError("Dit niveau is niet aangevraagd. Kies het gevraagde niveau of een lager.")
    if not motivation.strip():
        raise ValidationError("Schrijf de motivering van het besluit.")


def object_to(procedure: Procedure, *, by, at: datetime, note: str) -> None:
    """Object to the decision, within its term. Raises ``ValidationError`` without reasons or when it is too late."""
    if not note.strip():
        raise ValidationError("Schrijf waarom u het niet eens bent met het besluit.")
    with transaction.atomic():
        current = held(procedure)
        last = current.objection_until
        if last is not None and last < local_date(at):
            raise ValidationError("De termijn om bezwaar te maken is voorbij.")
        step(current, "object", by=by, at=at, note=note, objected_at=at, objection=note.strip())
        notifications.to_objection_desk(current, at=at)


def conclude(procedure: Procedure, *, by, at: datetime) -> None:
    """The decision stands: by the applicant who does not object, or by itself. A recognition goes on the entry."""
    with transaction.atomic():
        current = held(procedure)
        if current.state != ProcedureState.DECIDED:
            raise StaleState
        is_recognised = current.outcome == Outcome.RECOGNISED
        step(current, "recognise" if is_recognised else "refuse", by=by, at=at)
        if is_recognised:
            granting.grant(current, by=by, at=at)
        notifications.to_applicant(current, "concluded", at=at)


def conclude_due(*, at: datetime) -> int:
    """Conclude what nobody objected to in time, each in a transaction of its own. Returns how many."""
    done = 0
    for procedure in Procedure.objects.past_objection(local_date(at)).order_by("objection_until", "pk"):
        try:
            conclude(procedure, by=None, at=at)
        except StaleState:
            continue  # somebody pressed a button meanwhile
        done += 1
    return done
