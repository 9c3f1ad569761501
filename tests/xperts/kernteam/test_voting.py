"""Interest before the dossier, one ballot per seat, versions that stay, and ballots from a call."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.factory import AT
from tests.xperts.kernteam.factory import case, cast, cast_all, coordinator, decide, free, judging, kernteam, member
from xperts.cases import workflow
from xperts.kernteam import appointing, conflicts, handing, reading, team, voting
from xperts.kernteam.enums import Choice, SeatName, Via
from xperts.kernteam.models import Asked, Ballot, BallotVersion

pytestmark = pytest.mark.django_db
NOON = AT + timedelta(hours=2)


def test_handing_over_asks_the_four_holders_by_mail() -> None:
    crew = kernteam()

    made = case()

    asked = Asked.objects.filter(case=made).values_list("member", "via")
    assert set(asked) == {(holder.pk, Via.HOLDER) for holder in crew.holders.values()}
    assert (
        OutgoingMail.objects.filter(
            to=crew.holders[SeatName.CGL].person.email, subject__contains=made.reference
        ).count()
        == 1
    )


def test_ballot_needs_the_answer_about_interest_first() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]

    with pytest.raises(PermissionDenied, match="Beantwoord eerst"):
        voting.cast(made, cgl, judging(made), by=cgl.person, at=AT)


def test_ballot_with_an_unjudged_criterion_names_it() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]
    free(made, cgl)

    with pytest.raises(ValidationError, match="Nog niet beoordeeld: De vraag is complex"):
        voting.cast(made, cgl, judging(made, judgements={}), by=cgl.person, at=AT)


def test_same_submission_counts_once() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]
    free(made, cgl)
    one = judging(made)

    first = voting.cast(made, cgl, one, by=cgl.person, at=AT)
    again = voting.cast(made, cgl, one, by=cgl.person, at=NOON)

    assert again == first
    assert BallotVersion.objects.count() == 1


def test_change_is_kept_beside_the_first_ballot() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]

    cast(made, cgl, Choice.GRANT)
    cast(made, cgl, Choice.REJECT, at=NOON)

    versions = BallotVersion.objects.filter(ballot__case=made).values_list("number", "choice")
    assert list(versions) == [(1, Choice.GRANT), (2, Choice.REJECT)]


def test_database_refuses_to_rewrite_a_ballot() -> None:
    crew, made = kernteam(), case()
    cast(made, crew.holders[SeatName.CGL])

    with pytest.raises(InternalError), transaction.atomic():
        BallotVersion.objects.update(choice=Choice.REJECT)


def test_database_refuses_a_second_ballot_for_a_seat() -> None:
    crew, made = kernteam(), case()
    cast(made, crew.holders[SeatName.CGL])

    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(case=made, seat=SeatName.CGL, cast_at=AT)


def test_ballot_after_the_decision_explains_and_does_nothing() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, Choice.REJECT, Choice.REJECT, Choice.REJECT)
    decide(made, crew, Choice.REJECT)
    late = crew.holders[SeatName.INDEPENDENT]

    with pytest.raises(StaleState):
        free(made, late)
    with pytest.raises(PermissionDenied):
        voting.cast(made, late, judging(made), by=late.person, at=NOON)


def test_change_of_a_ballot_after_withdrawal_explains() -> None:
    crew, made = kernteam(), case()
    cast(made, crew.holders[SeatName.CGL])
    workflow.withdraw(made, by=made.contact, at=NOON)

    with pytest.raises(voting.VotingClosed, match="niet meer bij het kernteam"):
        cast(made, crew.holders[SeatName.CGL], at=NOON)


def test_conflict_hands_the_seat_to_its_stand_in_and_hides_the_case() -> None:
    crew, made = kernteam(), case()
    partner = crew.holders[SeatName.PARTNER]

    voting.declare(made, partner, has_conflict=True, note="Ik adviseerde hen.", by=partner.person, at=AT)

    found = team.of_case(made, at=AT)
    assert found.seats[SeatName.PARTNER].member == crew.stand_ins[SeatName.PARTNER].pk
    assert not reading.cases_for(partner.person).filter(pk=made.pk).exists()
    assert Asked.objects.filter(case=made, member=crew.stand_ins[SeatName.PARTNER], ended_at=None).exists()


def test_conflict_of_the_independent_seat_leaves_it_vacant() -> None:
    crew, made = kernteam(), case()
    independent = crew.holders[SeatName.INDEPENDENT]

    voting.declare(made, independent, has_conflict=True, note="", by=independent.person, at=AT)

    assert team.of_case(made, at=AT).seats[SeatName.INDEPENDENT].is_vacant


def test_conflict_after_the_ballot_takes_the_ballot_out_of_the_count() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, *[Choice.GRANT] * 3)
    person = crew.holders[SeatName.PARTNER].person
    person.organisation = made.organisation
    person.save()

    shown = reading.read(crew.lead, made, at=AT)

    assert {vote.seat for vote in shown.votes} == {SeatName.CGL, SeatName.PRACTICE}


def test_stand_in_judges_anew_for_a_ballot_that_fell_away() -> None:
    crew, made = kernteam(), case()
    cast(made, crew.holders[SeatName.PARTNER], Choice.REJECT)
    person = crew.holders[SeatName.PARTNER].person
    person.organisation = made.organisation
    person.save()
    handing.follow(made, at=AT)

    version = cast(made, crew.stand_ins[SeatName.PARTNER], Choice.GRANT)

    assert (version.number, Ballot.objects.filter(case=made).count()) == (2, 1)


def test_declaration_by_mistake_is_taken_back_by_the_coordinator() -> None:
    crew, made = kernteam(), case()
    cgl = crew.holders[SeatName.CGL]
    wrong = voting.declare(made, cgl, has_conflict=True, note="", by=cgl.person, at=AT)

    voting.undo_declaration(wrong, by=crew.lead, at=AT)

    assert team.of_case(made, at=AT).seats[SeatName.CGL].member == cgl.pk


def test_who_was_asked_first_wins_when_stand_in_is_asked_too() -> None:
    crew, made = kernteam(), case()
    ninth = AT + timedelta(days=9)
    handing.follow_all(at=ninth)
    cast(made, crew.stand_ins[SeatName.PARTNER], at=ninth)
    free(made, crew.holders[SeatName.PARTNER], at=ninth)

    with pytest.raises(voting.VotingClosed, match="heeft voor deze zetel al geoordeeld"):
        cast(made, crew.holders[SeatName.PARTNER], at=ninth)


def test_absence_moves_open_requests_and_brings_them_back() -> None:
    crew, made = kernteam(), case()
    practice, stand_in = crew.holders[SeatName.PRACTICE], crew.stand_ins[SeatName.PRACTICE]

    away = appointing.report_absence(practice, starts_on=AT.date(), ends_on=None, by=practice.person, at=AT)
    assert list(_open(made, SeatName.PRACTICE)) == [stand_in.pk]
    appointing.end_absence(away, by=practice.person, at=NOON)

    assert list(_open(made, SeatName.PRACTICE)) == [practice.pk]
    assert Asked.objects.filter(case=made, seat=SeatName.PRACTICE).count() == 3
    assert OutgoingMail.objects.filter(to=practice.person.email, subject__contains="overgedragen").exists()


def _open(made, seat):
    return Asked.objects.filter(case=made, seat=seat, ended_at=None).values_list("member", flat=True)


def test_following_twice_changes_nothing() -> None:
    kernteam()
    case()
    before = (Asked.objects.count(), OutgoingMail.objects.count())

    handing.follow_all(at=NOON)
    handing.follow_all(at=NOON)

    assert (Asked.objects.count(), OutgoingMail.objects.count()) == before


def test_ballot_from_a_call_is_marked_and_can_be_changed_by_the_member() -> None:
    crew, made = kernteam(), case()
    told = judging(made, call_note="Maandag gebeld: toekennen.")

    version = voting.cast_on_behalf(made, SeatName.CGL, told, by=crew.lead, at=AT)
    changed = cast(made, crew.holders[SeatName.CGL], Choice.REJECT, at=NOON)

    assert (version.is_on_behalf, version.by, changed.number) == (True, crew.lead, 2)
    assert OutgoingMail.objects.filter(
        to=crew.holders[SeatName.CGL].person.email, subject__contains="namens u"
    ).exists()


def test_ballot_from_a_call_is_not_for_a_member() -> None:
    crew, made = kernteam(), case()
    by = crew.holders[SeatName.PARTNER].person

    with pytest.raises(PermissionDenied):
        voting.cast_on_behalf(made, SeatName.CGL, judging(made, call_note="Gebeld."), by=by, at=AT)


def test_member_without_a_profile_gets_no_case() -> None:
    crew = kernteam()
    person = crew.holders[SeatName.PARTNER].person
    person.organisation = None
    person.save()

    made = case()

    assert team.of_case(made, at=AT).barred[crew.holders[SeatName.PARTNER].pk] == [conflicts.NO_PROFILE]


def test_employer_of_before_a_merger_is_an_interest() -> None:
    crew, made = kernteam(), case()
    old = made.organisation
    old.successor = crew.holders[SeatName.PARTNER].person.organisation
    old.save()

    assert conflicts.of_member(
        made, conflicts.profiles([crew.holders[SeatName.PARTNER]])[crew.holders[SeatName.PARTNER].pk]
    )


def test_replacement_acts_for_one_case_only() -> None:
    crew, made, other = kernteam(), case(), case()
    independent = crew.holders[SeatName.INDEPENDENT]
    voting.declare(made, independent, has_conflict=True, note="", by=independent.person, at=AT)
    spare = member("Ria Reserve")

    appointing.replace_once(made, SeatName.INDEPENDENT, spare, reason="Zetel is leeg.", by=crew.lead, at=AT)

    assert team.of_case(made, at=AT).seats[SeatName.INDEPENDENT].member == spare.pk
    assert team.of_case(other, at=AT).seats[SeatName.INDEPENDENT].member == independent.pk


def test_replacement_with_a_tie_is_refused_with_the_reason() -> None:
    crew, made = kernteam(), case()
    independent = crew.holders[SeatName.INDEPENDENT]
    voting.declare(made, independent, has_conflict=True, note="", by=independent.person, at=AT)
    colleague = member("Colin Collega", organisation=made.organisation)

    with pytest.raises(ValidationError, match="dezelfde organisatie"):
        appointing.replace_once(made, SeatName.INDEPENDENT, colleague, reason="Leeg.", by=crew.lead, at=AT)


def test_coordinator_who_asks_for_help_sees_nothing_here() -> None:
    lead = coordinator()
    kernteam()

    made = case(person=lead)

    assert list(reading.cases_for(lead).filter(pk=made.pk)) == []


def test_role_that_ended_takes_the_seat_along() -> None:
    crew, made = kernteam(), case()
    person = crew.holders[SeatName.CGL].person
    person.roles = []
    person.save()

    assert team.of_case(made, at=AT).seats[SeatName.CGL].is_vacant
    assert not reading.cases_for(person).exists()


def test_outsider_sees_no_case() -> None:
    kernteam()
    case()

    assert list(reading.cases_for(UserFactory(roles=["servicedesk"]))) == []
