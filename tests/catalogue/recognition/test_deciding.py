"""The decision: what it must say, the term to object, an objection that others judge, and the end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.catalogue.recognition import deciding, judging
from loket.catalogue.recognition.models import Procedure, Recognition, Seat
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.catalogue.recognition.factory import AssessorFactory, ProcedureFactory, panel, voted, walk_to
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SAID = {"outcome": "recognised", "level": "goed-onderbouwd", "motivation": "Goed.", "conditions": ""}


def to_decide(**fields) -> Procedure:
    return ProcedureFactory(**{"state": "to_decide", "level": "goed-onderbouwd"} | fields)


def test_decision_begins_the_term_to_object_and_tells_the_applicant(editor, at):
    procedure = to_decide()

    deciding.decide(procedure, **SAID | {"conditions": "Scholing"}, by=editor, at=at)

    procedure.refresh_from_db()
    assert (procedure.state, procedure.objection_until, procedure.due_on) == (
        "decided",
        date(2026, 4, 13),
        date(2026, 4, 13),
    )
    assert OutgoingMail.objects.get().to == procedure.entry.owner.email
    assert Recognition.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"outcome": "refused"}, "De meerderheid stemde: erkend"),
        ({"outcome": "misschien"}, "Kies of de interventie wordt erkend"),
        ({"level": "sterke-aanwijzingen"}, "Dit niveau is niet aangevraagd"),
        ({"level": "erkend-niveau-onbekend"}, "Dit niveau is niet aangevraagd"),
        ({"motivation": " "}, "Schrijf de motivering"),
    ],
)
def test_decision_that_does_not_follow_is_refused(told, sentence, editor, at):
    with pytest.raises(ValidationError, match=sentence):
        deciding.decide(to_decide(), **SAID | told, by=editor, at=at)

    assert Procedure.objects.get().state == "to_decide"


def test_decision_may_grant_less_than_was_asked(editor, at):
    deciding.decide(to_decide(), **SAID | {"level": "goed-beschreven"}, by=editor, at=at)

    assert Procedure.objects.get().granted_level == "goed-beschreven"


def test_decision_by_a_second_editor_is_stale(editor, at):
    procedure = to_decide()
    deciding.decide(procedure, **SAID, by=editor, at=at)

    with pytest.raises(StaleState, match="^Iemand anders heeft dit intussen veranderd"):
        deciding.decide(procedure, **SAID | {"motivation": "Anders."}, by=UserFactory(editor=True), at=at)

    assert Procedure.objects.get().motivation == "Goed."


def test_decision_without_a_majority_is_free(editor, at):
    procedure = to_decide(state="undecided")

    deciding.decide(procedure, **SAID | {"outcome": "refused"}, by=editor, at=at)

    assert Procedure.objects.values_list("outcome", "granted_level").get() == ("refused", "")


def test_database_refuses_a_decision_without_a_motivation():
    with pytest.raises(IntegrityError, match="decision_has_motivation"), transaction.atomic():
        ProcedureFactory(state="decided", motivation="")


def test_objection_goes_to_editors_and_coordinators(editor, at):
    coordinator, procedure = UserFactory(roles=["coordinator"]), ProcedureFactory(state="decided")

    deciding.object_to(procedure, by=procedure.entry.owner, at=at, note="De kosten staan er wel")

    assert Procedure.objects.values_list("state", "objection").get() == ("objected", "De kosten staan er wel")
    assert {mail.to for mail in OutgoingMail.objects.all()} == {editor.email, coordinator.email}


@pytest.mark.parametrize(("day", "is_in_time"), [(date(2026, 4, 1), True), (date(2026, 4, 2), False)])
def test_objection_is_in_time_up_to_its_last_day(day, is_in_time, at):
    procedure = ProcedureFactory(state="decided")
    moment = at.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=50)

    try:
        deciding.object_to(procedure, by=procedure.entry.owner, at=moment, note="Toch niet eens")
    except ValidationError as error:
        assert error.message == "De termijn om bezwaar te maken is voorbij."

    assert Procedure.objects.get().state == ("objected" if is_in_time else "decided")


def test_objection_without_reasons_is_refused(at):
    procedure = ProcedureFactory(state="decided")

    with pytest.raises(ValidationError, match="waarom u het niet eens bent"):
        deciding.object_to(procedure, by=procedure.entry.owner, at=at, note=" ")


def test_after_an_objection_others_judge_and_the_outcome_stands(editor, at):
    procedure = walk_to("decided", at=at)
    first = [seat.assessor for seat in procedure.seats.select_related("assessor__person__organisation")]
    deciding.object_to(procedure, by=procedure.entry.owner, at=at, note="Niet eens")
    deciding.judge_again(procedure, by=editor, at=at)

    with pytest.raises(ValidationError, match="Heeft deze aanvraag al eerder beoordeeld"):
        judging.assign(procedure, first[0], by=editor, at=at)
    for assessor in AssessorFactory.create_batch(3):
        judging.assign(procedure, assessor, by=editor, at=at)
    Seat.objects.taken().update(has_interest=False, declared_at=at)
    judging.open_judging(procedure, by=editor, at=at)
    seats = list(Seat.objects.taken().with_dossier())
    voted(seats, "niet-erkennen", "niet-erkennen", "erkennen", at=at, number=2)
    deciding.decide(procedure, **SAID | {"outcome": "refused", "level": ""}, by=editor, at=at)

    procedure.refresh_from_db()
    assert (procedure.state, procedure.objection_until, procedure.closed_at) == ("refused", None, at)


def test_judging_again_gives_the_whole_number_of_rounds(editor, at):
    seats = panel(ProcedureFactory(state="judging"))
    for number in (1, 2, 3):
        procedure = voted(seats, "erkennen", "niet-erkennen", "nog-een-ronde", at=at, number=number)
    deciding.judge_again(procedure, by=editor, at=at)
    fresh = panel(procedure)
    judging.open_judging(procedure, by=editor, at=at)

    procedure = voted(fresh, "erkennen", "niet-erkennen", "nog-een-ronde", at=at, number=4)

    assert (procedure.state, procedure.round, procedure.first_round) == ("judging", 5, 4)


def test_owner_who_agrees_gets_the_recognition_at_once(at):
    procedure = walk_to("decided")

    deciding.conclude(procedure, by=procedure.entry.owner, at=at)

    assert (Procedure.objects.get().state, Recognition.objects.get().level) == ("recognised", "goed-beschreven")


def test_conclude_by_the_editor_is_refused(editor, at):
    with pytest.raises(PermissionDenied):
        deciding.conclude(ProcedureFactory(state="decided"), by=editor, at=at)


def test_decision_stands_by_itself_after_the_term(at):
    procedure = ProcedureFactory(state="decided")
    refused = ProcedureFactory(state="decided", is_refused=True)
    later = at + timedelta(days=31)

    done = [deciding.conclude_due(at=moment) for moment in (at, later, later)]

    states = list(Procedure.objects.order_by("pk").values_list("state", flat=True))
    assert (done, states) == ([0, 2, 0], ["recognised", "refused"])
    assert [row.entry_id for row in Recognition.objects.all()] == [procedure.entry_id]
    assert refused.entry.recognition_level == ""
