"""Putting a question before the Expertgroep Gezonde School, and what they say of it (000 §3.6).

The group advises the desk, not the asker: an advice is an internal note with the question. What the asker hears of it
is what staff write in their answer.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts.models import User
from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import add_working_days, local_date
from servicedesk import answering, words
from servicedesk import workflow as questions
from servicedesk.consulting import notifications, permissions
from servicedesk.consulting.enums import STANDING_STATES, ConsultationState
from servicedesk.consulting.models import Advice, Adviser, Consultation, ConsultationHistory
from servicedesk.enums import MessageKind, State
from servicedesk.models import Message, Question, QuestionHistory

S = ConsultationState
_STANDING = frozenset(STANDING_STATES)
USUAL_DAYS = 5
MOST_DAYS = 30

CONSULTATIONS = Workflow(
    [
        Transition("advise", _STANDING, S.ADVISED, permissions.can_advise, "Advies geven"),
        Transition("close", frozenset({S.ADVISED}), S.CLOSED, permissions.can_handle, "Afronden"),
        Transition("withdraw", frozenset({S.ASKED}), S.WITHDRAWN, permissions.can_handle, "Intrekken"),
    ],
    history=lambda: ConsultationHistory,
)


def due_on(at: datetime, days: int) -> date:
    """The last day on which an advice is in time: so many working days after today."""
    return add_working_days(local_date(at), days)


def members(day: date) -> list[Adviser]:
    rows = Adviser.objects.filter(person__is_active=True).select_related("person")
    return [row for row in rows if row.is_member(day)]


def put(question: Question, *, title: str, text: str, days: int, waits: bool, by, at: datetime) -> Consultation:
    """Put a question before all members, in the desk's own words. ``waits``: the question waits for others meanwhile.

    Raises ``ValidationError`` without members and when it is before them already, ``PermissionDenied``.
    """
    if not permissions.can_handle(by):
        raise PermissionDenied("Alleen de servicedesk legt vragen voor.")
    people = [row.person for row in members(local_date(at))]
    if not people:
        raise ValidationError("De expertgroep heeft nog geen leden. Voeg die eerst toe.")
    told = {"title": title.strip(), "text": text.strip(), "due_on": due_on(at, days)}
    try:
        with transaction.atomic():
            made = Consultation.objects.create(question=question, asked_by=by, asked_at=at, **told)
            made.asked_of.set(people)
            ConsultationHistory.objects.create(subject=made, at=at, by=by, act="put", to_state=S.ASKED)
            _note_step(question, "Voorgelegd aan de Expertgroep Gezonde School", by=by, at=at)
            if waits and question.is_open and question.state != State.WAIT_OTHERS:
                questions.step(question, "wait_for_others", by=by, at=at)
            notifications.asked(made, people, at=at)
    except IntegrityError as error:
        raise ValidationError("Deze vraag ligt al bij de expertgroep.") from error
    return made


def _note_step(question: Question, note: str, *, by, at: datetime) -> None:
    told = {"from_state": question.state, "to_state": question.state, "note": note}
    QuestionHistory.objects.create(subject=question, at=at, by=by, act="changed", **told)


def advise(consultation: Consultation, text: str, *, by, at: datetime) -> Advice:
    """A member says what they think: kept with the consultation, and as a note with the question.

    Raises ``ValidationError`` without a text, ``StaleState`` when the desk ended it.
    """
    if not text.strip():
        raise ValidationError("Schrijf eerst uw advies.")
    with transaction.atomic():
        held = answering.hold(consultation.question_id)[consultation.question_id]
        CONSULTATIONS.apply(consultation, "advise", by=by, at=at)
        note = None
        if held.anonymous_at is None:
            note = _note(held, text, by=by, at=at)
        advice = Advice.objects.create(consultation=consultation, adviser=by, text=text.strip(), at=at, note=note)
        notifications.advised(consultation, advice, at=at)
    return advice


def _note(question: Question, text: str, *, by: User, at: datetime) -> Message:
    note = Message.objects.create(
        question=question,
        kind=MessageKind.NOTE,
        is_internal=True,
        author=by,
        author_name=f"{by} (Expertgroep Gezonde School)"[:200],
        text=text.strip(),
        at=at,
    )
    words.add(question, text)
    Question.objects.filter(pk=question.pk).update(changed_at=at)
    return note


def end(consultation: Consultation, name: str, *, by, at: datetime) -> None:
    """The desk has heard enough, or asks no longer. Members hear it when it is withdrawn."""
    if name not in ("close", "withdraw"):
        raise StaleState
    with transaction.atomic():
        CONSULTATIONS.apply(consultation, name, by=by, at=at)
        if name == "withdraw":
            notifications.withdrawn(consultation, at=at)


def let_in(person: User, *, by, at: datetime) -> Adviser:
    """Somebody becomes a member, or one who left comes back."""
    _require_keeper(by)
    told = {"since": local_date(at), "until": None}
    return Adviser.objects.update_or_create(person=person, defaults=told)[0]


def let_go(adviser: Adviser, *, by, at: datetime) -> None:
    """From tomorrow no member any more; what was put before them stays theirs to see."""
    _require_keeper(by)
    Adviser.objects.filter(pk=adviser.pk, until=None).update(until=max(adviser.since, local_date(at)))


def _require_keeper(by) -> None:
    if not permissions.can_keep_members(by):
        raise PermissionDenied("Alleen de servicedesk en de coördinator beheren de leden.")


def mind_the_terms(*, at: datetime) -> int:
    """A day before the term members hear it once; past it the desk does, once. Returns how many mails."""
    today = local_date(at)
    asked = Consultation.objects.filter(state=S.ASKED).select_related("question__queue", "asked_by")
    sent = 0
    for row in asked.filter(due_on__lte=add_working_days(today, 1), due_on__gte=today, reminded_on=None)[:500]:
        with transaction.atomic():
            if Consultation.objects.filter(pk=row.pk, reminded_on=None).update(reminded_on=today):
                sent += notifications.reminded(row, list(row.asked_of.filter(is_active=True)), at=at)
    for row in asked.filter(due_on__lt=today, told_late_on=None)[:500]:
        with transaction.atomic():
            if Consultation.objects.filter(pk=row.pk, told_late_on=None).update(told_late_on=today):
                sent += notifications.late(row, at=at)
    return sent
