"""Who sits, who may not, how votes are counted, and what two tabs or two editors at once get to read."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from loket.catalogue.recognition import deciding, judging
from loket.catalogue.recognition.interests import Interests
from loket.catalogue.recognition.judging import VotingClosed
from loket.catalogue.recognition.models import Ballot, Procedure, Seat
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.catalogue.recognition.factory import (
    AssessorFactory,
    BallotFactory,
    ProcedureFactory,
    SeatFactory,
    panel,
    voted,
)
from tests.factories import OrganisationFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db
YES, NO, AGAIN = "erkennen", "niet-erkennen", "nog-een-ronde"


def ties(procedure: Procedure, assessor) -> list[str]:
    return Interests(procedure, date(2026, 3, 2)).ties(assessor)


def test_assign_asks_by_mail_for_an_interest_first(editor, at):
    procedure, assessor = ProcedureFactory(state="ready"), AssessorFactory()

    seat = judging.assign(procedure, assessor, by=editor, at=at)

    mail = OutgoingMail.objects.get()
    assert (mail.to, seat.get_absolute_url() in mail.text, seat.has_interest) == (assessor.person.email, True, None)


def test_assign_somebody_of_the_owners_organisation_is_refused_before_anything_is_sent(editor, at):
    procedure = ProcedureFactory(state="ready")
    colleague = AssessorFactory(person__organisation=procedure.entry.owner.organisation)

    with pytest.raises(ValidationError, match="Werkt bij dezelfde organisatie als de eigenaar"):
        judging.assign(procedure, colleague, by=editor, at=at)

    assert (Seat.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_organisation_that_merged_is_still_the_same():
    procedure = ProcedureFactory()
    former = OrganisationFactory(successor=procedure.entry.organisation)

    assert ties(procedure, AssessorFactory(person__organisation=former)) == [
        "Werkt bij dezelfde organisatie als de eigenaar."
    ]


def test_ties_of_owner_deputy_author_and_staff_are_named():
    deputy, author, editor = UserFactory(), UserFactory(), UserFactory(editor=True)
    procedure = ProcedureFactory(entry__deputy=deputy)
    RevisionFactory(entry=procedure.entry, author=author, accepted=True)
    elsewhere = OrganisationFactory()
    for person in (deputy, author, editor):
        person.organisation = elsewhere
        person.save()
    Procedure.objects.with_people()

    fresh = Procedure.objects.with_people().get()
    fresh.entry.deputy.organisation = None
    found = [ties(fresh, AssessorFactory(person=person))[0].split()[:2] for person in (deputy, author, editor)]

    assert found == [["Is", "eigenaar"], ["Heeft", "aan"], ["Leidt", "als"]]


def test_profile_without_an_organisation_fails_closed():
    assert ties(ProcedureFactory(), AssessorFactory(person__organisation=None)) == [
        "Heeft geen organisatie in het profiel. Zonder organisatie weten wij niet of er een belang is."
    ]


def test_who_is_no_assessor_any_more_cannot_sit():
    assert ties(ProcedureFactory(), AssessorFactory(until=date(2026, 3, 1))) == ["Is op dit moment geen beoordelaar."]


@pytest.mark.parametrize(
    ("level", "body", "is_refused"),
    [
        ("goed-beschreven", {}, False),
        ("goed-beschreven", {"committee": True}, True),
        ("goed-beschreven", {"sub": True}, True),
        ("goed-onderbouwd", {}, True),
        ("goed-onderbouwd", {"committee": True}, False),
        ("goed-onderbouwd", {"sub": True}, False),
    ],
)
def test_body_judges_the_levels_that_are_its_own(level, body, is_refused, editor, at):
    procedure = ProcedureFactory(state="ready", level=level)

    try:
        judging.assign(procedure, AssessorFactory(**body), by=editor, at=at)
    except ValidationError as error:
        assert "beoordeelt dit niveau niet" in error.message

    assert Seat.objects.count() == (not is_refused)


def test_fourth_member_of_the_panel_is_refused(editor, at):
    procedure = ProcedureFactory(state="ready")
    panel(procedure)

    with pytest.raises(ValidationError, match="Er zijn al 3 beoordelaars"):
        judging.assign(procedure, AssessorFactory(), by=editor, at=at)


def test_second_editor_who_asks_the_same_person_reads_so(editor, at):
    procedure, assessor = ProcedureFactory(state="ready"), AssessorFactory()
    judging.assign(procedure, assessor, by=editor, at=at)

    with pytest.raises(ValidationError, match="Zit er al bij"):
        judging.assign(procedure, assessor, by=UserFactory(editor=True), at=at)


def test_declared_interest_frees_the_seat_and_closes_the_dossier(editor, at):
    seat = SeatFactory(undeclared=True)

    judging.declare(seat, has_interest=True, note="Ik deed het onderzoek", by=seat.assessor.person, at=at)

    assert (Seat.objects.taken().count(), seat.is_free_of_interest) == (0, False)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [editor.email]
    assert ties(seat.procedure, seat.assessor) == ["Heeft zelf gezegd dat er een belang is."]


def test_declare_twice_keeps_the_first_answer(at):
    seat = SeatFactory(undeclared=True)
    judging.declare(seat, has_interest=True, note="", by=seat.assessor.person, at=at)

    with pytest.raises(StaleState):
        judging.declare(seat, has_interest=False, note="", by=seat.assessor.person, at=at)

    assert Seat.objects.get().has_interest is True


def test_database_refuses_a_seat_with_an_interest():
    with pytest.raises(IntegrityError, match="who_has_an_interest_has_no_seat"), transaction.atomic():
        SeatFactory(has_interest=True)


def test_open_judging_without_three_is_refused(editor, at):
    procedure = ProcedureFactory(state="ready")
    SeatFactory(procedure=procedure)

    with pytest.raises(ValidationError, match="Kies eerst 3 beoordelaars"):
        judging.open_judging(procedure, by=editor, at=at)


def test_open_judging_tells_the_assessors(editor, at):
    procedure = ProcedureFactory(state="ready")
    seats = panel(procedure)

    judging.open_judging(procedure, by=editor, at=at)

    procedure.refresh_from_db()
    assert (procedure.state, procedure.round) == ("judging", 1)
    assert {mail.to for mail in OutgoingMail.objects.all()} == {seat.assessor.person.email for seat in seats}


@pytest.mark.parametrize(
    ("votes", "state", "verdict"),
    [
        ((YES, YES, NO), "to_decide", "recognised"),
        ((YES, YES, AGAIN), "to_decide", "recognised"),
        ((NO, AGAIN, NO), "to_decide", "refused"),
        ((YES, NO, AGAIN), "judging", ""),
        ((AGAIN, AGAIN, YES), "judging", ""),
    ],
)
def test_last_vote_of_the_round_is_counted_at_once(votes, state, verdict, at):
    procedure = voted(panel(ProcedureFactory(state="judging")), *votes, at=at)

    assert (procedure.state, procedure.verdict, procedure.round) == (state, verdict, 1 + (state == "judging"))


def test_tie_of_an_even_committee_is_no_majority():
    assert judging.verdict_of([YES, YES, NO, NO]) == ""


def test_silence_is_no_vote(at):
    seats = panel(ProcedureFactory(state="judging"))

    procedure = voted(seats[:2], YES, YES, at=at)

    assert procedure.state == "judging"


def test_three_rounds_without_a_majority_leave_it_to_the_desk(editor, at):
    seats = panel(ProcedureFactory(state="judging"))
    for number in (1, 2, 3):
        procedure = voted(seats, YES, NO, AGAIN, at=at, number=number)

    assert (procedure.state, procedure.round) == ("undecided", 3)
    assert "geen meerderheid" in OutgoingMail.objects.filter(to=editor.email).get().text


def test_number_of_rounds_is_a_setting(settings, at):
    settings.RECOGNITION_MOST_ROUNDS = 1

    procedure = voted(panel(ProcedureFactory(state="judging")), YES, NO, AGAIN, at=at)

    assert procedure.state == "undecided"


def test_vote_in_a_second_tab_is_refused_with_a_sentence(at):
    seats = panel(ProcedureFactory(state="judging"))
    voted(seats[:1], YES, at=at)

    with pytest.raises(VotingClosed, match="^U hebt in deze ronde al gestemd"):
        voted(seats[:1], NO, at=at)

    assert [row.vote for row in Ballot.objects.all()] == [YES]


def test_vote_after_the_decision_is_refused_with_a_sentence(editor, at):
    procedure = ProcedureFactory(state="judging", level="goed-onderbouwd")
    seats = panel(procedure, committee=True)
    voted(seats, YES, YES, YES, at=at)
    late = SeatFactory(procedure=procedure, assessor=AssessorFactory(committee=True))
    told = {"outcome": "recognised", "level": "goed-onderbouwd", "motivation": "Goed.", "conditions": ""}
    deciding.decide(procedure, **told, by=editor, at=at)

    with pytest.raises(VotingClosed, match="^De beoordeling is gesloten. Uw stem is niet meegeteld"):
        voted([late], NO, at=at)

    assert Ballot.objects.count() == 3


def test_vote_from_a_page_of_an_earlier_round_is_refused(at):
    seats = panel(ProcedureFactory(state="judging"))
    voted(seats, YES, NO, AGAIN, at=at)

    with pytest.raises(VotingClosed, match="^Ronde 1 is voorbij. .* stem in ronde 2"):
        voted(seats[:1], NO, at=at, number=1)


def test_vote_by_who_changed_jobs_to_the_owner_is_refused(at):
    seat = SeatFactory()
    seat.assessor.person.organisation = seat.procedure.entry.organisation

    with pytest.raises(PermissionDenied, match="Werkt bij dezelfde organisatie"):
        judging.cast(seat, vote=YES, motivation="Goed", number=1, by=seat.assessor.person, at=at)


@pytest.mark.parametrize("seat", [{"undeclared": True}, {"has_interest": True, "released_at": "at"}])
def test_vote_before_the_question_about_interest_is_refused(seat, at):
    made = SeatFactory(**{key: at if value == "at" else value for key, value in seat.items()})

    with pytest.raises(PermissionDenied, match="Beantwoord eerst de vraag"):
        judging.cast(made, vote=YES, motivation="Goed", number=1, by=made.assessor.person, at=at)


def test_vote_without_a_motivation_is_refused(at):
    seat = SeatFactory()

    with pytest.raises(ValidationError, match="Schrijf waarom u zo stemt"):
        judging.cast(seat, vote=YES, motivation=" ", number=1, by=seat.assessor.person, at=at)


def test_database_refuses_to_change_a_vote():
    ballot = BallotFactory()

    with pytest.raises(Exception, match="Cannot update rows"), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(vote=NO)

    assert Ballot.objects.get().vote == YES


def test_release_of_who_voted_is_refused(editor, at):
    ballot = BallotFactory()

    with pytest.raises(ValidationError, match="heeft al gestemd"):
        judging.release(ballot.seat, by=editor, at=at, reason="")


def test_release_of_the_last_silent_member_counts_the_round(editor, at):
    procedure = ProcedureFactory(state="judging", level="goed-onderbouwd")
    silent = SeatFactory(procedure=procedure, assessor=AssessorFactory(committee=True))
    voted(panel(procedure, committee=True), YES, YES, NO, at=at)

    judging.release(silent, by=editor, at=at, reason="Ziek")

    assert Procedure.objects.get().state == "to_decide"


def test_advice_of_the_sub_committee_does_not_decide(editor, at):
    procedure = ProcedureFactory(state="ready", level="goed-onderbouwd")
    adviser = SeatFactory(procedure=procedure, assessor=AssessorFactory(sub=True))
    panel(procedure, committee=True)
    judging.ask_advice(procedure, by=editor, at=at)
    voted([adviser], NO, at=at, number=0)

    judging.open_judging(procedure, by=editor, at=at)

    assert Procedure.objects.values_list("state", "verdict").get() == ("judging", "")


def test_ask_advice_of_nobody_is_refused(editor, at):
    with pytest.raises(ValidationError, match="Kies eerst iemand van de deelcommissie"):
        judging.ask_advice(ProcedureFactory(state="ready", level="goed-onderbouwd"), by=editor, at=at)


def test_leaving_frees_what_was_not_voted_in_and_keeps_votes(at):
    voter = BallotFactory().seat
    unused = SeatFactory(assessor=voter.assessor, procedure=ProcedureFactory(state="ready"), interest_note="Geheim")

    judging.leave(voter.assessor.person, at=at)

    voter.assessor.refresh_from_db()
    assert (list(Seat.objects.taken()), voter.assessor.until) == ([voter], date(2026, 3, 2))
    assert Seat.objects.get(pk=unused.pk).interest_note == ""


@pytest.mark.django_db(transaction=True)
def test_last_two_votes_at_the_same_time_are_counted_once(at):
    seats = panel(ProcedureFactory(state="judging"))
    voted(seats[:1], YES, at=at)

    _at_once([lambda seat=seat: voted([seat], YES, at=at) for seat in seats[1:]])

    procedure = Procedure.objects.get()
    assert (procedure.state, Ballot.objects.count(), procedure.history.count()) == ("to_decide", 3, 1)


@pytest.mark.django_db(transaction=True)
def test_one_vote_from_two_tabs_at_the_same_time_stands_once(at):
    seat, refused = panel(ProcedureFactory(state="judging"))[0], []

    def press() -> None:
        try:
            voted([Seat.objects.with_dossier().get(pk=seat.pk)], YES, at=at)
        except VotingClosed as error:
            refused.append(str(error))

    _at_once([press, press])

    assert Ballot.objects.count() == 1
    assert refused == ["U hebt in deze ronde al gestemd. Een stem kunt u niet veranderen."]


def _at_once(acts) -> None:
    """Each in a thread with a connection of its own."""

    def run(act) -> None:
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
