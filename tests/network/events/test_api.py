"""Events by the API: only public ones, without the secret link."""

import json

import pytest

from loket.api.models import Call
from network.events import workflow
from network.events.models import Event
from tests.api.factory import Caller, make_token
from tests.factories import OrganisationFactory, UserFactory
from tests.network.events.factory import EventFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
PROPOSAL = {
    "externalId": "dag-1",
    "kind": "training",
    "title": "Motiverend gesprek",
    "summary": "Voor wie gesprekken voert.",
    "startsAt": "2099-04-09T13:00:00+02:00",
    "endsAt": "2099-04-09T16:00:00+02:00",
    "location": "Tiel",
    "themes": ["roken"],
    "whyNew": "Er is in deze regio niets.",
}


def told(response) -> dict:
    return json.loads(response.content)


def test_proposal_is_withdrawn_until_it_was_judged(at):
    caller = Caller(make_token()[1])
    for number in ("1", "2"):
        caller.post(f"{ROOT}/event-proposals", PROPOSAL | {"externalId": number})
    workflow.approve(Event.objects.latest("pk"), by=UserFactory(roles=["servicedesk"]), at=at)

    answers = {number: caller.delete(f"{ROOT}/event-proposals/{number}") for number in ("1", "2", "bestaat-niet")}

    assert {number: answer.status_code for number, answer in answers.items()} == {
        "1": 204,
        "2": 409,
        "bestaat-niet": 404,
    }
    assert answers["2"]["Content-Type"] == "application/problem+json"
    assert list(Event.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "approved"]
    assert Call.objects.filter(method="DELETE").order_by("pk").values_list("status", flat=True).first() == 204


def test_proposal_of_a_colleague_is_not_withdrawn():
    own, token = make_token()
    caller, person = Caller(token), UserFactory(partner=True, organisation=own.organisation)
    caller.post(f"{ROOT}/event-proposals", PROPOSAL)
    Event.objects.update(organiser=person)

    assert caller.delete(f"{ROOT}/event-proposals/dag-1").status_code == 403
    assert Event.objects.get().state == "proposed"


def test_list_has_public_events_only(visitor, client_for):
    shown, hidden = EventFactory(), EventFactory(proposed=True)

    for client in (visitor, client_for(hidden.organiser)):
        rows = told(client.get(f"{ROOT}/events"))["results"]
        assert [row["externalId"] for row in rows] == [f"bijeenkomst-{shown.pk}"]
        assert client.get(f"{ROOT}/events/bijeenkomst-{hidden.pk}").status_code == 404


def test_event_leaves_out_the_link_to_take_part(visitor):
    event = EventFactory(online_url="https://geheim.example.org/x")

    response = visitor.get(f"{ROOT}/events/bijeenkomst-{event.pk}")

    assert told(response)["startsAt"].endswith("+02:00")
    assert b"geheim" not in response.content


def test_from_leaves_out_what_began_earlier(visitor):
    event = EventFactory()
    day = event.starts_at.date().isoformat()

    assert len(told(visitor.get(f"{ROOT}/events?from={day}"))["results"]) == 1
    assert told(visitor.get(f"{ROOT}/events?from=2030-01-01"))["results"] == []


def test_list_costs_few_queries(visitor, django_assert_max_num_queries):
    for _number in range(5):
        EventFactory(organisation=OrganisationFactory())

    with django_assert_max_num_queries(2):
        visitor.get(f"{ROOT}/events")


def test_page_of_an_event_says_what_it_is_to_search_engines(visitor):
    event = EventFactory(title="Wandelen </script><b>")

    page = visitor.get(event.get_absolute_url()).content.decode()

    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (data["@type"], data["name"], data["location"]["name"]) == ("Event", event.title, "Tiel")


def test_proposal_goes_to_the_desk():
    desk = UserFactory(roles=["servicedesk"])
    person = UserFactory(partner=True)
    _, text = make_token(person)

    response = Caller(text).post(f"{ROOT}/event-proposals", PROPOSAL)

    event = Event.objects.get()
    assert (response.status_code, told(response)["state"]) == (201, "proposed")
    assert (event.organiser, event.organisation, event.why_new) == (person, person.organisation, PROPOSAL["whyNew"])
    assert desk.is_active


def test_same_proposal_again_makes_nothing_new():
    caller = Caller(make_token()[1])
    caller.post(f"{ROOT}/event-proposals", PROPOSAL)

    again = caller.post(f"{ROOT}/event-proposals", PROPOSAL)
    other = caller.post(f"{ROOT}/event-proposals", PROPOSAL | {"title": "Iets anders"})

    assert (again.status_code, other.status_code, Event.objects.count()) == (200, 409, 1)
    assert [row["externalId"] for row in told(caller.get(f"{ROOT}/event-proposals"))["results"]] == ["dag-1"]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"startsAt": "morgen"}, "startsAt"),
        ({"startsAt": "2020-01-01T10:00:00+01:00", "endsAt": "2020-01-01T12:00:00+01:00"}, "startsAt"),
        ({"endsAt": "2099-08-09T13:00:00+02:00"}, "endsAt"),
        ({"themes": ["vliegeren"]}, "themes[0]"),
        ({"areas": ["Atlantis"]}, "areas[0]"),
        ({"location": ""}, "location"),
        ({"kind": "feest"}, "kind"),
        ({"whyNew": " "}, "whyNew"),
        ({"kleur": "rood"}, "kleur"),
        ({"externalId": "../x"}, "externalId"),
    ],
)
def test_wrong_field_is_named(change, name):
    response = Caller(make_token()[1]).post(f"{ROOT}/event-proposals", PROPOSAL | change)

    assert (response.status_code, [fault["name"] for fault in told(response)["errors"]]) == (422, [name])
    assert not Event.objects.exists()


def test_proposal_of_another_organisation_is_not_found():
    Caller(make_token()[1]).post(f"{ROOT}/event-proposals", PROPOSAL)

    assert Caller(make_token()[1]).get(f"{ROOT}/event-proposals/dag-1").status_code == 404
