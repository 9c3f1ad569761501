"""From application to the last version of the sheet: what is kept, who hears of it, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.catalogue.recognition import workflow
from loket.catalogue.recognition.models import Procedure
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.catalogue.recognition.factory import (
    InterventionFactory,
    ProcedureFactory,
    SeatFactory,
    walk_to,
)
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db


def mailed() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def applied(entry, *, at, **fields) -> Procedure:
    return workflow.apply(entry, **{"level": "goed-beschreven", "reason": "", "by": entry.owner, "at": at} | fields)


def test_apply_takes_over_the_sheet_sets_the_term_and_tells_the_editors(at):
    entry, editor = InterventionFactory(), UserFactory(editor=True)

    procedure = applied(entry, at=at, reason="Graag voor de zomer")

    assert (procedure.state, procedure.sheet, procedure.due_on) == (
        "applied",
        {"hoofddoel": "Vaker bewegen"},
        date(2026, 3, 16),
    )
    assert [row.act for row in procedure.history.all()] == ["apply"]
    assert mailed() == [editor.email]


@pytest.mark.parametrize("entry", [{"kind": "praktijkvoorbeeld"}, {"state": "archived", "archived_at": "at"}])
def test_apply_for_what_is_no_published_intervention_is_refused(entry, at):
    made = InterventionFactory(**{key: at if value == "at" else value for key, value in entry.items()})

    with pytest.raises(PermissionDenied):
        applied(made, at=at)


def test_apply_by_an_editor_who_is_not_the_owner_is_refused(at):
    with pytest.raises(PermissionDenied):
        applied(InterventionFactory(), at=at, by=UserFactory(editor=True))


def test_apply_twice_gives_one_application(at):
    entry = InterventionFactory()
    applied(entry, at=at)

    with pytest.raises(workflow.ProcedureRunning, match="loopt al een aanvraag"):
        applied(entry, at=at)

    assert Procedure.objects.count() == 1


def test_apply_again_after_the_end_is_possible(at):
    old = ProcedureFactory(state="refused")

    assert applied(old.entry, at=at).state == "applied"


def test_send_back_needs_reasons_and_sends_them(at):
    procedure, editor = ProcedureFactory(), UserFactory(editor=True)

    with pytest.raises(ValidationError, match="Schrijf wat er nog ontbreekt"):
        workflow.send_back(procedure, by=editor, at=at, note=" ")
    workflow.send_back(procedure, by=editor, at=at, note="De doelgroep ontbreekt")

    mail = OutgoingMail.objects.get()
    assert (procedure.state, mail.to, "De doelgroep ontbreekt" in mail.text) == (
        "returned",
        procedure.entry.owner.email,
        True,
    )


def test_save_keeps_what_another_window_wrote_elsewhere(at):
    procedure = ProcedureFactory(state="sheet", sheet={"hoofddoel": "Doel", "kosten": "10 euro"})
    owner = procedure.entry.owner

    workflow.save_sheet(procedure, {"kosten": "", "uren": "Twee"}, shown="", by=owner, at=at)

    assert Procedure.objects.get().sheet == {"hoofddoel": "Doel", "uren": "Twee"}


def test_save_over_what_a_colleague_wrote_meanwhile_is_refused(at):
    deputy = UserFactory()
    procedure = ProcedureFactory(state="sheet", sheet={"kosten": "10 euro"}, entry__deputy=deputy)
    shown = workflow.digest(procedure.sheet, ["kosten"])
    workflow.save_sheet(procedure, {"kosten": "12 euro"}, shown=shown, by=deputy, at=at)

    with pytest.raises(workflow.SomebodyElseWrote, match=f"^{deputy} heeft dit onderdeel intussen ook veranderd"):
        workflow.save_sheet(procedure, {"kosten": "15 euro"}, shown=shown, by=procedure.entry.owner, at=at)

    assert Procedure.objects.get().sheet == {"kosten": "12 euro"}


def test_save_twice_by_the_same_person_goes_on(at):
    procedure = ProcedureFactory(state="sheet", sheet={"kosten": "10 euro"})
    owner, shown = procedure.entry.owner, workflow.digest({"kosten": "10 euro"}, ["kosten"])

    for text in ("12 euro", "15 euro"):
        workflow.save_sheet(procedure, {"kosten": text}, shown=shown, by=owner, at=at)

    assert Procedure.objects.get().sheet == {"kosten": "15 euro"}


@pytest.mark.parametrize("state", ["applied", "feedback_1", "judging", "recognised"])
def test_save_while_the_sheet_is_with_others_is_refused(state, at):
    procedure = ProcedureFactory(state=state)

    with pytest.raises(StaleState):
        workflow.save_sheet(procedure, {"kosten": "1"}, shown="", by=procedure.entry.owner, at=at)


def test_submit_names_what_the_level_needs(at):
    procedure = ProcedureFactory(state="sheet", level="goed-onderbouwd")
    procedure.sheet = {key: text for key, text in procedure.sheet.items() if key not in ("probleem", "kosten")}
    procedure.save()

    with pytest.raises(ValidationError) as error:
        workflow.submit(procedure, by=procedure.entry.owner, at=at)

    assert error.value.message == "Vul eerst nog in: Kosten, Probleem."
    assert Procedure.objects.get().state == "sheet"


def test_submit_twice_counts_once(at):
    procedure = ProcedureFactory(state="sheet")
    other_tab = Procedure.objects.with_people().get()
    workflow.submit(procedure, by=procedure.entry.owner, at=at)

    with pytest.raises(StaleState):
        workflow.submit(other_tab, by=procedure.entry.owner, at=at)

    assert procedure.history.count() == 1


def test_submit_marks_the_comments_as_dealt_with(at):
    procedure, editor = walk_to("feedback_1"), UserFactory(editor=True)
    workflow.comment(procedure, field="kosten", text="Per groep?", by=editor, at=at)
    workflow.send_feedback(procedure, by=editor, at=at)

    workflow.submit(procedure, by=procedure.entry.owner, at=at)

    assert (procedure.state, procedure.comments.get().is_resolved) == ("feedback_2", True)


def test_feedback_without_a_word_is_refused(at):
    procedure = ProcedureFactory(state="feedback_1")

    with pytest.raises(ValidationError, match="Schrijf een toelichting"):
        workflow.send_feedback(procedure, by=UserFactory(editor=True), at=at)


def test_feedback_of_the_first_round_does_not_count_for_the_second(at):
    procedure, editor = walk_to("feedback_1"), UserFactory(editor=True)
    workflow.comment(procedure, field="", text="Mooi", by=editor, at=at)
    workflow.send_feedback(procedure, by=editor, at=at)
    workflow.submit(procedure, by=procedure.entry.owner, at=at)

    with pytest.raises(ValidationError):
        workflow.send_feedback(procedure, by=editor, at=at)


@pytest.mark.parametrize(
    ("state", "editor", "owner"),
    [
        ("sheet", StaleState, StaleState),
        ("feedback_1", None, PermissionDenied),
        ("revision_1", PermissionDenied, None),
        ("feedback_2", None, PermissionDenied),
        ("judging", StaleState, StaleState),
    ],
)
def test_comment_belongs_to_who_has_the_sheet(state, editor, owner, at):
    procedure, found = ProcedureFactory(state=state), []

    for person in (UserFactory(editor=True), procedure.entry.owner):
        try:
            workflow.comment(procedure, field="kosten", text="Per groep?", by=person, at=at)
            found.append(None)
        except (PermissionDenied, StaleState) as error:
            found.append(type(error))

    assert found == [editor, owner]


def test_comment_does_not_name_who_made_it(at):
    procedure = ProcedureFactory(state="feedback_2")

    row = workflow.comment(procedure, field="", text="Goed zo", by=UserFactory(editor=True), at=at)

    assert (row.by, row.round) == ("Redactie, ronde 2", 2)


def test_comment_sent_twice_stands_once(at):
    procedure, editor = ProcedureFactory(state="feedback_1"), UserFactory(editor=True)

    for _ in range(2):
        workflow.comment(procedure, field="kosten", text="Per groep?", by=editor, at=at)

    assert procedure.comments.count() == 1


def test_withdraw_thanks_who_was_asked_to_judge(at):
    seat = SeatFactory(undeclared=True, procedure__state="ready")
    editor, procedure = UserFactory(editor=True), seat.procedure

    workflow.withdraw(procedure, by=procedure.entry.owner, at=at)

    assert (procedure.state, procedure.closed_at, procedure.due_on) == ("withdrawn", at, None)
    assert mailed() == sorted([editor.email, seat.assessor.person.email])


def test_owner_who_left_is_followed_up_by_the_deputy(at):
    deputy = UserFactory()
    procedure = ProcedureFactory(state="sheet", entry__deputy=deputy)
    procedure.entry.owner.is_active = False
    procedure.entry.owner.save()

    workflow.submit(procedure, by=deputy, at=at)
    workflow.send_feedback(procedure, by=UserFactory(editor=True), at=at, note="Korter")

    assert deputy.email in mailed()
    assert procedure.entry.owner.email not in mailed()


def test_desk_of_the_owner_is_not_told(at):
    entry = EntryFactory(published=True, kind="interventie", owner=UserFactory(editor=True))

    applied(entry, at=at)

    assert mailed() == []


def test_days_so_far_stop_at_the_end(at):
    running, closed = ProcedureFactory(state="sheet"), ProcedureFactory(state="withdrawn")

    days = [row.days_so_far(running.applied_at + timedelta(days=9)) for row in (running, closed)]

    assert days == [9, 0]
