"""Finishing a trajectory, what each side found of it, and half a year later what was left."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState
from loket.core.working_days import add_months, local_date
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.trajectories import notifications, permissions
from xperts.trajectories.enums import ContractState, Party
from xperts.trajectories.models import Evaluation, LastingAnswer, Trajectory

TERM = timedelta(days=21)
REMINDED_BEFORE = timedelta(days=7)
LASTING_MONTHS = 6


def finish(trajectory: Trajectory, *, by, at: datetime) -> None:
    """Say that the work is done; all sides are asked to evaluate, within three weeks.

    Raises ``PermissionDenied``, ``StaleState``, and ``ValidationError`` while an addition waits to be signed.
    """
    if not permissions.can_finish(by, trajectory):
        raise PermissionDenied("Dit traject kan nu niet worden afgerond.")
    if trajectory.contracts.filter(state=ContractState.DRAFT).exists():
        raise ValidationError("Er ligt nog een aanvulling die niet getekend is. Teken hem, of laat hem vervallen.")
    today = local_date(at)
    told = {
        "finished_at": at,
        "evaluate_until": today + TERM,
        "lasting_due_on": add_months(today, LASTING_MONTHS),
    }
    with transaction.atomic():
        if not Trajectory.objects.filter(pk=trajectory.pk, finished_at__isnull=True).update(**told):
            raise StaleState
        notifications.evaluation_asked(trajectory, at=at)


def evaluate(trajectory: Trajectory, *, by, at: datetime, **answers) -> Evaluation:
    """Keep what one side found; the last of all sides ends the evaluation.

    Raises ``PermissionDenied``, and ``ValidationError`` when it is not asked, was answered or is closed.
    """
    party = permissions.signs_as(by, trajectory)
    if party is None:
        raise PermissionDenied("Namens de aanvragers vult één persoon de evaluatie in.")
    part = trajectory.part_of(by) if party == Party.XPERT else None
    with transaction.atomic():
        held = Trajectory.objects.select_for_update().select_related("case").get(pk=trajectory.pk)
        _require_asked(held)
        row = Evaluation(trajectory=held, party=party, engagement=part, person=by, at=at, **answers)
        row.clean_fields()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise ValidationError("Deze evaluatie is al ingevuld.") from error
        if held.evaluations.count() == len(trajectory.sides):
            _conclude(trajectory, by=by, at=at)
        return row


def has_answered(trajectory: Trajectory, user) -> bool:
    """Whether the side of this person said what it found."""
    party = permissions.signs_as(user, trajectory)
    part = trajectory.part_of(user) if party == Party.XPERT else None
    return trajectory.evaluations.filter(party=party or "", engagement=part).exists()


def _require_asked(trajectory: Trajectory) -> None:
    if trajectory.evaluated_at is not None:
        raise ValidationError("De evaluatie is gesloten. Bel of mail de servicedesk als u nog iets wilt vertellen.")
    if trajectory.finished_at is None or trajectory.case.state != State.RUNNING:
        raise ValidationError("Evalueren kan als het traject is afgerond.")


def _conclude(trajectory: Trajectory, *, by, at: datetime) -> None:
    Trajectory.objects.filter(pk=trajectory.pk).update(evaluated_at=at)
    cases.step(trajectory.case, "evaluate", by=by, at=at)
    notifications.evaluated(trajectory, at=at)


def close(trajectory: Trajectory, *, by, at: datetime) -> None:
    """End the evaluation with what is there, once the term is over.

    Raises ``PermissionDenied``, ``StaleState``, and ``ValidationError`` within the term.
    """
    if not permissions.can_close_evaluation(by, trajectory):
        raise PermissionDenied("Alleen een coördinator sluit een evaluatie.")
    if not is_term_over(trajectory, at):
        raise ValidationError("De termijn loopt nog. Sluiten kan daarna, of vanzelf als iedereen heeft geantwoord.")
    with transaction.atomic():
        held = Trajectory.objects.select_for_update().get(pk=trajectory.pk)
        if held.evaluated_at is not None:
            raise StaleState
        _conclude(trajectory, by=by, at=at)


def is_term_over(trajectory: Trajectory, at: datetime) -> bool:
    return trajectory.evaluate_until is not None and local_date(at) > trajectory.evaluate_until


def shown_to(user, trajectory: Trajectory, *, at: datetime) -> list[Evaluation]:
    """All, once everybody answered or the term is over; before that one's own alone."""
    party = permissions.party_of(user, trajectory)
    if party is None:
        return []
    rows = trajectory.evaluations.select_related("person")
    if trajectory.evaluated_at is None and not is_term_over(trajectory, at):
        rows = rows.filter(party=party)
        if party == Party.XPERT:
            rows = rows.filter(engagement=trajectory.part_of(user))
    return list(rows)


def remind_due(*, at: datetime) -> int:
    """A week before the term ends, once, to the sides that did not answer. Returns how many trajectories."""
    soon = local_date(at) + REMINDED_BEFORE
    due = Trajectory.objects.to_evaluate().filter(
        evaluate_until__lte=soon, evaluation_reminded_at__isnull=True, evaluated_at__isnull=True
    )
    reminded = 0
    for trajectory in due.with_people():
        with transaction.atomic():
            fresh = Trajectory.objects.filter(pk=trajectory.pk, evaluation_reminded_at__isnull=True)
            if fresh.update(evaluation_reminded_at=at):
                notifications.evaluation_reminder(trajectory, _silent(trajectory), at=at)
                reminded += 1
    return reminded


def _silent(trajectory: Trajectory) -> list:
    """The people of the sides that did not answer yet."""
    answered = set(trajectory.evaluations.values_list("party", "engagement"))
    people = {person.pk: person for person in notifications.xperts(trajectory)}
    silent = []
    for party, part in trajectory.sides:
        if (party, part.pk if part else None) not in answered:
            found = {Party.ASKER: [trajectory.signer], Party.CGL: notifications.coordinators()}
            silent += found.get(party, [people.get(part.person_id)] if part else [])
    return silent


def ask_what_lasted(*, at: datetime) -> int:
    """Half a year after the end, once, to the asker. Returns how many were asked."""
    due = Trajectory.objects.filter(
        lasting_due_on__lte=local_date(at), lasting_asked_at__isnull=True, evaluated_at__isnull=False
    )
    asked = 0
    for trajectory in due.with_people():
        with transaction.atomic():
            fresh = Trajectory.objects.filter(pk=trajectory.pk, lasting_asked_at__isnull=True)
            if fresh.update(lasting_asked_at=at):
                notifications.lasting_asked(trajectory, at=at)
                asked += 1
    return asked


def answer_lasting(trajectory: Trajectory, *, lasted: str, text: str, by, at: datetime) -> LastingAnswer:
    """Keep what is left of the result. Raises ``PermissionDenied``, ``ValidationError`` for a second answer."""
    if not permissions.can_answer_lasting(by, trajectory):
        raise PermissionDenied("Deze vraag is niet aan u gesteld.")
    try:
        with transaction.atomic():
            return LastingAnswer.objects.create(trajectory=trajectory, person=by, at=at, lasted=lasted, text=text)
    except IntegrityError as error:
        raise ValidationError("Deze vraag is al beantwoord.") from error
