"""The pages of groups: who sees them, what buttons do, how many queries they take."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from servicedesk.collective import workflow
from servicedesk.collective.enums import GroupState
from servicedesk.collective.models import Group
from servicedesk.enums import State
from servicedesk.models import Message, Question
from tests.conftest import VISITOR
from tests.servicedesk.collective.factory import confirmed, proposed, three
from tests.servicedesk.factory import asked, staff

pytestmark = pytest.mark.django_db
ROLES = (VISITOR, "professional", "partner", "redactie", "kernteam", "xpert", "coordinator", "servicedesk")
LOOKS = {"coordinator": 200, "servicedesk": 200}
EVENT = {
    "title": "Vapen op het mbo",
    "kind": "leersessie",
    "summary": "Drie scholen vertellen.",
    "venue": "op-locatie",
    "location": "Tiel",
    "day": "2031-06-05",
    "starts": "13:00",
    "ends": "15:00",
    "overbooking": "0",
    "why_new": "Hier is nog niets over.",
}


def now():
    return timezone.now()


def text(response) -> str:
    return response.content.decode()


def typed(questions: list[Question], body: str = "Beste {naam}, kijk hier.") -> dict:
    seen = {f"gezien-{row.pk}": Message.objects.filter(question=row).latest("pk").pk for row in questions}
    return {"text": body, "submission": str(uuid.uuid4())} | seen


@pytest.mark.parametrize("role", ROLES)
def test_looking_is_for_desk_and_coordinator(client_as, role):
    group = proposed(three(at=now()), at=now())
    client = client_as(role)

    statuses = [client.get(address).status_code for address in (reverse("collective_groups"), group.get_absolute_url())]

    closed = [302, 302] if role == VISITOR else [403, 404]
    assert statuses == ([200, 200] if role in LOOKS else closed)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "name",
    ["collective_confirm", "collective_rename", "collective_put_in", "collective_take_back", "collective_let_go"],
)
def test_acting_is_for_the_desk_alone(client_as, role, name):
    group = proposed(three(at=now()), at=now())

    status = client_as(role).post(reverse(name, args=[group.pk])).status_code

    assert status == {"coordinator": 403, "servicedesk": 302, VISITOR: 302}.get(role, 404)
    assert Group.objects.get().state == GroupState.PROPOSED


def test_group_is_confirmed_from_its_page(client_for):
    found, by = three(at=now()), staff()
    group, client = proposed(found, at=now()), client_for(by)
    assert "Zelfde thema: roken" in text(client.get(group.get_absolute_url()))

    client.post(reverse("collective_confirm", args=[group.pk]), {"vragen": [row.pk for row in found[:2]]})

    assert "Eruit gehaald" in text(client.get(group.get_absolute_url()))
    assert group.members.inside().count() == 2


def test_group_is_made_from_a_question(client_for):
    found, client = three(at=now()), client_for(staff())
    address = reverse("collective_new", args=[found[0].number])
    assert address in text(client.get(reverse("question_alike", args=[found[0].number])))
    assert found[1].reference in text(client.get(address))

    response = client.post(address, {"vragen": [found[1].pk]})

    group = Group.objects.get()
    assert response.url == group.get_absolute_url()
    assert (group.state, group.members.inside().count()) == (GroupState.CONFIRMED, 2)
    assert group.name in text(client.get(found[0].get_absolute_url()))


def test_answer_from_the_page_goes_to_all_and_can_be_taken_back(client_for):
    found, by = three(at=now()), staff()
    group, client = confirmed(found, by, at=now()), client_for(by)
    address = reverse("collective_tell", args=[group.pk])
    assert "Beste {naam}" in text(client.get(address))

    client.post(address, typed(found))
    assert "Alles terughalen" in text(client.get(group.get_absolute_url()))
    client.post(reverse("collective_take_back", args=[group.pk]))

    assert set(Question.objects.values_list("state", flat=True)) == {State.NEW}


def test_empty_answer_gives_a_sentence(client_for):
    found, by = three(at=now()), staff()
    group = confirmed(found, by, at=now())

    response = client_for(by).post(reverse("collective_tell", args=[group.pk]), typed(found, ""))

    assert response.status_code == 422
    assert "Schrijf eerst een antwoord" in text(response)


def test_event_is_proposed_with_what_the_questions_say(client_for):
    by = staff()
    group, client = confirmed(three(at=now()), by, at=now()), client_for(by)
    address = reverse("collective_propose", args=[group.pk, "event"])
    assert "3 professionals stelden" in text(client.get(address))

    client.post(address, EVENT)

    page = text(client.get(group.get_absolute_url()))
    assert "Vapen op het mbo" in page
    assert "Zodra dit openstaat" in page


@pytest.mark.parametrize("way", ["event", "network"])
def test_proposal_that_misses_something_says_so(client_for, way):
    by = staff()
    group = confirmed(three(at=now()), by, at=now())

    response = client_for(by).post(reverse("collective_propose", args=[group.pk, way]), {"why_new": "x"})

    assert response.status_code == 422


@pytest.mark.parametrize("number", ["", "abc", "2026-99999", "\x00"])
def test_adding_what_is_no_question_gives_a_sentence(client_for, number):
    by = staff()
    group, client = confirmed(three(at=now()), by, at=now()), client_for(by)

    client.post(reverse("collective_put_in", args=[group.pk]), {"number": number})

    assert group.members.count() == 3


def test_question_is_added_by_its_number(client_for):
    by = staff()
    group = confirmed(three(at=now()), by, at=now())
    question = asked(at=now())

    client_for(by).post(reverse("collective_put_in", args=[group.pk]), {"number": question.reference})

    assert group.members.inside().filter(question=question).exists()


@pytest.mark.parametrize("stand", ["voorgesteld", "bezig", "afgerond", "niet", "\x00"])
def test_overview_shows_each_state(client_for, stand):
    group = proposed(three(at=now()), at=now())

    page = text(client_for(staff()).get(reverse("collective_groups"), {"stand": stand}))

    assert (group.name in page) is (stand in ("voorgesteld", "\x00"))


def test_group_page_takes_few_queries(client_for, django_assert_max_num_queries, steady_vocabulary):
    by = staff()
    group, client = confirmed(three(at=now()), by, at=now()), client_for(by)
    client.get(group.get_absolute_url())

    with django_assert_max_num_queries(15):
        client.get(group.get_absolute_url())


def test_steps_by_address_are_known_ones(client_for):
    by = staff()
    group, client = confirmed(three(at=now()), by, at=now()), client_for(by)

    assert client.post(reverse("collective_step", args=[group.pk, "iets"])).status_code == 404
    client.post(reverse("collective_step", args=[group.pk, "niet-samen"]))

    assert Group.objects.get().state == GroupState.DISMISSED
    assert workflow.GROUPS.can(Group.objects.get(), "reopen", by)
