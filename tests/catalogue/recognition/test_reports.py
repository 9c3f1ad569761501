"""The public figures, and what is kept of a person."""

from datetime import timedelta

import pytest

from loket.accounts import privacy
from loket.catalogue.recognition import registrations, reports, workflow
from loket.catalogue.recognition.models import Procedure, Seat
from tests.catalogue.recognition.factory import AT, BallotFactory, ProcedureFactory, RecognitionFactory, SeatFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def scanned(days: int) -> None:
    """An application whose quick scan took so many days."""
    procedure, editor = ProcedureFactory(), UserFactory(editor=True)
    procedure.history.create(at=AT, act="apply", to_state="applied")
    workflow.pass_scan(procedure, by=editor, at=AT + timedelta(days=days))


def test_median_of_a_step_is_of_those_that_ended():
    for days in (3, 4, 20):
        scanned(days)
    ProcedureFactory().history.create(at=AT, act="apply", to_state="applied")

    assert reports.figures(TODAY)["steps"] == [("In quickscan", 4, 3)]


def test_total_and_outcomes_count_what_was_closed():
    for state, days in (("recognised", 100), ("recognised", 120), ("refused", 300), ("withdrawn", 1)):
        ProcedureFactory(state=state, closed_at=AT + timedelta(days=days))
    ProcedureFactory(state="judging")

    found = reports.figures(TODAY)

    assert found["totals"] == {"recognised": 110, "refused": 300, "together": 120}
    assert found["outcomes"] == [("Erkend", 2), ("Niet erkend", 1), ("Ingetrokken", 1)]
    assert (found["open"], found["decided"]) == (1, 3)


def test_lapsed_recognition_is_not_counted_as_one():
    recognition = RecognitionFactory()

    counts = [reports._figures(recognition.valid_until + timedelta(days=days))["recognised"] for days in (0, 1)]

    assert counts == [1, 0]


def test_figures_without_anything_say_so(visitor):
    page = visitor.get("/erkenning/cijfers/").content.decode()

    assert "nog niet bekend" in page


def test_export_has_applications_votes_and_interests():
    ballot = BallotFactory(motivation="Helder", seat__interest_note="Ken de auteur")
    ProcedureFactory(entry__owner=ballot.seat.assessor.person)

    found = privacy.export_of(ballot.seat.assessor.person)["erkenning"]

    assert [row["stand"] for row in found["aanvragen"]] == ["applied"]
    assert ([row["motivering"] for row in found["stemmen"]], found["belangen"]) == (["Helder"], ["Ken de auteur"])


def test_erased_assessor_leaves_the_vote_without_a_name(at):
    ballot = BallotFactory()

    privacy.erase(ballot.seat.assessor.person, at=at)

    ballot.seat.assessor.refresh_from_db()
    assert (ballot.seat.ballots.count(), str(ballot.seat.assessor)) == (1, "iemand die weg is")


def test_erased_applicant_leaves_the_application(at):
    procedure = ProcedureFactory(state="sheet")

    privacy.erase(procedure.entry.owner, at=at)

    assert (Procedure.objects.get().applicant, Procedure.objects.get().sheet) == (None, procedure.sheet)


def test_note_on_an_interest_is_forgotten_a_year_after_the_end(at):
    closed = {"procedure__state": "refused", "procedure__closed_at": AT, "interest_note": "Ken de auteur"}
    SeatFactory(**closed)

    gone = [registrations._forget_interests(AT + timedelta(days=days)) for days in (365, 366, 367)]

    assert (gone, Seat.objects.get().interest_note) == ([0, 1, 0], "")
