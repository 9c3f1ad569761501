"""The pages of networks: who sees what, what they do, and how many queries they take."""

import pytest
from django.urls import reverse

from network.learning import documents, pages
from network.learning.enums import Access, MembershipState, NetworkState, Role
from network.learning.models import LearningNetwork, Membership
from tests.factories import OrganisationFactory, UserFactory
from tests.network.learning.factory import AT, facilitator, member, network, posted, thread, upload

pytestmark = pytest.mark.django_db

INSIDE = ("network_threads", "network_documents", "network_agreements", "network_members")
PROPOSAL = {
    "name": "Slapen leren wij samen",
    "kind": "lerend-netwerk",
    "purpose": "Beter slapen in de wijk.",
    "scope": "regionaal",
    "access": "open",
    "is_public": "on",
    "starts_on": "2030-01-07",
    "ends_on": "2030-12-31",
    "areas": "Tiel",
    "why_new": "Over slaap is er niets.",
}


def page(client, name: str, *args, status: int = 200) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def test_list_shows_public_networks_and_no_proposals(visitor):
    shown, hidden = network(), [network("proposed"), network("private")]

    text = page(visitor, "learning_networks")

    assert shown.name in text
    assert [row.name for row in hidden if row.name in text] == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": "archived"}, ["Oud"]),
        ({"theme": "slaap"}, []),
        ({"area": "Tiel"}, ["Nieuw"]),
        ({"q": "oude wijk"}, ["Oud"]),
    ],
)
def test_list_filters(visitor, filters, found):
    network(name="Nieuw", areas=["gemeente-tiel"])
    network("archived", name="Oud", purpose="Leren van een oude wijk.")

    text = visitor.get(reverse("learning_networks"), filters).content.decode()

    assert [name for name in ("Nieuw", "Oud") if f">{name}</a>" in text] == found


def test_front_of_a_public_network_says_what_it_is_for_without_names(visitor):
    one = network()
    person = member(one)

    text = page(visitor, "learning_network", one.slug)

    assert one.start_question in text
    assert person.name not in text


@pytest.mark.parametrize("name", INSIDE)
def test_inside_is_not_there_for_others(client_for, name):
    one = network()

    page(client_for(UserFactory()), name, one.slug, status=404)
    page(client_for(member(one)), name, one.slug)


@pytest.mark.parametrize("role", Role)
def test_every_page_opens_for_each_role(client_for, role):
    one = network("harvesting")
    started = thread(one)
    client = client_for(member(one, role=role))
    names = ("learning_network", "network_sessions", "network_harvest", *INSIDE)

    texts = [page(client, name, one.slug) for name in names]

    assert all(one.name in text for text in texts)
    assert started.title in page(client, "network_thread", one.slug, started.pk)


@pytest.mark.parametrize(
    "name", ["network_manage", "network_edit", "network_invite", "network_extend", "network_session_plan"]
)
def test_pages_of_the_facilitator_open(client_for, name):
    one = network()

    page(client_for(facilitator(one)), name, one.slug)
    page(client_for(member(one, role=Role.FOLLOWER)), name, one.slug, status=403)


def test_joining_an_open_network_takes_two_presses(client_for):
    one, person = network(access=Access.OPEN), UserFactory()

    response = client_for(person).post(reverse("network_join", args=[one.slug]), {"role": "lid"})

    assert response.url == one.get_absolute_url()
    assert Membership.objects.get(person=person).state == MembershipState.ACTIVE


def test_nobody_becomes_a_facilitator_by_joining(client_for):
    one = network(access=Access.OPEN)

    response = client_for(UserFactory()).post(reverse("network_join", args=[one.slug]), {"role": "begeleider"})

    assert response.status_code == 422
    assert not Membership.objects.exists()


def test_proposing_shows_what_one_could_join_and_keeps_why_not(client_for):
    similar, person = network(areas=["gemeente-tiel"]), UserFactory()
    client = client_for(person)
    about = f"{reverse('network_propose')}?name=Slapen&areas=Tiel"

    shown = client.get(about).content.decode()
    client.post(about, PROPOSAL | {f"why_not_{similar.pk}": "Dat gaat over lopen"})

    made = LearningNetwork.objects.get(name=PROPOSAL["name"])
    assert similar.name in shown
    assert (made.state, made.proposer) == (NetworkState.PROPOSED, person)
    assert made.looked_at == [
        {"title": similar.name, "url": similar.get_absolute_url(), "why_not": "Dat gaat over lopen"}
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ends_on": "2029-12-31"}, "De einddatum moet na de begindatum liggen."),
        ({"ends_on": "2045-12-31"}, "Kies een einddatum binnen vijf jaar."),
        ({"areas": "Verwegistan"}, "Dit gebied kennen wij niet: Verwegistan."),
        ({"organisation_names": "Onbekend BV"}, "Deze organisatie kennen wij niet: Onbekend BV."),
        ({"why_new": ""}, "Dit veld is verplicht."),
        ({"name": "\x00"}, "nul"),
    ],
)
def test_proposal_with_something_wrong_says_so_and_keeps_what_was_typed(client_for, typed, sentence):
    response = client_for(UserFactory()).post(f"{reverse('network_propose')}?name=Slapen", PROPOSAL | typed)

    text = response.content.decode()
    assert response.status_code == 422
    assert sentence.lower() in text.lower()
    assert PROPOSAL["purpose"] in text
    assert not LearningNetwork.objects.exists()


def test_desk_approves_a_proposal_by_a_button_behind_a_page(client_for):
    one = network("proposed", proposer=UserFactory())
    desk = client_for(UserFactory(roles=["servicedesk"]))
    address = reverse("network_step", args=[one.slug, "goedkeuren"])

    desk.get(address)
    desk.post(address)

    one.refresh_from_db()
    assert (one.state, one.role_of(one.proposer)) == (NetworkState.QUESTION, Role.FACILITATOR)


def test_desk_does_not_read_what_members_write(client_for):
    one = network()
    started = thread(one)
    desk = client_for(UserFactory(roles=["servicedesk"]))

    page(desk, "network_thread", one.slug, started.pk, status=404)
    page(desk, "network_threads", one.slug, status=404)
    page(desk, "network_members", one.slug)


def test_harvest_is_for_everybody_once_it_is_archived(client_for, visitor):
    one = network("harvesting")
    lead = facilitator(one)
    made = documents.add(one, "Lessen", by=lead, at=AT, upload=upload())
    documents.mark_yield(made, is_yield=True, by=lead)
    file = made.versions.get().file
    client = client_for(lead)

    client.post(reverse("network_harvest_edit", args=[one.slug]), {"answer": "Samen lopen helpt."})
    page(visitor, "network_harvest", one.slug, status=404)
    page(visitor, "network_file", one.slug, file.pk, status=404)
    client.post(reverse("network_step", args=[one.slug, "archiveren"]))

    assert "Samen lopen helpt." in page(visitor, "network_harvest", one.slug)
    assert visitor.get(file.get_absolute_url()).status_code == 200


def test_members_list_as_a_file_is_for_who_manages(client_for):
    one = network()

    assert client_for(facilitator(one)).get(reverse("network_members_ods", args=[one.slug])).status_code == 200
    page(client_for(member(one)), "network_members_ods", one.slug, status=403)
    page(client_for(UserFactory()), "network_members_ods", one.slug, status=404)


def test_edit_that_somebody_else_was_before_says_so(client_for):
    one = network()
    client = client_for(facilitator(one))
    typed = PROPOSAL | {"name": one.name, "seen": AT.isoformat()}

    response = client.post(reverse("network_edit", args=[one.slug]), typed)

    assert response.status_code == 422
    assert "Iemand anders heeft dit intussen veranderd" in response.content.decode()


def test_partners_are_kept_by_name(client_for):
    one, partner = network(), OrganisationFactory()
    client = client_for(facilitator(one))

    typed = PROPOSAL | {"organisation_names": partner.name, "starts_on": "2026-01-12"}
    client.post(reverse("network_edit", args=[one.slug]), typed)

    assert list(one.organisations.all()) == [partner]


@pytest.mark.parametrize(
    "name", ["learning_networks", "learning_network", "network_threads", "network_thread", "network_members"]
)
def test_pages_take_the_same_queries_for_one_and_for_many(client_for, django_assert_max_num_queries, name):
    one = network()
    client = client_for(facilitator(one))
    started = thread(one)
    for _ in range(4):
        posted(started, member(one))
        thread(one)
        network()
    arguments = {"learning_networks": [], "network_thread": [one.slug, started.pk]}.get(name, [one.slug])

    with django_assert_max_num_queries(16):
        page(client, name, *arguments)


def test_similar_networks_are_those_of_the_same_theme_or_area():
    near = network(areas=["gemeente-tiel"], themes=["slaap"])
    far = network(areas=["gemeente-assen"], themes=["roken"])

    found = pages.could_join(UserFactory(), themes=["slaap"], areas=["gemeente-tiel"])

    assert found == [near]
    assert "slaap" in found[0].reason.lower()
    assert far not in found


STATUSES = {
    # URL name: visitor, somebody with an account, follower, member, facilitator, desk
    "learning_network": (200, 200, 200, 200, 200, 200),
    "network_sessions": (200, 200, 200, 200, 200, 200),
    "network_harvest": (404, 404, 200, 200, 200, 404),
    "network_threads": (302, 404, 200, 200, 200, 404),
    "network_thread_new": (302, 404, 404, 200, 200, 404),
    "network_names": (302, 404, 200, 200, 200, 404),
    "network_documents": (302, 404, 200, 200, 200, 404),
    "network_agreements": (302, 404, 200, 200, 200, 404),
    "network_session_plan": (302, 404, 403, 200, 200, 404),
    "network_members": (302, 404, 200, 200, 200, 200),
    "network_members_ods": (302, 404, 403, 403, 200, 200),
    "network_invite": (302, 404, 403, 403, 200, 200),
    "network_manage": (302, 404, 403, 403, 200, 200),
    "network_edit": (302, 403, 403, 403, 200, 200),
    "network_extend": (302, 404, 403, 403, 200, 200),
    "network_harvest_edit": (302, 404, 403, 403, 200, 404),
    "network_join": (302, 200, 302, 302, 302, 200),
    "network_leave": (302, 404, 200, 200, 200, 404),
}


@pytest.mark.parametrize("name", STATUSES)
def test_each_page_answers_each_role_as_the_table_says(client_as, client_for, name):
    one = network("harvesting")
    people = [member(one, role=role) for role in (Role.FOLLOWER, Role.MEMBER, Role.FACILITATOR)]
    clients = [client_as("bezoeker"), client_as("professional"), *map(client_for, people), client_as("servicedesk")]

    found = tuple(client.get(reverse(name, args=[one.slug])).status_code for client in clients)

    assert found == STATUSES[name]
