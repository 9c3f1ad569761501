"""The pages of owner and visitor: what each shows, what a wrong form says, and whose task it is."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from loket.accounts import my_loket
from loket.catalogue.recognition import judging, workflow
from loket.catalogue.recognition.models import Procedure
from tests.catalogue.recognition.factory import (
    AssessorFactory,
    InterventionFactory,
    ProcedureFactory,
    RecognitionFactory,
    walk_to,
)
from tests.catalogue.recognition.reading import said, text
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]


def section(procedure: Procedure, name: str = "uitvoering") -> str:
    return reverse("recognition_sheet", args=[procedure.pk, name])


def buttons(client, procedure: Procedure) -> list[str]:
    return re.findall(r"/stap/([a-z_]+)/", client.get(procedure.get_absolute_url()).content.decode())


def test_owner_finds_the_way_to_apply_on_the_page_of_the_entry(client_for, visitor):
    entry = InterventionFactory()
    url = reverse("recognition_apply", args=[entry.slug])

    found = [
        url in client.get(entry.get_absolute_url()).content.decode() for client in (client_for(entry.owner), visitor)
    ]

    assert found == [True, False]


def test_visitor_reads_why_and_what_went_before(visitor, at):
    recognition = RecognitionFactory(motivation="Anderen kunnen dit overnemen.", conditions="Scholing elk jaar.")
    old = {"level": "erkend-niveau-onbekend", "origin": "import", "recorded_at": at, "replaced_at": at}
    recognition.entry.recognitions.create(**old)

    page = text(visitor.get(recognition.entry.get_absolute_url()))

    for sentence in (
        "Anderen kunnen dit overnemen.",
        "Scholing elk jaar.",
        "Erkend, niveau niet in bron",
        "Opgevolgd op",
    ):
        assert sentence in page


def test_example_says_so_on_the_entry_and_on_the_application(visitor, client_for):
    procedure = ProcedureFactory(state="sheet", is_example=True)
    RecognitionFactory(entry=procedure.entry, is_example=True)

    pages = [
        visitor.get(procedure.entry.get_absolute_url()),
        client_for(procedure.entry.owner).get(procedure.get_absolute_url()),
    ]

    assert ["verzonnen om te laten zien hoe het werkt" in text(page) for page in pages] == [True, True]


def test_applying_leads_to_the_application(client_for):
    entry = InterventionFactory()

    response = client_for(entry.owner).post(
        reverse("recognition_apply", args=[entry.slug]), {"level": "goed-beschreven"}
    )

    assert response.url == Procedure.objects.get().get_absolute_url()


@pytest.mark.parametrize("level", ["", "erkend-niveau-onbekend", "uitstekend"])
def test_applying_for_what_is_no_level_is_422_and_keeps_what_was_typed(level, client_for):
    entry = InterventionFactory()
    told = {"level": level, "reason": "Voor de zomer"}

    response = client_for(entry.owner).post(reverse("recognition_apply", args=[entry.slug]), told)

    assert (response.status_code, "Voor de zomer" in text(response), Procedure.objects.count()) == (422, True, 0)


def test_page_shows_where_it_stands_and_who_is_to_act_until_when(client_for, at):
    procedure = ProcedureFactory(
        state="feedback_1", applied_at=at - timedelta(days=12), due_on=at.date() - timedelta(days=1)
    )

    page = text(client_for(procedure.entry.owner).get(procedure.get_absolute_url()))

    assert "nu 12 dagen" in page
    assert "Te laat Wacht op de redactie , uiterlijk 1 maart 2026" in page


def test_buttons_are_those_of_the_table(client_for, editor):
    procedure = ProcedureFactory(state="applied")

    found = [buttons(client_for(person), procedure) for person in (procedure.entry.owner, editor)]

    assert found == [["withdraw"], ["pass_scan", "send_back"]]


@pytest.mark.parametrize(
    ("name", "state", "status", "sentence"),
    [
        ("send_back", "applied", 422, "Schrijf wat er nog ontbreekt. De aanvrager krijgt deze uitleg."),
        ("open_judging", "ready", 422, "Kies eerst 3 beoordelaars."),
        (
            "pass_scan",
            "sheet",
            409,
            "Iemand anders heeft dit intussen veranderd. Bekijk de nieuwe stand en probeer het opnieuw.",
        ),
    ],
)
def test_step_that_cannot_be_taken_says_why_and_changes_nothing(name, state, status, sentence, client_for, editor):
    procedure = ProcedureFactory(state=state)

    response = client_for(editor).post(reverse("recognition_act", args=[procedure.pk, name]), {"note": ""})

    assert (response.status_code, said(response)) == (status, [sentence])
    assert Procedure.objects.get().state == state


def test_step_that_does_not_exist_is_not_found(client_for, editor):
    url = reverse("recognition_act", args=[ProcedureFactory().pk, "reach_majority"])

    assert client_for(editor).post(url).status_code == 404


def test_section_keeps_its_fields_and_goes_on(client_for):
    procedure = ProcedureFactory(state="sheet", sheet={"hoofddoel": "Doel"})

    response = client_for(procedure.entry.owner).post(
        section(procedure), {"kosten": "Tien euro", "hoofddoel": "Anders"}
    )

    assert response.url == section(procedure, "onderbouwing")
    assert Procedure.objects.get().sheet == {"hoofddoel": "Doel", "kosten": "Tien euro"}


def test_section_shows_guidance_comments_and_what_is_needed(client_for, at):
    procedure = ProcedureFactory(state="revision_1", sheet={})
    procedure.comments.create(field="kosten", round=1, at=at, text="Per groep?")

    page = text(client_for(procedure.entry.owner).get(section(procedure)))

    for sentence in ("Waar letten beoordelaars op?", "Per groep?", "Implementatie (niet verplicht)", "nog 6 nodig"):
        assert sentence in page
    assert "Kosten (niet verplicht)" not in page


def test_section_that_is_too_long_is_422_and_kept(client_for):
    procedure = ProcedureFactory(state="sheet", sheet={})

    response = client_for(procedure.entry.owner).post(section(procedure), {"kosten": "x" * 20_001, "uren": "Twee"})

    assert (response.status_code, "x" * 20_001 in text(response)) == (422, True)


def test_section_that_a_colleague_changed_is_409_and_kept(client_for, at):
    procedure = ProcedureFactory(state="sheet", sheet={}, entry__deputy=UserFactory(name="Anna Ander"))
    workflow.save_sheet(procedure, {"kosten": "12 euro"}, shown="", by=procedure.entry.deputy, at=at)
    told = {"kosten": "Tien euro", "shown": workflow.digest({}, ["kosten"])}

    response = client_for(procedure.entry.owner).post(section(procedure), told)

    assert (response.status_code, "Tien euro" in text(response)) == (409, True)
    assert said(response)[0].startswith("Anna Ander heeft dit onderdeel intussen ook veranderd")


def test_section_that_does_not_exist_is_not_found(client_for):
    procedure = ProcedureFactory(state="sheet")

    assert client_for(procedure.entry.owner).get(section(procedure, "geheim")).status_code == 404


def test_autosave_says_when_and_what_it_could_not_keep(client_for):
    procedure = ProcedureFactory(state="sheet", sheet={})
    url = reverse("recognition_autosave", args=[procedure.pk, "uitvoering"])

    answer = client_for(procedure.entry.owner).post(url, {"kosten": "Tien", "uren": "x" * 20_001}).json()

    assert (answer["message"], list(answer["errors"])) == ("Bewaard om 10.00 uur", ["uren"])
    assert Procedure.objects.get().sheet == {"kosten": "Tien"}


def test_autosave_after_submission_keeps_nothing(client_for):
    procedure = ProcedureFactory(state="feedback_1", sheet={})
    url = reverse("recognition_autosave", args=[procedure.pk, "uitvoering"])

    response = client_for(procedure.entry.owner).post(url, {"kosten": "Tien"})

    assert (response.status_code, Procedure.objects.get().sheet) == (409, {})


@pytest.mark.parametrize("typed", ["", "x" * 4001])
def test_comment_that_is_no_comment_is_422_and_kept(typed, client_for, editor):
    procedure = ProcedureFactory(state="feedback_1")

    response = client_for(editor).post(
        reverse("recognition_comment", args=[procedure.pk]), {"text": typed, "field": "kosten"}
    )

    assert (response.status_code, typed in text(response), procedure.comments.count()) == (422, True, 0)


def test_comment_at_an_unknown_field_is_about_the_whole(client_for, editor):
    procedure = ProcedureFactory(state="feedback_1")

    client_for(editor).post(reverse("recognition_comment", args=[procedure.pk]), {"text": "Mooi", "field": "../geheim"})

    assert procedure.comments.get().field == ""


def test_tasks_of_owner_assessor_and_editor_are_theirs_alone(editor, at):
    procedure = walk_to("ready", at=at)
    seat = judging.assign(procedure, AssessorFactory(), by=editor, at=at)
    other = ProcedureFactory(state="sheet")

    found = {
        name: [(task.title, task.detail) for task in my_loket.tasks_of(person) if task.kind == "Erkenning"]
        for name, person in (("owner", other.entry.owner), ("assessor", seat.assessor.person), ("editor", editor))
    }

    assert found == {
        "owner": [(other.entry.title, "Vul het werkblad in")],
        "assessor": [(procedure.entry.title, "Hebt u een belang? Antwoord voordat u het dossier leest")],
        "editor": [(procedure.entry.title, "Kies beoordelaars")],
    }


def test_task_to_review_goes_when_it_is_applied_for(at):
    entry = RecognitionFactory().entry
    before = [task.detail for task in my_loket.tasks_of(entry.owner) if task.kind == "Erkenning"]

    workflow.apply(entry, level="goed-beschreven", reason="", by=entry.owner, at=at)

    after = [task for task in my_loket.tasks_of(entry.owner) if task.kind == "Erkenning"]
    assert (before, after) == (["Vraag een nieuwe beoordeling aan"], [])
