"""The pages of desk and asker: who sees what, what buttons do, and how many queries it takes."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from servicedesk import answering, referring, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import Draft, Message, Question, Rating
from tests.conftest import VISITOR
from tests.factories import EntryFactory, UserFactory
from tests.servicedesk.factory import TEXT, asked, replied, staff, standing

pytestmark = pytest.mark.django_db
ROLES = (VISITOR, "professional", "partner", "redactie", "kernteam", "xpert", "coordinator", "servicedesk")
LOOKS = {"coordinator": 200, "servicedesk": 200}
HANDLES = {"coordinator": 403, "servicedesk": 302}
LISTS = (
    "nieuw",
    "van-mij",
    "van-niemand",
    "wacht-op-vrager",
    "wacht-op-derden",
    "te-laat",
    "open",
    "gesloten",
)


def now():
    return timezone.now()


def written(question: Question, **changes) -> dict:
    seen = question.messages.latest("pk").pk
    told = {"kind": "reply", "text": "Kijk hier eens.", "seen": seen, "then": "answer"}
    return told | {"submission": str(uuid.uuid4())} | changes


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["question", "question_suggestions", "question_presence"])
def test_looking_is_for_desk_and_coordinator(client_as, role, name):
    question = asked(at=now())

    status = client_as(role).get(reverse(name, args=[question.number])).status_code

    assert status == LOOKS.get(role, 302 if role == VISITOR else 404)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "name",
    ["question_write", "question_draft", "question_details", "question_guide", "question_refer", "question_close"],
)
def test_acting_is_for_the_desk_alone(client_as, role, name):
    question = asked(at=now())

    status = client_as(role).post(reverse(name, args=[question.number])).status_code

    expected = HANDLES.get(role, 302 if role == VISITOR else 404)
    assert status == expected or (role == "servicedesk" and status in (200, 302, 422))
    assert Question.objects.get().state == State.NEW


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["desk", "desk_call", "standard_answers"])
def test_pages_of_the_desk_are_for_the_desk(client_as, role, name):
    status = client_as(role).get(reverse(name)).status_code

    looks = {"servicedesk": 200, "coordinator": 200 if name == "desk" else 403}
    assert status == looks.get(role, 302 if role == VISITOR else 403)


def test_own_question_is_not_the_page_of_the_desk(client_for):
    person = UserFactory()
    question = asked(person=person, email="", at=now())

    assert client_for(person).get(question.get_absolute_url()).status_code == 403
    assert client_for(person).get(question.get_follow_url()).status_code == 200


@pytest.mark.parametrize("shown", LISTS)
def test_lists_show_what_belongs_in_them(client_for, shown):
    by, at = staff(), now()
    for state in (State.NEW, State.WORKING, State.WAIT_ASKER, State.WAIT_OTHERS, State.CLOSED):
        standing(state, by=by, at=at)
    late = asked(at=at - timedelta(days=30), text="Een oude vraag over slapen")

    page = client_for(by).get(reverse("desk"), {"lijst": shown}).content.decode()

    rows = page.count('class="desk-row"')
    expected = {"nieuw": 2, "van-mij": 1, "van-niemand": 4, "open": 5, "te-laat": 1}
    assert rows == expected.get(shown, 1)
    assert (late.subject in page) is (shown in ("nieuw", "van-niemand", "open", "te-laat"))


def test_list_takes_the_same_queries_for_many(client_for, django_assert_max_num_queries, steady_vocabulary):
    client, at = client_for(staff()), now()
    for _ in range(30):
        asked(at=at)
    client.get(reverse("desk"))

    with django_assert_max_num_queries(12):
        client.get(reverse("desk"), {"lijst": "open"})


def test_question_page_takes_few_queries(client_for, django_assert_max_num_queries, steady_vocabulary):
    by, at = staff(), now()
    question = asked(at=at)
    for _ in range(10):
        answering.write_note(question, writing_of(question), kind=MessageKind.NOTE, by=by, at=at)
    client = client_for(by)
    client.get(question.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(question.get_absolute_url())


def writing_of(question: Question) -> answering.Writing:
    return answering.Writing(text="Notitie", seen=0)


@pytest.mark.parametrize("typed", ["valongeval bij ouderen", "{reference}", "vallen"])
def test_search_finds_words_in_any_form_and_numbers(client_for, typed):
    question = asked(at=now(), text="Wat doen wij aan ouderen die vallen? Valongevallen nemen toe.")
    asked(at=now(), text="Iets over slapen op school")

    address = reverse("desk")
    page = client_for(staff()).get(address, {"q": typed.format(reference=question.reference)}).content.decode()

    assert page.count('class="desk-row"') == 1
    assert question.subject in page


def test_search_finds_words_of_an_answer(client_for):
    question, by = asked(at=now()), staff()
    replied(question, by, at=now(), text="Probeer een beweegtuin.", then="work")

    page = client_for(by).get(reverse("desk"), {"lijst": "open", "q": "beweegtuinen"}).content.decode()

    assert question.subject in page


@pytest.mark.parametrize("value", ["\x00", "'; --", "9" * 400, "%", "de het een"])
def test_filters_take_anything(client_for, value):
    told = dict.fromkeys(["q", "queue", "theme", "channel", "area", "tag", "organisation", "pagina", "lijst"], value)

    assert client_for(staff()).get(reverse("desk"), told).status_code == 200


def test_several_at_once(client_for):
    by, other = staff(), staff()
    numbers = [asked(at=now()).number for _ in range(3)]
    client = client_for(by)

    client.post(reverse("desk_bulk"), {"numbers": numbers[:2], "act": "assign", "assignee": other.pk})
    client.post(reverse("desk_bulk"), {"numbers": numbers, "act": "tag", "tag": "Dorp"})
    client.post(reverse("desk_bulk"), {"numbers": numbers[2:], "act": "close", "outcome": "not-for-us"})

    found = Question.objects.order_by("number").values_list("assignee", "tags", "state")
    assert list(found) == [(other.pk, ["dorp"], "new")] * 2 + [(None, ["dorp"], "closed")]


def test_answer_by_the_page_leaves_and_can_be_taken_back(client_for):
    question, by = asked(at=now()), staff()
    client = client_for(by)

    client.post(reverse("question_write", args=[question.number]), written(question))
    message = Message.objects.get(kind=MessageKind.REPLY)
    client.post(reverse("question_undo", args=[question.number, message.pk]))

    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()
    assert "Kijk hier eens." in client.get(question.get_absolute_url()).content.decode()


def test_answer_on_an_outdated_page_shows_what_came_in_and_keeps_the_text(client_for):
    question = asked(at=now())
    told = written(question, text="Mijn lange antwoord")
    answering.hear(question, "Het is al opgelost", at=now())
    client = client_for(staff())

    response = client.post(reverse("question_write", args=[question.number]), told)
    page = response.content.decode()

    assert response.status_code == 409
    assert "Er kwam intussen iets bij" in page
    assert "Mijn lange antwoord" in page
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_draft_is_kept_while_typing(client_for):
    question, by = asked(at=now()), staff()

    response = client_for(by).post(
        reverse("question_draft", args=[question.number]), {"text": "Half een", "kind": "reply"}
    )

    assert response.json() == {"errors": {}}
    assert Draft.objects.get().text == "Half een"


def test_preview_shows_markup_and_runs_nothing(client_for):
    question = asked(at=now())

    page = client_for(staff()).post(
        reverse("question_preview", args=[question.number]), {"text": "**Vet** <script>alert(1)</script>"}
    )

    assert "<strong>Vet</strong>" in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_two_people_at_one_question_see_each_other(client_for):
    question = asked(at=now())
    address = reverse("question_presence", args=[question.number])
    client_for(staff(name="Els Voorbeeld")).get(address)

    page = client_for(staff()).get(address).content.decode()

    assert "Els Voorbeeld kijkt nu ook" in page


def test_asker_sees_nothing_internal(visitor):
    question, by = asked(at=now()), staff()
    answering.write_note(question, answering.Writing(text="Geheime notitie", seen=0), kind="note", by=by, at=now())

    page = visitor.get(question.get_follow_url()).content.decode()

    assert "Geheime notitie" not in page
    assert TEXT in page


def test_link_is_valid_for_that_question_alone(visitor):
    question, other = asked(at=now()), asked(at=now(), text="Een andere vraag over slapen")

    assert visitor.get(question.get_follow_url().replace(question.token, other.token[:-1] + "x")).status_code == 404


def test_expired_link_says_so_and_shows_nothing(visitor):
    question = asked(at=now())
    Question.objects.update(link_until=now() - timedelta(days=1))

    responses = [visitor.get(question.get_follow_url())]
    responses.append(visitor.post(reverse("question_react", args=[question.token]), {"text": "Hallo"}))

    assert [response.status_code for response in responses] == [410, 410]
    assert "Deze link is verlopen" in responses[0].content.decode()
    assert question.subject not in responses[0].content.decode()
    assert Message.objects.count() == 1


def test_asker_reacts_once_however_often_it_is_sent(visitor):
    question = asked(at=now())
    told = {"text": "Nog iets", "submission": str(uuid.uuid4())}

    for _ in range(2):
        visitor.post(reverse("question_react", args=[question.token]), told)

    assert question.messages.filter(text="Nog iets").count() == 1


def test_asker_closes_rates_and_reopens(visitor):
    question = asked(at=now())
    visitor.post(reverse("question_own_act", args=[question.token, "opgelost"]))
    visitor.post(reverse("question_rate", args=[question.token]), {"helped": 4, "service": 5, "said": "Fijn"})

    visitor.post(reverse("question_own_act", args=[question.token, "heropenen"]))

    assert Rating.objects.get().helped == 4
    assert Question.objects.get().state == State.REOPENED


def test_rating_without_a_choice_keeps_the_words(visitor):
    question = asked(at=now())
    workflow.withdraw(question, by=None, at=now())

    response = visitor.post(reverse("question_rate", args=[question.token]), {"said": "Het duurde lang"})

    assert response.status_code == 422
    assert "Het duurde lang" in response.content.decode()


def test_referral_is_rated_by_the_asker(visitor):
    question, by, at = asked(at=now()), staff(), now() - timedelta(minutes=5)
    referral = referring.refer(question, "entry", EntryFactory(published=True).pk, reason="", by=by, at=at)
    replied(question, by, at=at)

    visitor.get(question.get_follow_url())
    visitor.post(reverse("question_rate_referral", args=[question.token, referral.pk]), {"helped": "yes"})

    referral.refresh_from_db()
    assert referral.helped == "yes"


def test_referring_with_one_press_from_the_suggestions(client_for):
    entry, question = EntryFactory(published=True, title="Valpreventie in het dorp"), asked(at=now())
    client = client_for(staff())
    assert entry.title in client.get(reverse("question_suggestions", args=[question.number])).content.decode()

    client.post(reverse("question_refer", args=[question.number]), {"onderwerp": f"entry:{entry.pk}", "reden": "Past"})

    assert entry.title in client.get(question.get_absolute_url()).content.decode()


def test_call_is_logged_answered_and_closed_at_once(client_for):
    told = {"caller": "Vera", "text": TEXT, "answer": "Verteld waar het staat", "is_done": "on", "channel": "phone"}
    told |= {"submission": str(uuid.uuid4())}
    client = client_for(staff())

    for _ in range(2):
        client.post(reverse("desk_call"), told)

    question = Question.objects.get()
    assert (question.state, question.channel, question.outcome) == (State.CLOSED, "phone", "answered")
    assert question.messages.filter(kind=MessageKind.CALL).count() == 1


def test_caller_is_found_while_typing_with_earlier_questions(client_for):
    person = UserFactory(name="Vera Voorbeeld")
    question = asked(person=person, email="", at=now())

    page = client_for(staff()).get(reverse("desk_callers"), {"caller": "vera"}).content.decode()

    assert "Vera Voorbeeld" in page
    assert question.reference in page


def test_standard_answer_is_filled_in(client_for):
    question, client = asked(at=now()), client_for(staff(name="Els Voorbeeld"))
    client.post(reverse("standard_answers"), {"title": "Groet", "text": "Beste {naam}, ({nummer}) {behandelaar} {x}"})

    page = client.get(reverse("question_standard", args=[question.number])).content.decode()
    number = page.split("?antwoord=")[1].split("#")[0]
    page = client.get(question.get_absolute_url(), {"antwoord": number}).content.decode()

    assert f"Beste Vera Voorbeeld, ({question.reference}) Els Voorbeeld {{x}}" in page
