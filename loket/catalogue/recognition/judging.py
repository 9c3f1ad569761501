"""Judging: who sits, the question about interest, and votes in rounds. The decision stands in ``deciding.py``."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from loket.catalogue.recognition import notifications, permissions
from loket.catalogue.recognition.enums import Body, Outcome, ProcedureState, SeatRole, Vote
from loket.catalogue.recognition.interests import Interests
from loket.catalogue.recognition.models import Assessor, Ballot, Procedure, Seat
from loket.catalogue.recognition.workflow import step
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

# Three people from practice judge *goed beschreven* (domain.md §2.1); a committee has at least as many.
PANEL_SIZE = 3
SEATING_STATES = (ProcedureState.READY, ProcedureState.ADVICE, ProcedureState.JUDGING)


class VotingClosed(Exception):
    """The text is a sentence for the assessor."""


class HasTie(PermissionDenied):
    """The profile of an assessor says that there is an interest; the text is a sentence for that person."""

    def __init__(self, ties: list[str]) -> None:
        super().__init__(f"U kunt deze aanvraag niet beoordelen. De reden in ons systeem: {' '.join(ties)}")


def held(procedure: Procedure) -> Procedure:
    """The row as it is now, kept until the end of the transaction, with the people around it."""
    return Procedure.objects.with_people().select_for_update(of=["self"]).get(pk=procedure.pk)


def bodies_for(procedure: Procedure, role: str) -> tuple[Body, ...]:
    """Which bodies may sit: the sub-committee advises, the panel or the committee judges."""
    if role == SeatRole.ADVISER:
        return (Body.SUB_COMMITTEE,)
    return (Body.PANEL,) if procedure.needs_panel else (Body.COMMITTEE,)


def role_of(assessor: Assessor) -> SeatRole:
    return SeatRole.ADVISER if assessor.body == Body.SUB_COMMITTEE else SeatRole.JUDGE


def assign(procedure: Procedure, assessor: Assessor, *, by, at: datetime) -> Seat:
    """Give somebody a seat and ask them, by mail, first of all whether they have an interest.

    Raises ``ValidationError`` saying why this person cannot sit here, before anything is sent.
    """
    with transaction.atomic():
        current = held(procedure)
        if not permissions.steers(by, current):
            raise PermissionDenied("Alleen de redactie kiest beoordelaars.")
        if current.state not in SEATING_STATES:
            raise StaleState
        role = role_of(assessor)
        _require_place(current, assessor, role)
        obstacles = Interests(current, local_date(at)).obstacles(assessor)
        if obstacles:
            raise ValidationError(f"{assessor} kan hier niet beoordelen. {' '.join(obstacles)}")
        seat = Seat.objects.create(procedure=current, assessor=assessor, role=role, assigned_at=at, assigned_by=by)
        notifications.to_seat(seat, "seated", at=at)
    return seat


def _require_place(procedure: Procedure, assessor: Assessor, role: SeatRole) -> None:
    if assessor.body not in bodies_for(procedure, role) or (role == SeatRole.ADVISER and procedure.needs_panel):
        raise ValidationError(f"{assessor.get_body_display()} beoordeelt dit niveau niet.")
    taken = procedure.seats.taken().filter(role=SeatRole.JUDGE).count()
    if role == SeatRole.JUDGE and procedure.needs_panel and taken >= PANEL_SIZE:
        raise ValidationError(f"Er zijn al {PANEL_SIZE} beoordelaars. Maak eerst een plaats vrij.")


def release(seat: Seat, *, by, at: datetime, reason: str) -> None:
    """Free a seat. Who voted stays: a vote is not taken away."""
    with transaction.atomic():
        current = held(seat.procedure)
        if not permissions.steers(by, current):
            raise PermissionDenied("Alleen de redactie kiest beoordelaars.")
        if seat.ballots.exists():
            raise ValidationError("Deze beoordelaar heeft al gestemd. De plaats kan niet meer vrij.")
        freed = Seat.objects.taken().filter(pk=seat.pk)
        if current.state not in SEATING_STATES or not freed.update(released_at=at, release_reason=reason[:200]):
            raise StaleState
        _count(current, at=at)


def leave(person, *, at: datetime) -> None:
    """Somebody goes: no assessor any more, what was told about an interest is gone, and unused seats come free."""
    last_day = Greatest("active_from", Value(local_date(at)))
    Assessor.objects.filter(person=person, until__isnull=True).update(until=last_day)
    seats = Seat.objects.filter(assessor__person=person)
    seats.update(interest_note="")
    unused = seats.taken().filter(ballots__isnull=True, procedure__state__in=SEATING_STATES)
    for seat in unused.select_related("procedure"):
        current = held(seat.procedure)
        Seat.objects.filter(pk=seat.pk).update(released_at=at, release_reason="Account verwijderd")
        _count(current, at=at)


def declare(seat: Seat, *, has_interest: bool, note: str, by, at: datetime) -> None:
    """Answer the question about interest, once. Who has one gives the seat back; the desk hears of both."""
    if by.pk != seat.assessor.person_id:
        raise PermissionDenied("Deze vraag is niet aan u.")
    given = {"has_interest": has_interest, "declared_at": at, "interest_note": note.strip()}
    if has_interest:
        given |= {"released_at": at, "release_reason": "Belang gemeld"}
    with transaction.atomic():
        current = held(seat.procedure)
        open_question = Seat.objects.taken().filter(pk=seat.pk, declared_at__isnull=True)
        if current.state not in SEATING_STATES or not open_question.update(**given):
            raise StaleState
        for field, value in given.items():
            setattr(seat, field, value)
        notifications.to_desk(current, "declared", at=at, seat=seat)
        _count(current, at=at)


def require_no_tie(seat: Seat, *, at: datetime) -> None:
    """Look again at the profile, which may have changed. Raises ``HasTie`` with the reason."""
    ties = Interests(seat.procedure, local_date(at)).ties(seat.assessor)
    if ties:
        raise HasTie(ties)


def ask_advice(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    """Put the dossier before the sub-committee first. Raises ``ValidationError`` when nobody of it sits."""
    with transaction.atomic():
        current = held(procedure)
        if current.state == ProcedureState.READY and not _seats(current, SeatRole.ADVISER):
            raise ValidationError("Kies eerst iemand van de deelcommissie.")
        step(current, "ask_advice", by=by, at=at, note=note)
        for seat in _seats(current, SeatRole.ADVISER):
            notifications.to_seat(seat, "round_opened", at=at)


def open_judging(procedure: Procedure, *, by, at: datetime, note: str = "") -> None:
    """Begin the first round. Raises ``ValidationError`` when there are too few assessors."""
    with transaction.atomic():
        current = held(procedure)
        if len(_seats(current, SeatRole.JUDGE)) < PANEL_SIZE and permissions.steers(by, current):
            raise ValidationError(f"Kies eerst {PANEL_SIZE} beoordelaars.")
        number = current.round + 1
        step(current, "open_judging", by=by, at=at, note=note, round=number, first_round=number, verdict="")
        _tell_round(current, at=at)


def _seats(procedure: Procedure, role: str) -> list[Seat]:
    seats = list(procedure.seats.taken().filter(role=role).select_related("assessor__person"))
    for seat in seats:
        seat.procedure = procedure
    return seats


def _tell_round(procedure: Procedure, *, at: datetime) -> None:
    for seat in _seats(procedure, SeatRole.JUDGE):
        notifications.to_seat(seat, "round_opened", at=at)


def cast(seat: Seat, *, vote: str, motivation: str, number: int, by, at: datetime) -> Ballot:
    """Vote in round ``number``, the one that the form was about; a vote is not changed afterwards.

    The last vote of a round is counted at once. Raises ``VotingClosed`` with a sentence for who is too late or was
    there before, ``PermissionDenied`` for who may not.
    """
    if by.pk != seat.assessor.person_id or not seat.is_free_of_interest:
        raise PermissionDenied("Beantwoord eerst de vraag of u een belang hebt.")
    if not motivation.strip():
        raise ValidationError("Schrijf waarom u zo stemt.")
    with transaction.atomic():
        current = held(seat.procedure)
        _require_open(current, seat, number)
        require_no_tie(seat, at=at)
        try:
            with transaction.atomic():
                told = {"vote": vote, "motivation": motivation.strip(), "at": at}
                ballot = Ballot.objects.create(seat=seat, round=number, **told)
        except IntegrityError as error:  # another tab was first: the constraint one_ballot_a_round
            raise VotingClosed("U hebt in deze ronde al gestemd. Een stem kunt u niet veranderen.") from error
        if seat.role == SeatRole.JUDGE:
            _count(current, at=at)
        else:
            notifications.to_desk(current, "advised", at=at)
    return ballot


def _require_open(procedure: Procedure, seat: Seat, number: int) -> None:
    is_adviser = seat.role == SeatRole.ADVISER
    wanted = ProcedureState.ADVICE if is_adviser else ProcedureState.JUDGING
    if not Seat.objects.taken().filter(pk=seat.pk).exists():
        raise VotingClosed("Uw plaats is vrijgegeven. Uw stem is niet meegeteld.")
    if procedure.state != wanted:
        raise VotingClosed("De beoordeling is gesloten. Uw stem is niet meegeteld.")
    if number != procedure.round:
        raise VotingClosed(
            f"Ronde {number} is voorbij. Lees wat de anderen schreven en stem in ronde {procedure.round}."
        )


def _count(procedure: Procedure, *, at: datetime) -> None:
    """Close the round when every seat has voted. Silence is no vote: a round waits until a seat votes or is freed."""
    if procedure.state != ProcedureState.JUDGING:
        return
    seats = procedure.seats.taken().filter(role=SeatRole.JUDGE).count()
    votes = list(
        Ballot.objects.filter(
            seat__procedure=procedure, seat__released_at__isnull=True, seat__role=SeatRole.JUDGE, round=procedure.round
        ).values_list("vote", flat=True)
    )
    if seats < PANEL_SIZE or len(votes) < seats:
        return
    verdict = verdict_of(votes)
    if verdict:
        step(procedure, "reach_majority", by=None, at=at, verdict=verdict)
        notifications.to_desk(procedure, "to_decide", at=at)
    elif procedure.round - procedure.first_round + 1 < settings.RECOGNITION_MOST_ROUNDS:
        step(procedure, "next_round", by=None, at=at, round=procedure.round + 1)
        _tell_round(procedure, at=at)
    else:
        step(procedure, "stay_divided", by=None, at=at)
        notifications.to_desk(procedure, "to_decide", at=at)


def verdict_of(votes: list[str]) -> Outcome:
    """What more than half of all votes want; none when no answer has that many, so a tie is no majority."""
    for vote, outcome in ((Vote.RECOGNISE, Outcome.RECOGNISED), (Vote.REFUSE, Outcome.REFUSED)):
        if 2 * votes.count(vote) > len(votes):
            return outcome
    return Outcome.NONE
