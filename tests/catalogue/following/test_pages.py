"""Following by a button, another rhythm, no longer, and the page of what one follows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from loket.accounts import privacy
from loket.catalogue import publishing, workflow
from loket.catalogue.following import notifications, registrations
from loket.catalogue.following.models import Follow, Happening, Notice
from loket.core.models import OutgoingMail
from tests.catalogue.following.factory import FollowFactory, run
from tests.factories import EntryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def link(person, rhythm: str = "meteen") -> str:
    return notifications.link_to_stop(person, rhythm).partition("8000")[2]


@pytest.mark.parametrize(("kind", "key"), [("thema", "bewegen"), ("procesthema", "samenwerken")])
def test_theme_is_followed_and_leads_back_to_its_search(kind, key, client_as):
    client = client_as("professional")

    response = client.post(reverse("follow", args=[kind, key]), {"rhythm": "meteen"})

    assert response.url.endswith(f"={key}")
    assert Follow.objects.values_list("user", "kind", "code", "rhythm").get() == (client.user.pk, kind, key, "meteen")


def test_organisation_is_followed(client_as):
    organisation = OrganisationFactory()

    response = client_as("professional").post(
        reverse("follow", args=["organisatie", organisation.pk]), {"rhythm": "wekelijks"}
    )

    assert response.url == f"/catalogus/?owner=org-{organisation.pk}"


def test_entry_is_followed_from_its_page_and_says_so(client_as):
    client, entry = client_as("professional"), EntryFactory(published=True)
    client.post(reverse("follow", args=["ingang", entry.slug]), {"rhythm": "wekelijks"})

    assert "U volgt dit" in client.get(entry.get_absolute_url()).content.decode()


def test_follow_twice_follows_once_with_the_last_rhythm(client_as):
    client, entry = client_as("professional"), EntryFactory(published=True)

    for rhythm in ("wekelijks", "niet"):
        client.post(reverse("follow", args=["ingang", entry.slug]), {"rhythm": rhythm})

    assert Follow.objects.get().rhythm == "niet"


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("ingang", "bestaat-niet"),
        ("thema", "bestaat-niet"),
        ("organisatie", "0"),
        ("organisatie", "x"),
        ("organisatie", "9" * 30),
        ("iets", "bewegen"),
        ("thema", "a%00b"),
    ],
)
def test_what_is_not_there_cannot_be_followed(kind, key, client_as):
    assert client_as("professional").post(f"/volgen/{kind}/{key}/", {"rhythm": "meteen"}).status_code == 404


@pytest.mark.parametrize("trait", ["archived", "unpublished"])
def test_entry_that_is_not_published_cannot_be_followed(trait, client_as):
    entry = EntryFactory(archived=True) if trait == "archived" else EntryFactory()

    response = client_as("redactie").get(reverse("follow", args=["ingang", entry.slug]))

    assert response.status_code == 404


@pytest.mark.parametrize("rhythm", ["", "elke minuut", "a\x00b"])
def test_unknown_rhythm_is_refused(rhythm, client_as):
    entry = EntryFactory(published=True)

    response = client_as("professional").post(reverse("follow", args=["ingang", entry.slug]), {"rhythm": rhythm})

    assert (response.status_code, Follow.objects.count()) == (422, 0)


def test_unfollow_can_be_taken_back_with_the_same_rhythm(client_as):
    client = client_as("professional")
    row = FollowFactory(user=client.user)

    page = client.post(reverse("unfollow", args=[row.pk]), follow=True)
    undo = next(iter(page.context["messages"])).extra_tags.removeprefix("undo:")
    gone = Follow.objects.count()
    client.post(undo)

    assert (gone, Follow.objects.get().rhythm) == (0, "meteen")


def test_looking_at_the_address_of_an_undo_changes_nothing(client_as):
    entry = EntryFactory(published=True)

    client_as("professional").get(f"{reverse('follow', args=['ingang', entry.slug])}?rhythm=meteen")

    assert Follow.objects.count() == 0


def test_what_somebody_else_follows_is_not_there(client_as):
    row = FollowFactory()

    assert client_as("professional").post(reverse("unfollow", args=[row.pk])).status_code == 404


def test_unfollow_takes_waiting_news_away(client_as, at):
    client = client_as("professional")
    row = FollowFactory(user=client.user, weekly=True)
    publishing.publish(row.entry, row.entry.content | {"year": 2020}, by=UserFactory(editor=True), at=at)
    run(at)

    client.post(reverse("unfollow", args=[row.pk]))

    assert Notice.objects.count() == 0


def test_page_shows_what_is_followed_and_the_news_in_few_queries(client_as, at, django_assert_max_num_queries):
    client = client_as("professional")
    for row in FollowFactory.create_batch(6, user=client.user):
        publishing.publish(row.entry, row.entry.content | {"year": 2020}, by=UserFactory(editor=True), at=at)
    FollowFactory(user=client.user, theme=True)
    run(at)

    with django_assert_max_num_queries(8):
        follows = client.get(reverse("following")).context["rows"]
    with django_assert_max_num_queries(8):
        items = client.get(f"{reverse('following')}?deel=nieuws").context["items"]

    assert (len(follows), [item.sentences for item in items]) == (7, [["Is gewijzigd: jaar."]] * 6)


def test_archived_entry_stays_on_the_page_and_says_so(client_as, at):
    client = client_as("professional")
    row = FollowFactory(user=client.user)

    workflow.archive(row.entry, by=UserFactory(editor=True), at=at, reason="Klaar")

    assert "Gearchiveerd" in client.get(reverse("following")).content.decode()


def test_stop_changes_nothing_by_looking(visitor):
    row = FollowFactory()

    visitor.get(link(row.user))

    row.refresh_from_db()
    assert row.rhythm == "meteen"


def test_stop_by_the_mail_program_ends_that_rhythm_alone(at):
    row = FollowFactory()
    weekly = FollowFactory(user=row.user, theme=True, weekly=True)
    publishing.publish(row.entry, row.entry.content | {"year": 2020}, by=UserFactory(editor=True), at=at)
    run(at)
    address = OutgoingMail.objects.get().headers["List-Unsubscribe"].strip("<>").partition("8000")[2]

    Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    rhythms = dict(Follow.objects.values_list("pk", "rhythm"))
    assert rhythms == {row.pk: "niet", weekly.pk: "wekelijks"}


@pytest.mark.parametrize("change", ["person", "rhythm", "signature"])
def test_stop_with_a_link_that_was_tampered_with_is_not_there(change, visitor):
    row, other = FollowFactory(), FollowFactory()
    changes = {
        "person": (f"/{row.user_id}-", f"/{other.user_id}-"),
        "rhythm": ("-meteen", "-wekelijks"),
        "signature": ("meteen:", "meteen:x"),
    }

    response = visitor.post(link(row.user).replace(*changes[change]))

    assert (response.status_code, Follow.objects.filter(rhythm="niet").count()) == (404, 0)


@pytest.mark.parametrize("fields", [{"code": "roken"}, {"entry": None}, {"kind": "thema"}])
def test_follow_has_exactly_one_target(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowFactory(**fields)


def test_export_and_erasure_know_follows_and_searches(at):
    row = FollowFactory()
    Happening.objects.create(what="told", entry=row.entry, by=row.user, at=at, text="x")

    told = privacy.export_of(row.user)
    privacy.erase(row.user, at=at)

    assert [line["wat"] for line in told["volgen"]] == [row.entry.title]
    assert told["zoekvragen"] == []
    assert (Follow.objects.count(), Happening.objects.get().by) == (0, None)


def test_old_news_is_forgotten_and_what_waits_is_not(at):
    row = FollowFactory()
    for fanned_at in (at, None):
        Happening.objects.create(what="told", entry=row.entry, at=at, text="x", fanned_at=fanned_at)

    registrations.forget_old_news(at + timedelta(days=200))

    assert Happening.objects.get().fanned_at is None
