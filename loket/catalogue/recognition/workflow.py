"""From application to recognition: the one table, and the acts of applicant and desk up to the judging.

Who judges and how is counted stands in ``judging.py``; what is put on the entry in ``granting.py``.
"""

import hashlib
import json
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.catalogue.models import Entry
from loket.catalogue.recognition import notifications, permissions, terms
from loket.catalogue.recognition.enums import (
    CLOSED_STATES,
    OPEN_STATES,
    ROUND_OF,
    SHEET_STATES,
    ProcedureState,
)
from loket.catalogue.recognition.models import Procedure, ProcedureHistory, SheetComment
from loket.core.workflow import History, StaleState, Transition, Workflow

S = ProcedureState


def _row(name: str, sources, target: str, allowed, label: str) -> Transition:
    return Transition(name, frozenset(sources), target, allowed, label)


PROCEDURES = Workflow(
    [
        _row("pass_scan", [S.APPLIED], S.SHEET, permissions.steers, "Compleet genoeg: verder"),
        _row("send_back", [S.APPLIED], S.RETURNED, permissions.steers, "Terug naar de aanvrager"),
        _row("apply_again", [S.RETURNED], S.APPLIED, permissions.is_applicant, "Opnieuw aanvragen"),
        _row("submit_sheet", [S.SHEET], S.FEEDBACK_1, permissions.is_applicant, "Werkblad indienen"),
        _row("send_feedback", [S.FEEDBACK_1], S.REVISION_1, permissions.steers, "Feedback versturen"),
        _row("submit_revision", [S.REVISION_1], S.FEEDBACK_2, permissions.is_applicant, "Verbeterd werkblad indienen"),
        _row("send_last_feedback", [S.FEEDBACK_2], S.REVISION_2, permissions.steers, "Feedback versturen"),
        _row("submit_final", [S.REVISION_2], S.READY, permissions.is_applicant, "Definitief indienen"),
        _row("ask_advice", [S.READY], S.ADVICE, permissions.steers_to_sub_committee, "Advies vragen"),
        _row("open_judging", [S.READY, S.ADVICE], S.JUDGING, permissions.steers, "Beoordeling openen"),
        _row("next_round", [S.JUDGING], S.JUDGING, permissions.happens_by_itself, "Volgende stemronde"),
        _row("reach_majority", [S.JUDGING], S.TO_DECIDE, permissions.happens_by_itself, "Meerderheid"),
        _row("stay_divided", [S.JUDGING], S.UNDECIDED, permissions.happens_by_itself, "Geen meerderheid"),
        _row("judge_again", [S.UNDECIDED, S.OBJECTED], S.READY, permissions.steers, "Opnieuw laten beoordelen"),
        _row("decide", [S.TO_DECIDE, S.UNDECIDED], S.DECIDED, permissions.decides, "Besluit schrijven"),
        _row("object", [S.DECIDED], S.OBJECTED, permissions.can_object, "Bezwaar maken"),
        _row("recognise", [S.DECIDED], S.RECOGNISED, permissions.ends_recognised, "Ik maak geen bezwaar"),
        _row("refuse", [S.DECIDED], S.REFUSED, permissions.ends_refused, "Ik maak geen bezwaar"),
        _row("withdraw", OPEN_STATES, S.WITHDRAWN, permissions.is_applicant, "Aanvraag intrekken"),
    ],
    history=lambda: ProcedureHistory,
)
_SUBMITS = {S.SHEET: "submit_sheet", S.REVISION_1: "submit_revision", S.REVISION_2: "submit_final"}
_FEEDBACKS = {S.FEEDBACK_1: "send_feedback", S.FEEDBACK_2: "send_last_feedback"}


class ProcedureRunning(Exception):
    """The text is a sentence for the person who pressed the button."""

    def __init__(self) -> None:
        super().__init__("Voor deze interventie loopt al een aanvraag. Wacht tot die is afgerond.")


class SomebodyElseWrote(Exception):
    """A colleague kept this part of the sheet meanwhile; what was typed is not written over it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} heeft dit onderdeel intussen ook veranderd. Vergelijk de teksten en bewaar opnieuw.")


def step(procedure: Procedure, name: str, *, by, at: datetime, note: str = "", **changes) -> History:
    """Take a step of the table and set what follows from the new state: since when, and until when."""
    target = PROCEDURES.transitions[name].target
    changes = {"state_since": at, "due_on": terms.due_on(target, at), **changes}
    if target in CLOSED_STATES:
        changes["closed_at"] = at
    return PROCEDURES.apply(procedure, name, by=by, at=at, note=note, **changes)


def apply(entry: Entry, *, level: str, reason: str, by, at: datetime, is_example: bool = False) -> Procedure:
    """Ask for recognition; the sheet begins with what the entry says already.

    Raises ``PermissionDenied``, and ``ProcedureRunning`` when an application is on its way.
    """
    if not permissions.can_apply(by, entry):
        raise PermissionDenied("Alleen de eigenaar vraagt erkenning aan, voor een gepubliceerde interventie.")
    try:
        with transaction.atomic():
            procedure = Procedure.objects.create(
                entry=entry,
                applicant=by,
                level=level,
                reason=reason.strip(),
                state_since=at,
                due_on=terms.due_on(S.APPLIED, at),
                applied_at=at,
                sheet=entry.content.get("fields", {}),
                is_example=is_example,
            )
            ProcedureHistory.objects.create(subject=procedure, at=at, by=by, act="apply", to_state=S.APPLIED)
            notifications.to_desk(procedure, "applied", at=at)
    except IntegrityError as error:  # a second tab was first: the constraint one_open_procedure
        raise ProcedureRunning from error
    return procedure


def pass_scan(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    with transaction.atomic():
        step(procedure, "pass_scan", by=by, at=at, note=note)
        notifications.to_applicant(procedure, "sheet_opened", at=at, note=note)


def send_back(procedure: Procedure, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf wat er nog ontbreekt. De aanvrager krijgt deze uitleg.")
    with transaction.atomic():
        step(procedure, "send_back", by=by, at=at, note=note)
        notifications.to_applicant(procedure, "sent_back", at=at, note=note)


def apply_again(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    with transaction.atomic():
        step(procedure, "apply_again", by=by, at=at, note=note)
        notifications.to_desk(procedure, "applied", at=at)


def digest(sheet: dict, keys) -> str:
    """A mark of what these fields say, to see whether somebody changed them since a form was shown."""
    shown = json.dumps([sheet.get(key) or "" for key in keys], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def save_sheet(procedure: Procedure, changes: dict, *, shown: str, by, at: datetime) -> None:
    """Keep these fields of the sheet, beside what another window keeps of the rest; an empty value clears a field.

    ``shown`` is the ``digest`` of the fields as the form first showed them. Raises ``StaleState`` when the sheet is
    with the desk, ``SomebodyElseWrote`` when a colleague changed the same fields.
    """
    if not permissions.can_write_sheet(by, procedure):
        raise PermissionDenied("Dit werkblad is niet van u.")
    with transaction.atomic():
        held = Procedure.objects.select_for_update(of=["self"]).select_related("saved_by").get(pk=procedure.pk)
        if held.state not in SHEET_STATES:
            raise StaleState
        is_other = held.saved_by_id not in (None, by.pk)
        if is_other and shown and shown != digest(held.sheet, changes):
            raise SomebodyElseWrote(str(held.saved_by))
        sheet = {key: value for key, value in (held.sheet | changes).items() if value not in ("", None, [])}
        Procedure.objects.filter(pk=held.pk).update(sheet=sheet, saved_at=at, saved_by=by)
    procedure.sheet, procedure.saved_at, procedure.saved_by = sheet, at, by


def submit(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    """Hand the sheet to the desk: for feedback, or after two rounds to be judged.

    Raises ``ValidationError`` naming what the level needs and is not there yet.
    """
    with transaction.atomic():
        held = Procedure.objects.select_for_update().get(pk=procedure.pk)
        name = _named(held, _SUBMITS)
        missing = terms.missing_labels(procedure.entry.kind, held.level, held.sheet)
        if missing and permissions.is_applicant(by, procedure):
            raise ValidationError(f"Vul eerst nog in: {', '.join(missing)}.")
        procedure.state, procedure.sheet = held.state, held.sheet
        step(procedure, name, by=by, at=at, note=note)
        procedure.comments.filter(is_resolved=False, is_answer=False).update(is_resolved=True)
        notifications.to_desk(procedure, "submitted", at=at)


def _named(procedure: Procedure, names: dict) -> str:
    """The step that this press means now; ``StaleState`` when somebody pressed before."""
    if procedure.state not in names:
        raise StaleState
    return names[procedure.state]


def send_feedback(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    """Close a feedback round. Raises ``ValidationError`` without a word or a comment."""
    with transaction.atomic():
        name = _named(procedure, _FEEDBACKS)
        number = ROUND_OF[ProcedureState(procedure.state)]
        comments = procedure.comments.filter(round=number, is_answer=False)
        if not note.strip() and not comments.exists():
            raise ValidationError("Schrijf een toelichting, of zet een opmerking bij een veld.")
        step(procedure, name, by=by, at=at, note=note)
        notifications.to_applicant(procedure, "feedback", at=at, note=note, number=number, count=comments.count())


def comment(procedure: Procedure, *, field: str, text: str, by, at: datetime) -> SheetComment:
    """Say something about a field. Raises ``StaleState`` when the round closed meanwhile."""
    if not text.strip():
        raise ValidationError("Schrijf eerst uw opmerking.")
    with transaction.atomic():
        held = Procedure.objects.with_people().select_for_update(of=["self"]).get(pk=procedure.pk)
        if held.state not in ROUND_OF:
            raise StaleState
        if not permissions.can_comment(by, held):
            raise PermissionDenied("U kunt bij dit werkblad nu geen opmerking plaatsen.")
        told = {
            "field": field,
            "round": ROUND_OF[ProcedureState(held.state)],
            "author": by,
            "text": text.strip(),
            "is_answer": permissions.is_applicant(by, held),
        }
        return held.comments.filter(**told).first() or SheetComment.objects.create(procedure=held, at=at, **told)


def resolve(row: SheetComment, *, by) -> None:
    """The applicant says that a comment is dealt with."""
    if not permissions.is_applicant(by, row.procedure) or row.procedure.state not in SHEET_STATES:
        raise PermissionDenied("Deze opmerking is niet aan u.")
    SheetComment.objects.filter(pk=row.pk).update(is_resolved=True)


def withdraw(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    """Stop, from any open state. Who was asked to judge is thanked and need not go on."""
    with transaction.atomic():
        step(procedure, "withdraw", by=by, at=at, note=note)
        notifications.to_desk(procedure, "withdrawn", at=at, note=note)
        for seat in procedure.seats.taken().select_related("assessor__person"):
            seat.procedure = procedure
            notifications.to_seat(seat, "stopped", at=at)
