"""Calls for questions: made by the desk, answered by anybody within the term; each answer becomes a question."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from loket.core.working_days import local_date
from loket.search.models import Findable
from servicedesk import next_steps
from servicedesk.appeals import pages, workflow
from servicedesk.appeals.enums import AppealState, FieldKind
from servicedesk.appeals.models import Appeal, AppealField, Response
from servicedesk.enums import Channel
from servicedesk.models import Question, Queue
from tests.conftest import VISITOR
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, staff

pytestmark = pytest.mark.django_db


def called(*, by=None, at=None, placed=True, fields=(), **changes) -> Appeal:
    at = at or timezone.now()
    day = local_date(at)
    told = {
        "title": "Vallen voorkomen in uw dorp",
        "lead": "Wat loopt bij u vast?",
        "theme": "valpreventie",
        "opens_on": day,
        "closes_on": day + timedelta(days=20),
        "queue": Queue.objects.named("servicedesk"),
    } | changes
    by = by or staff()
    appeal = workflow.write(Appeal(**told), list(fields), by=by, at=at)
    if placed:
        workflow.step(appeal, "place", by=by, at=at)
    return appeal


def choice(**changes) -> AppealField:
    told = {"label": "Waar werkt u?", "kind": FieldKind.CHOICE, "options": ["GGD", "Gemeente"], "is_required": True}
    return AppealField(**told | changes)


def told(appeal: Appeal, **changes) -> dict:
    answers = {f"veld_{row.pk}": "GGD" for row in appeal.fields.all()}
    return {"text": "Niemand komt.", "name": "Vera", "email": "vera@example.org"} | answers | changes


def test_answer_becomes_a_question_of_the_call(visitor):
    appeal = called(fields=[choice()])

    response = visitor.post(appeal.get_absolute_url(), told(appeal))

    question = Question.objects.get()
    assert response["Location"] == question.get_follow_url()
    assert (question.channel, question.themes) == (Channel.CALL, ["valpreventie"])
    assert question.asked == "Niemand komt.\n\nWaar werkt u?\nGGD"
    assert Response.objects.get().answers == [["Waar werkt u?", "GGD"]]


def test_same_form_twice_is_one_question(visitor):
    appeal = called()
    form = told(appeal, submission="5f2c9f7e-6a3e-4f43-9f0e-0b7f3a1c2d4e")

    for _ in range(2):
        visitor.post(appeal.get_absolute_url(), form)

    assert (Question.objects.count(), Response.objects.count()) == (1, 1)


@pytest.mark.parametrize("wrong", [{"text": ""}, {"email": "geen"}, {"name": ""}])
def test_what_is_wrong_is_told_and_what_was_typed_stays(visitor, wrong):
    appeal = called(fields=[choice()])

    response = visitor.post(appeal.get_absolute_url(), told(appeal, phone="0612") | wrong)

    assert response.status_code == 422
    assert 'value="0612"' in response.content.decode()
    assert not Question.objects.exists()


def test_field_that_must_be_filled_in_is_asked(visitor):
    appeal = called(fields=[choice(), AppealField(label="Mag dit?", kind=FieldKind.YES_NO)])
    first, second = appeal.fields.all()

    response = visitor.post(
        appeal.get_absolute_url(), told(appeal) | {f"veld_{first.pk}": "", f"veld_{second.pk}": "x"}
    )

    assert set(response.context["form"].errors) == {f"veld_{first.pk}", f"veld_{second.pk}"}


@pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, True), (20, True), (21, False)])
def test_call_takes_questions_within_its_term(days, is_taken):
    appeal = called(at=AT)
    moment = AT + timedelta(days=days)
    data = {"text": "Niemand komt.", "phone": "", "email": "v@example.org", "name": "V", "submission": None}
    asking = workflow.asking_of(appeal, data, [], None)

    if is_taken:
        assert workflow.respond(appeal, asking, [], at=moment).pk
    else:
        with pytest.raises(ValidationError, match="gesloten"):
            workflow.respond(appeal, asking, [], at=moment)
    assert Appeal.objects.taking(moment).exists() is is_taken


def test_page_after_the_term_has_no_form(visitor):
    day = local_date(timezone.now())
    appeal = called(opens_on=day - timedelta(days=9), closes_on=day - timedelta(days=1))

    page = visitor.get(appeal.get_absolute_url()).content.decode()

    assert "Termijn voorbij" in page
    assert "<textarea" not in page
    assert visitor.post(appeal.get_absolute_url(), told(appeal)).status_code == 422


def test_draft_is_for_the_desk_alone(client_as):
    appeal = called(placed=False)

    codes = {role: client_as(role).get(appeal.get_absolute_url()).status_code for role in (VISITOR, "servicedesk")}

    assert codes == {VISITOR: 404, "servicedesk": 200}
    assert not Findable.objects.filter(subject_type="appeal").exists()


def test_placed_call_is_found_until_it_is_ended():
    by, appeal = staff(), called()
    before = Findable.objects.filter(subject_type="appeal", subject_id=appeal.pk).count()

    workflow.step(appeal, "end", by=by, at=AT)

    assert (before, Findable.objects.filter(subject_type="appeal").count()) == (1, 0)


@pytest.mark.parametrize("role", [VISITOR, "professional", "coordinator", "servicedesk"])
def test_making_is_for_the_desk_and_looking_for_the_coordinator_too(client_as, role):
    appeal, client = called(), client_as(role)

    looks = client.get(reverse("desk_appeal", args=[appeal.pk])).status_code
    makes = client.get(reverse("appeal_new")).status_code
    ends = client.post(reverse("appeal_step", args=[appeal.pk, "end"])).status_code

    expected = {"coordinator": (200, 403, 403), "servicedesk": (200, 200, 302), VISITOR: (302, 302, 302)}
    assert (looks, makes, ends) == expected.get(role, (403, 403, 403))
    appeal.refresh_from_db()
    assert appeal.state == (AppealState.ENDED if role == "servicedesk" else AppealState.OPEN)


def test_call_with_its_form_is_made_and_changed_by_the_pages(client_for):
    client, queue = client_for(staff()), Queue.objects.named("servicedesk")
    form = {
        "title": "Roken",
        "lead": "Wat loopt vast?",
        "theme": "roken",
        "opens_on": "2026-03-01",
        "closes_on": "2026-04-01",
        "queue": queue.pk,
        "veld-TOTAL_FORMS": "2",
        "veld-INITIAL_FORMS": "0",
        "veld-0-label": "Waar?",
        "veld-0-kind": "choice",
        "veld-0-options": "GGD\nGemeente\nGGD",
        "veld-1-label": "",
        "veld-1-kind": "line",
    }

    wrong = client.post(reverse("appeal_new"), form | {"closes_on": "2026-01-01", "veld-0-options": "GGD"})
    client.post(reverse("appeal_new"), form)

    appeal = Appeal.objects.get()
    assert wrong.status_code == 422
    assert (appeal.slug, appeal.closes_on) == ("roken", date(2026, 4, 1))
    assert [(row.label, row.options) for row in appeal.fields.all()] == [("Waar?", ["GGD", "Gemeente"])]
    assert client.get(reverse("appeal_edit", args=[appeal.pk])).status_code == 200


def test_somebody_else_cannot_make_a_call():
    with pytest.raises(PermissionDenied):
        called(by=UserFactory())


def test_two_calls_with_one_title_have_their_own_address():
    assert [called().slug, called().slug] == ["vallen-voorkomen-in-uw-dorp", "vallen-voorkomen-in-uw-dorp-2"]


def test_sheet_has_the_answers_and_not_who_asked(visitor, client_for):
    appeal = called(fields=[choice()])
    visitor.post(appeal.get_absolute_url(), told(appeal))

    sheet = client_for(staff()).get(reverse("appeal_sheet", args=[appeal.pk, "csv"])).content.decode("utf-8-sig")

    assert sheet.splitlines()[0] == "Nummer;Datum;Stand;Onderwerp;Waar werkt u?"
    assert "GGD" in sheet
    assert "vera" not in sheet.lower()


def test_page_of_the_desk_is_made_in_few_queries(visitor, client_for, steady_vocabulary, django_assert_max_num_queries):
    appeal = called()
    for number in range(3):
        visitor.post(appeal.get_absolute_url(), told(appeal, email=f"v{number}@example.org"))
    client = client_for(staff())

    with django_assert_max_num_queries(12):
        page = client.get(reverse("desk_appeal", args=[appeal.pk])).content.decode()

    assert "Reacties (3)" in page


def test_question_says_by_which_call_it_came(visitor):
    appeal = called()
    visitor.post(appeal.get_absolute_url(), told(appeal))

    offered = next_steps.offered(Question.objects.get(), staff())

    assert "Oproep: Vallen voorkomen in uw dorp" in [row.label for row in offered]


def test_list_shows_what_takes_questions_now(visitor):
    called(title="Nu open")
    called(title="Nog niet", placed=False)

    page = visitor.get(reverse("appeals")).content.decode()

    assert "Nu open" in page
    assert "Nog niet" not in page
    assert len(pages.public_list(timezone.now())) == 1
