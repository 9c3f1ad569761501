"""The Expertgroep Gezonde School: asked by the desk, advises within a term, and the asker sees nothing of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from loket.accounts import my_loket, privacy
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from servicedesk import next_steps
from servicedesk.consulting import workflow
from servicedesk.consulting.enums import ConsultationState
from servicedesk.consulting.models import Advice, Adviser, Consultation
from servicedesk.enums import MessageKind, State
from servicedesk.models import Message, Question
from tests.conftest import VISITOR
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, asked, staff

pytestmark = pytest.mark.django_db
SECRET = "Kies een klein begin."


def member(**changes):
    person = UserFactory(**changes)
    workflow.let_in(person, by=staff(), at=AT)
    return person


def put(question: Question | None = None, *, by=None, at=AT, **changes) -> Consultation:
    told = {"title": "Water op school", "text": "Wat werkt op een kleine school?", "days": 5, "waits": False}
    return workflow.put(question or asked(queue="gezonde-school"), **told | changes, by=by or staff(), at=at)


def test_members_hear_it_and_the_term_is_in_working_days():
    people = {member().email, member().email}
    OutgoingMail.objects.all().delete()

    made = put(asked(queue="gezonde-school", email=""), waits=True)

    assert made.due_on == date(2026, 3, 9)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == people
    assert Question.objects.get().state == State.WAIT_OTHERS


def test_advice_is_a_note_that_the_asker_does_not_see(visitor):
    adviser, by = member(name="Ada Adviseur"), staff()
    question = asked(queue="gezonde-school")
    made = put(question, by=by)
    OutgoingMail.objects.all().delete()

    workflow.advise(made, SECRET, by=adviser, at=AT)

    note = Message.objects.get(kind=MessageKind.NOTE)
    assert (note.is_internal, note.text, note.author) == (True, SECRET, adviser)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [by.email]
    assert SECRET not in visitor.get(question.get_follow_url()).content.decode()


def test_several_members_advise_until_the_desk_has_heard_enough():
    one, other, by = member(), member(), staff()
    made = put(by=by)
    workflow.advise(made, SECRET, by=one, at=AT)
    workflow.advise(made, "En ik dit.", by=other, at=AT)
    workflow.end(made, "close", by=by, at=AT)

    with pytest.raises(StaleState):
        workflow.advise(made, "Te laat.", by=one, at=AT)
    assert (Advice.objects.count(), made.state) == (2, ConsultationState.CLOSED)


def test_question_is_before_the_group_once_at_a_time():
    member()
    question, by = asked(queue="gezonde-school"), staff()
    first = put(question, by=by)

    with pytest.raises(ValidationError, match="ligt al bij de expertgroep"):
        put(question, by=by)
    workflow.end(first, "withdraw", by=by, at=AT)
    assert put(question, by=by).pk


def test_group_without_members_is_not_asked():
    with pytest.raises(ValidationError, match="nog geen leden"):
        put()


def test_reminder_and_late_come_once_each():
    adviser, by = member(), staff()
    put(asked(queue="gezonde-school", email=""), by=by)
    OutgoingMail.objects.all().delete()

    sent = [workflow.mind_the_terms(at=AT + timedelta(days=days)) for days in (0, 3, 4, 7, 8, 9)]

    assert sent == [0, 0, 1, 0, 1, 0]
    assert [mail.to for mail in OutgoingMail.objects.order_by("pk")] == [adviser.email, by.email]


def test_new_member_does_not_see_what_was_asked_before(client_for):
    old = member()
    made = put()
    new = member()

    codes = [client_for(person).get(made.get_absolute_url()).status_code for person in (old, new)]

    assert codes == [200, 404]


@pytest.mark.parametrize(
    ("role", "lists", "one", "keeps"),
    [
        (VISITOR, 302, 302, 302),
        ("professional", 404, 404, 403),
        ("redactie", 404, 404, 403),
        ("coordinator", 200, 200, 200),
        ("servicedesk", 200, 200, 200),
    ],
)
def test_group_is_for_the_desk_and_its_members(client_as, role, lists, one, keeps):
    member()
    made, client = put(), client_as(role)

    assert client.get(reverse("consultations")).status_code == lists
    assert client.get(made.get_absolute_url()).status_code == one
    assert client.get(reverse("advisers")).status_code == keeps


def test_member_advises_on_the_page_and_sees_nothing_of_the_question(client_for):
    adviser = member()
    question = asked(queue="gezonde-school", name="Vera Verzonnen")
    made = put(question)
    client = client_for(adviser)

    page = client.get(made.get_absolute_url()).content.decode()
    empty = client.post(made.get_absolute_url(), {"text": " "})
    client.post(made.get_absolute_url(), {"text": SECRET})

    assert "Vera" not in page
    assert question.reference not in page
    assert empty.status_code == 422
    assert Advice.objects.get().text == SECRET
    assert client.post(reverse("consultation_end", args=[made.pk, "close"])).status_code == 403


def test_names_are_shown_before_it_goes_to_the_group(client_for):
    member()
    question = asked(queue="gezonde-school", name="Vera Verzonnen")
    client, url = client_for(staff()), reverse("consultation_new", args=[question.number])
    told = {"title": "Water", "text": "Vera Verzonnen vraagt dit.", "days": 5}

    first = client.post(url, told)
    second = client.post(url, told | {"is_read": "1"})

    assert first.status_code == 422
    assert "<mark>Vera Verzonnen</mark>" in first.content.decode()
    assert second["Location"] == Consultation.objects.get().get_absolute_url()


def test_step_is_offered_with_questions_of_schools_alone():
    by = staff()
    school, other = asked(queue="gezonde-school"), asked()

    labels = [[row.label for row in next_steps.offered(question, by)] for question in (school, other)]

    assert ["Voorleggen aan de Expertgroep Gezonde School" in row for row in labels] == [True, False]


def test_members_are_let_in_by_their_address_and_let_go(client_as):
    person, client = UserFactory(email="ada@example.org"), client_as("coordinator")

    unknown = client.post(reverse("advisers"), {"email": "niemand@example.org"})
    client.post(reverse("advisers"), {"email": "ADA@example.org"})
    client.post(reverse("adviser_end", args=[Adviser.objects.get().pk]))

    assert unknown.status_code == 422
    assert Adviser.objects.get().person == person
    assert Adviser.objects.get().until is not None


def test_somebody_else_lets_nobody_in():
    with pytest.raises(PermissionDenied):
        workflow.let_in(UserFactory(), by=UserFactory(), at=AT)


def test_task_of_a_member_ends_with_the_advice():
    adviser = member()
    made = put()
    before = [task.title for task in my_loket.tasks_of(adviser)]

    workflow.advise(made, SECRET, by=adviser, at=AT)

    assert (before, list(my_loket.tasks_of(adviser))) == (["Water op school"], [])


def test_erased_member_leaves_the_advice_without_a_name():
    adviser = member()
    workflow.advise(put(), SECRET, by=adviser, at=AT)

    assert privacy.export_of(adviser)["adviezen van de expertgroep"][0]["advies"] == SECRET
    privacy.erase(adviser, at=AT)

    assert (Advice.objects.get().adviser, Adviser.objects.count()) == (None, 0)
