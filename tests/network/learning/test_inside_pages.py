"""The pages for members: conversation, documents, agreements, sessions."""

import pytest
from django.urls import reverse

from network.learning.enums import Role
from network.learning.models import Agreement, Membership, Post, Session, Thread
from tests.factories import EntryFactory, UserFactory
from tests.network.events.factory import EventFactory
from tests.network.learning.factory import AT, member, network, posted, thread, upload

pytestmark = pytest.mark.django_db
COMING = {"starts_at": "2030-04-09T13:00Z", "ends_at": "2030-04-09T16:00Z", "closes_at": AT}


def page(client, name: str, *args, status: int = 200) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def test_thread_is_begun_with_files_and_pressing_twice_makes_one(client_for):
    one = network()
    client = client_for(member(one))
    typed = {"title": "Wie wandelt?", "text": "**Wie** doet mee?", "submission": "7b2b1f2e-5b0e-4ad9-9f3e-2a0f8e0c1b11"}

    for _ in range(2):
        client.post(reverse("network_thread_new", args=[one.slug]), typed | {"files": upload()})

    made = Thread.objects.get()
    assert [file.name for file in made.posts.get().files.all()] == ["plan.txt"]
    assert "<strong>Wie</strong>" in page(client, "network_thread", one.slug, made.pk)


def test_preview_keeps_the_text_and_writes_nothing(client_for):
    one = network()
    started = thread(one)
    client = client_for(member(one))
    address = reverse("network_thread", args=[one.slug, started.pk])

    text = client.post(address, {"text": "Dit is **sterk**", "voorbeeld": "1"}).content.decode()

    assert "Dit is <strong>sterk</strong>" in text
    assert Post.objects.count() == 1


def test_refused_file_says_why_and_keeps_the_text(client_for):
    one = network()
    started = thread(one)
    client = client_for(member(one))
    typed = {
        "text": "Kijk eens",
        "files": upload("virus.exe", b"MZ\x90\x00\x03"),
        "submission": "7b2b1f2e-5b0e-4ad9-9f3e-2a0f8e0c1b12",
    }

    response = client.post(reverse("network_thread", args=[one.slug, started.pk]), typed)

    assert response.status_code == 422
    assert "virus.exe" in response.content.decode()
    assert "Kijk eens" in response.content.decode()


def test_follower_reads_and_cannot_write(client_for):
    one = network()
    started = thread(one)
    client = client_for(member(one, role=Role.FOLLOWER))

    response = client.post(reverse("network_thread", args=[one.slug, started.pk]), {"text": "Ik ook"})

    assert response.status_code == 404
    assert "U leest mee als volger" in page(client, "network_thread", one.slug, started.pk)


def test_withdrawn_post_can_be_put_back_by_the_message_that_says_so(client_for):
    one = network()
    started = thread(one)
    writer = member(one)
    post = posted(started, writer, "Toch maar niet")
    client = client_for(writer)

    told = client.post(reverse("network_post_withdraw", args=[one.slug, post.pk]), follow=True).content.decode()
    client.post(reverse("network_post_restore", args=[one.slug, post.pk]))

    assert reverse("network_post_restore", args=[one.slug, post.pk]) in told
    assert "Toch maar niet" in page(client, "network_thread", one.slug, started.pk)


def test_names_for_a_mention_are_those_of_members(client_for):
    one = network()
    member(one, person=UserFactory(name="Anna Lid"))
    UserFactory(name="Anna Buiten")
    client = client_for(member(one))

    found = client.get(reverse("network_names", args=[one.slug]), {"q": "ann"}).json()

    assert found == {"names": ["Anna Lid"]}


def test_document_gets_a_newer_version_beside_the_older(client_for):
    one = network()
    client = client_for(member(one))
    client.post(reverse("network_documents", args=[one.slug]), {"title": "Plan", "upload": upload()})
    made = one.documents.get()

    client.post(
        reverse("network_document", args=[one.slug, made.pk]), {"upload": upload("plan-2.txt"), "note": "Nieuw"}
    )

    text = page(client, "network_document", one.slug, made.pk)
    assert [row.number for row in made.versions.all()] == [2, 1]
    assert "plan.txt" in text
    assert "plan-2.txt" in text


@pytest.mark.parametrize("typed", [{"title": "Plan"}, {"title": "Plan", "url": "https://example.org", "upload": "x"}])
def test_document_without_or_with_two_places_is_refused(client_for, typed):
    one = network()
    typed = typed | ({"upload": upload()} if "upload" in typed else {})

    response = client_for(member(one)).post(reverse("network_documents", args=[one.slug]), typed)

    assert response.status_code == 422
    assert "Kies een bestand, of vul een link in." in response.content.decode()
    assert not one.documents.exists()


def test_entry_of_the_catalogue_is_found_by_its_address(client_for):
    one, entry = network(), EntryFactory(published=True)
    client = client_for(member(one))

    for _ in range(2):
        client.post(
            reverse("network_document_entry", args=[one.slug]), {"entry": f"https://x.nl{entry.get_absolute_url()}"}
        )

    assert [row.entry for row in one.documents.all()] == [entry]


def test_agreement_is_made_and_settled(client_for):
    one = network()
    person = member(one)
    client = client_for(person)
    typed = {"text": "Zaal regelen", "owner": str(person.pk), "due_on": "2035-04-01"}

    client.post(reverse("network_agreements", args=[one.slug]), typed)
    made = Agreement.objects.get()
    client.post(reverse("network_agreement_act", args=[one.slug, made.pk, "gedaan"]))

    made.refresh_from_db()
    assert (made.text, made.owner, made.state) == ("Zaal regelen", person, "done")


def test_planned_session_is_a_proposal_that_belongs_to_the_network(client_for):
    one = network(areas=["gemeente-tiel"], themes=["bewegen"])
    client = client_for(member(one))
    typed = {
        "title": "Samen lopen",
        "kind": "leersessie",
        "summary": "Wij lopen.",
        "venue": "op-locatie",
        "location": "Tiel",
        "day": "2030-05-07",
        "starts": "13:00",
        "ends": "16:00",
        "overbooking": "0",
        "why_new": "Voor ons netwerk.",
    }

    client.post(reverse("network_session_plan", args=[one.slug]), typed)

    made = Session.objects.select_related("event").get()
    assert (made.network, made.event.title, made.event.state) == (one, "Samen lopen", "proposed")
    assert "Samen lopen" in page(client, "network_sessions", one.slug)


def test_next_session_stands_on_the_front(client_for, visitor):
    one = network()
    event = EventFactory(**COMING)
    Session.objects.create(network=one, event=event, linked_at=AT)

    assert event.title in page(visitor, "learning_network", one.slug)


def test_session_that_is_prepared_is_for_members(client_for, visitor):
    one = network()
    event = EventFactory(approved=True, **COMING)
    Session.objects.create(network=one, event=event, linked_at=AT)

    assert event.title not in page(visitor, "network_sessions", one.slug)
    assert event.title in page(client_for(member(one)), "network_sessions", one.slug)


def test_calendar_of_a_network_opens_by_the_address_of_a_member_only(visitor):
    one = network()
    event = EventFactory(online_url="https://meedoen.example.org/geheim", venue="online")
    Session.objects.create(network=one, event=event, linked_at=AT)
    own = Membership.objects.get(person=member(one))

    text = page(visitor, "network_feed", own.calendar_token)

    assert f"SUMMARY:{event.title}" in text
    assert "geheim" not in text
    page(visitor, "network_feed", "verzonnen", status=404)
