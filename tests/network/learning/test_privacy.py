"""What a private network shows to nobody else, what is kept of a person, and what goes after its term."""

from datetime import timedelta

import pytest
from django.urls import reverse

from loket.search import engine
from loket.search.query import SearchRequest
from network.learning import agreeing, conversing, documents, filing, findable, forgetting, sessions
from network.learning.enums import Access, Role
from network.learning.models import Invitation, Membership, NetworkFile, Notice, Post
from network.learning.registrations import tasks
from network.learning.urls import urlpatterns
from tests.factories import UserFactory
from tests.network.events.factory import EventFactory
from tests.network.learning.factory import AT, facilitator, member, network, posted, thread, upload

pytestmark = pytest.mark.django_db
SECRET = "Zwijgzaam"
OWN_LINKS = {"network_feed", "network_invitation", "network_invitation_accept", "network_invitation_decline"}
ACTS = {
    "network_document_act": "weghalen",
    "network_agreement_act": "gedaan",
    "network_member_act": "uit-netwerk",
    "network_held_act": "weggooien",
    "network_step": "oogsten",
}


@pytest.fixture
def private():
    """A private network with something of everything."""
    one = network("private", name=f"{SECRET} netwerk", purpose=f"{SECRET} leren", access=Access.INVITATION)
    lead = facilitator(one, person=UserFactory(name=f"{SECRET} Begeleider"))
    started = thread(one, lead, title=f"{SECRET} gesprek", text=f"{SECRET} bericht")
    document = documents.add(one, f"{SECRET} plan", by=lead, at=AT, upload=upload())
    agreement = agreeing.agree(one, f"{SECRET} doen", owner=lead, due_on=AT.date(), by=lead, at=AT)
    session = sessions.link(one, EventFactory(), by=lead, at=AT)
    findable.renew(one)
    numbers = {"thread": started, "document": document, "agreement": agreement, "session": session}
    return one, lead, {name: row.pk for name, row in numbers.items()} | {"file": NetworkFile.objects.get().pk}


def addresses(one, numbers: dict) -> list[tuple[str, str]]:
    """Every page of a network by its URL name, with numbers of what there is."""
    found = []
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        if pattern.name in OWN_LINKS or "slug" not in names:
            continue
        kind = next((kind for kind in numbers if kind in pattern.name), "thread")
        values = {"slug": one.slug, "pk": numbers[kind], "act": ACTS.get(pattern.name)}
        found.append((pattern.name, reverse(pattern.name, kwargs={name: values[name] for name in names})))
    return found


@pytest.mark.parametrize("role", ["bezoeker", "professional", "partner", "redactie", "xpert", "kernteam"])
def test_private_network_is_nowhere_for_others(private, client_as, role):
    one, _, numbers = private
    client = client_as(role)

    answers = {
        (name, method): getattr(client, method)(at)
        for name, at in addresses(one, numbers)
        for method in ("get", "post")
    }

    assert {key: r.status_code for key, r in answers.items() if r.status_code not in (302, 404, 405)} == {}
    assert [key for key, r in answers.items() if r.status_code == 302 and "login" not in r.url] == []


@pytest.mark.parametrize("role", ["bezoeker", "professional", "redactie"])
def test_lists_feeds_search_and_suggestions_do_not_tell_of_a_private_network(private, client_as, role):
    one, client = private[0], client_as(role)
    doors = [
        reverse("learning_networks"),
        f"{reverse('learning_networks')}?q={SECRET}",
        f"{reverse('search')}?q={SECRET}",
        f"{reverse('search_suggestions')}?q={SECRET}",
        f"{reverse('api_search')}?q={SECRET}",
        reverse("events"),
        EventFactory._meta.model.objects.first().get_absolute_url(),
        f"{reverse('network_propose')}?name=x&areas=landelijk",
    ]

    texts = {door: client.get(door).content.decode() for door in doors}

    assert [door for door, text in texts.items() if one.slug in text or one.purpose in text] == []


def test_search_finds_a_private_network_by_the_token_of_its_members(private):
    one, _, _ = private
    wanted = SearchRequest(text=SECRET)

    found = [engine.search(wanted, tokens).hits for tokens in (("public", "signed-in"), (findable.token(one.pk),))]

    assert [[hit.subject_id for hit in hits] for hits in found] == [[], [one.pk]]


def test_parent_that_is_private_is_not_named_on_its_child(private, visitor):
    one, _, _ = private
    child = network(parent=one)

    assert SECRET not in visitor.get(child.get_absolute_url()).content.decode()


def test_facilitator_who_is_not_listed_is_not_named_to_others(client_for):
    one = network()
    hidden, listed = facilitator(one), facilitator(one, person=UserFactory(is_listed=True))

    text = client_for(UserFactory()).get(one.get_absolute_url()).content.decode()

    assert hidden.name not in text
    assert listed.name in text


def test_former_member_is_a_stranger_again(client_for):
    one = network("private")
    person = member(one)
    Membership.objects.filter(person=person).update(state="left", ended_at=AT)

    assert client_for(person).get(one.get_absolute_url()).status_code == 404


def test_export_holds_what_somebody_wrote_and_promised(private):
    _, lead, _ = private

    kept = forgetting.export(lead)

    assert [row["tekst"] for row in kept["berichten"]] == [f"{SECRET} bericht"]
    assert [row["afspraak"] for row in kept["afspraken"]] == [f"{SECRET} doen"]
    assert [row["rol"] for row in kept["lid"]] == ["Begeleider"]


def test_erased_member_stays_as_a_former_one(client_for):
    one = network()
    anna = member(one, person=UserFactory(name="Anna Weg"))
    started = thread(one, anna, text="Dit blijft staan")
    posted(started, member(one), "Dank @Anna Weg")
    other = member(one)

    forgetting.erase(anna, at=AT)
    anna.delete()

    text = client_for(other).get(reverse("network_thread", args=[one.slug, started.pk])).content.decode()
    assert "Dit blijft staan" in text
    assert "Oud-lid" in text
    assert "Anna Weg" not in text


def test_erasure_takes_invitations_and_withdrawn_words_along():
    one = network()
    person = member(one)
    post = posted(thread(one), person, "Toch niet")
    conversing.withdraw(post, by=person, at=AT)
    Invitation.objects.create(network=one, email=person.email.upper(), at=AT)

    forgetting.erase(person, at=AT)
    person.delete()

    assert not Invitation.objects.exists()
    assert Post.objects.get(pk=post.pk).text == ""


@pytest.mark.parametrize(("days", "text"), [(29, "Toch niet"), (31, "")])
def test_withdrawn_text_goes_after_a_month(days, text):
    one = network()
    person = member(one)
    post = posted(thread(one), person, "Toch niet")
    conversing.withdraw(post, by=person, at=AT)

    forgetting.empty_withdrawn(AT + timedelta(days=days))

    assert Post.objects.get(pk=post.pk).text == text


def test_former_members_and_old_notices_go_after_a_year():
    one = network()
    member(one, "left")
    member(one)
    Notice.objects.create(post=thread(one).posts.get(), person=member(one), due_at=AT, told_at=AT, mailing="meteen")

    gone = forgetting.drop_ended(AT + timedelta(days=366))

    assert gone == 1
    assert not Notice.objects.filter(told_at__isnull=False).exists()


def test_file_of_a_form_that_was_never_sent_goes_after_two_days():
    one = network()
    filing.keep(upload(), one, filing.new_submission(), by=member(one), at=AT)

    assert filing.throw_away_left(AT + timedelta(days=1)) == 0
    assert filing.throw_away_left(AT + timedelta(days=3)) == 1


def test_tasks_of_a_facilitator_are_who_waits_and_of_an_owner_what_was_promised(private):
    one, lead, _ = private
    member(one, "asked")

    found = {task.detail for task in tasks(lead)}

    assert {"Iemand wil meedoen", one.name} <= found


def test_page_of_a_withdrawn_post_gives_no_text_and_no_file(client_for):
    one = network()
    writer, reader = member(one), member(one, role=Role.FOLLOWER)
    post = posted(thread(one), writer, "Geheim woord")
    NetworkFile.objects.create(network=one, post=post, name="a.txt", kind="txt", size=1, sha256="0", at=AT)
    conversing.withdraw(post, by=writer, at=AT)
    client = client_for(reader)

    assert "Geheim woord" not in client.get(post.thread.get_absolute_url()).content.decode()
    assert client.get(reverse("network_post_versions", args=[one.slug, post.pk])).status_code == 404
    assert client.get(post.files.get().get_absolute_url()).status_code == 404
