"""Keeping, renaming, taking away and stopping; the feed."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from loket.search import engine
from loket.search.models import Findable
from loket.search.saved import notifications
from loket.search.saved.models import SavedSearch
from tests.factories import EntryFactory, UserFactory
from tests.search.saved.factory import asked, saved

pytestmark = pytest.mark.django_db
FORM = {"name": "Vallen", "rhythm": "wekelijks"}
ATOM = "{http://www.w3.org/2005/Atom}"


def test_save_keeps_the_search_of_the_address(client_as):
    client = client_as("professional")

    client.post(f"{reverse('save_search')}?q=valpreventie&theme=bewegen&pagina=3", FORM)

    row = SavedSearch.objects.get()
    assert (row.user, row.name, row.get_absolute_url()) == (
        client.user,
        "Vallen",
        "/catalogus/?q=valpreventie&theme=bewegen",
    )


def test_save_asks_a_visitor_to_sign_in_and_comes_back(visitor):
    response = visitor.get(f"{reverse('save_search')}?q=vallen&theme=bewegen")

    assert response.url == "/account/login/?next=/zoeken/bewaren/%3Fq%3Dvallen%26theme%3Dbewegen"


def test_save_leaves_unknown_parameters_out_and_says_so(client_as):
    client, address = client_as("professional"), f"{reverse('save_search')}?q=vallen&zomaar=1"

    page = client.get(address)
    client.post(address, FORM)

    assert "kennen wij niet" in page.content.decode()
    assert SavedSearch.objects.get().query.params == "q=vallen"


@pytest.mark.parametrize("form", [{}, FORM | {"name": " "}, FORM | {"name": "x" * 121}, FORM | {"name": "a\x00b"}])
def test_save_refuses_a_name_that_cannot_be_and_keeps_what_was_typed(form, client_as):
    response = client_as("professional").post(f"{reverse('save_search')}?q=vallen", form)

    assert (response.status_code, SavedSearch.objects.count()) == (422, 0)


def test_save_refuses_a_search_that_is_too_long(client_as):
    many = "&".join(f"owner=organisatie-met-een-heel-lange-naam-{n}" for n in range(50))

    response = client_as("professional").post(f"{reverse('save_search')}?q=vallen&{many}", FORM)

    assert response.status_code == 422
    assert "te lang om te bewaren" in response.content.decode()


def test_save_twice_keeps_once(client_as):
    client = client_as("professional")

    for _press in range(2):
        client.post(f"{reverse('save_search')}?q=vallen", FORM)

    assert SavedSearch.objects.count() == 1


def test_saved_search_is_renamed_removed_and_put_back(client_as, at):
    client = client_as("professional")
    row = saved("q=vallen", client.user, at)

    client.post(reverse("edit_saved_search", args=[row.pk]), {"name": "Nieuw", "rhythm": "niet"})
    client.post(reverse("remove_saved_search", args=[row.pk]))
    gone = list(client.get(reverse("saved_searches")).context["rows"])
    client.post(reverse("put_back_saved_search", args=[row.pk]))

    row.refresh_from_db()
    assert (gone, row.name, row.rhythm, row.removed_at) == ([], "Nieuw", "niet", None)


@pytest.mark.parametrize("name", ["edit_saved_search", "remove_saved_search", "put_back_saved_search"])
def test_saved_search_of_somebody_else_is_not_there(name, client_as, at):
    row = saved("q=vallen", UserFactory(), at)

    assert client_as("professional").post(reverse(name, args=[row.pk]), FORM).status_code == 404


def test_page_of_searches_takes_the_same_queries_for_one_and_for_six(client_as, at, django_assert_max_num_queries):
    client = client_as("professional")
    for number in range(6):
        saved(f"q=vallen{number}", client.user, at)

    with django_assert_max_num_queries(8):
        client.get(reverse("saved_searches"))


def test_stop_shows_a_button_and_changes_nothing_by_looking(visitor, at):
    row = saved("q=vallen", UserFactory(), at)
    link = notifications.link_to_stop(row).partition("8000")[2]

    page = visitor.get(link)

    row.refresh_from_db()
    assert (page.context["mailed"], row.rhythm) == ([row], "meteen")


def test_stop_needs_neither_sign_in_nor_token_of_a_form(at):
    row = saved("q=vallen", UserFactory(), at)
    link = notifications.link_to_stop(row).partition("8000")[2]

    response = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})

    row.refresh_from_db()
    assert (response.status_code, row.rhythm) == (200, "niet")


def test_stop_with_a_link_that_was_tampered_with_is_not_there(visitor, at):
    row, other = saved("q=vallen", UserFactory(), at), saved("q=wandelen", UserFactory(), at)
    link = notifications.link_to_stop(row).partition("8000")[2]

    response = visitor.post(link.replace(f"/{row.pk}:", f"/{other.pk}:"))

    other.refresh_from_db()
    assert (response.status_code, other.rhythm) == (404, "meteen")


def entries_of(response) -> list[str]:
    tree = etree.fromstring(response.content)
    return [node.text for node in tree.iterfind(f"{ATOM}entry/{ATOM}title")]


def test_feed_has_what_the_page_and_the_api_have(visitor):
    for title in ("Valpreventie thuis", "Valpreventie buiten", "Koken"):
        EntryFactory(published=True, title=title)

    feed = visitor.get(f"{reverse('search_feed')}?q=valpreventie&theme=bewegen")

    found = engine.search(asked("q=valpreventie&theme=bewegen"))
    assert sorted(entries_of(feed)) == sorted(hit.title for hit in found.hits)
    assert visitor.get(f"{reverse('api_search')}?q=valpreventie&theme=bewegen").json()["count"] == 2


def test_feed_shows_only_what_is_public(client_as):
    EntryFactory(published=True, title="Valpreventie")
    Findable.objects.update(audience=["signed-in"])

    assert entries_of(client_as("redactie").get(f"{reverse('search_feed')}?q=valpreventie")) == []


@pytest.mark.parametrize("params", ["", "?zomaar=1", "?pagina=99", "?q=%00", "?theme=bestaat-niet"])
def test_feed_of_any_address_is_well_formed(params, visitor):
    response = visitor.get(reverse("search_feed") + params)

    assert etree.fromstring(response.content).tag == f"{ATOM}feed"


def test_search_page_names_its_feed_and_how_to_save(visitor):
    EntryFactory(published=True)

    page = visitor.get(f"{reverse('search')}?theme=bewegen").content.decode()

    assert page.count("/zoeken/feed.atom?theme=bewegen") == 2
    assert "/zoeken/bewaren/?theme=bewegen" in page
    assert reverse("follow", args=["thema", "bewegen"]) in page
