"""Lists as pages: one's own, by link, on paper, as a spreadsheet and as a zip."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from odf.opendocument import load
from odf.table import TableRow
from odf.teletype import extractText

from loket.catalogue import bookmarking
from loket.catalogue import workflow as catalogue
from loket.catalogue.collections import workflow
from loket.catalogue.collections.enums import Access
from loket.catalogue.collections.models import Collection, CollectionHistory, Item
from loket.catalogue.models import Bookmark
from tests.catalogue.collections.factory import CollectionFactory, ItemFactory, titles
from tests.factories import EntryFactory, EntryFileFactory, UserFactory, content

pytestmark = pytest.mark.django_db
READ = ("collection", "print_collection", "collection_ods", "collection_zip")


def mine(client, **options) -> Collection:
    return CollectionFactory(owner=client.user, **options)


@pytest.mark.parametrize(
    "form", [{}, {"name": "  "}, {"name": "x" * 121}, {"name": "a\x00b"}, {"name": "x", "description": "x" * 2001}]
)
def test_list_with_a_name_that_cannot_be_is_refused(form, client_as):
    response = client_as("professional").post(reverse("create_collection"), form)

    assert (response.status_code, Collection.objects.count()) == (422, 0)


def test_entry_goes_on_a_new_list_in_one_go(client_as):
    client, entry = client_as("professional"), EntryFactory(published=True)

    client.post(reverse("add_to_collection"), {"ingang": entry.slug, "collection": "nieuw", "name": "Vallen"})

    row = Collection.objects.get()
    assert (row.owner, row.name, titles(row)) == (client.user, "Vallen", [entry.title])


def test_entry_added_twice_stands_there_once_and_says_so(client_as):
    client = client_as("professional")
    item = ItemFactory(collection=mine(client))

    page = client.post(
        reverse("add_to_collection"), {"ingang": item.entry.slug, "collection": item.collection.pk}, follow=True
    )

    assert Item.objects.count() == 1
    assert "Er verandert niets" in page.content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"ingang": "bestaat-niet", "collection": "nieuw", "name": "x"},
        {"collection": "nieuw", "name": "x"},
        {"ingang": "goed", "collection": "nieuw"},
        {"ingang": "goed", "collection": "999999"},
        {"ingang": "a\x00b", "collection": "nieuw", "name": "x"},
    ],
)
def test_adding_what_or_where_is_not_there_is_refused(form, client_as):
    EntryFactory(published=True, slug="goed")

    response = client_as("professional").post(f"{reverse('add_to_collection')}?ingang=goed", form)

    assert (response.status_code, Collection.objects.count()) == (422, 0)


def test_list_of_somebody_else_cannot_be_chosen(client_as):
    theirs, entry = CollectionFactory(), EntryFactory(published=True)

    client_as("professional").post(reverse("add_to_collection"), {"ingang": entry.slug, "collection": theirs.pk})

    assert titles(theirs) == []


def test_results_of_a_search_can_be_ticked(client_as):
    EntryFactory(published=True, title="Valpreventie")
    EntryFactory(published=True, title="Koken")

    page = client_as("professional").get(f"{reverse('add_to_collection')}?q=valpreventie")

    assert [entry.title for entry in page.context["entries"]] == ["Valpreventie"]


def test_bookmarks_become_a_list_and_stay(client_as, at):
    client = client_as("professional")
    for entry in EntryFactory.create_batch(2, published=True):
        bookmarking.keep(entry, by=client.user, at=at)

    client.post(reverse("collection_from_bookmarks"))

    assert (len(titles(Collection.objects.get())), Bookmark.objects.count()) == (2, 2)


@pytest.mark.parametrize("name", READ)
def test_number_of_a_list_opens_for_its_maker_alone(name, client_as, visitor):
    row = CollectionFactory(size=1)

    found = [client.get(reverse(name, args=[row.pk])).status_code for client in (client_as("redactie"), visitor)]

    assert found == [404, 404]


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("link", ["view_token", "edit_token"])
def test_link_opens_for_everybody(name, link, visitor):
    row = CollectionFactory(size=1, shared=True)

    response = visitor.get(reverse(name, args=[getattr(row, link)]))

    assert (response.status_code, response["Referrer-Policy"], response["X-Robots-Tag"]) == (
        200,
        "same-origin",
        "noindex",
    )


def test_link_to_write_without_sign_in_shows_the_way_in_and_changes_nothing(visitor):
    item = ItemFactory(collection=CollectionFactory(shared=True))
    key = item.collection.edit_token

    page = visitor.get(reverse("collection", args=[key]))
    response = visitor.post(reverse("take_off_item", args=[key, item.pk]))

    assert page.context["asks_sign_in"]
    assert (response.url.startswith("/account/login/"), Item.objects.count()) == (True, 1)


def test_link_to_write_lets_a_colleague_write_by_name(client_as):
    client, item = client_as("professional"), ItemFactory(collection=CollectionFactory(shared=True))
    key = item.collection.edit_token

    client.post(reverse("collection_item", args=[key, item.pk]), {"note": "Doen", "seen": 1})

    item.refresh_from_db()
    assert (item.note, CollectionHistory.objects.get().by) == ("Doen", client.user)


@pytest.mark.parametrize(
    ("name", "status"),
    [("collection_item", 403), ("take_off_item", 403), ("move_item", 403), ("edit_collection", 403)],
)
def test_link_to_look_is_no_link_to_write(name, status, client_as):
    item = ItemFactory(collection=CollectionFactory(shared=True))
    arguments = [item.collection.view_token, *([] if name == "edit_collection" else [item.pk])]

    response = client_as("professional").post(reverse(name, args=arguments), {"name": "x", "before": 0, "seen": 1})

    assert (response.status_code, titles(item.collection)) == (status, [item.entry.title])


@pytest.mark.parametrize("name", ["share_collection", "remove_collection"])
def test_link_to_write_is_no_ownership(name, client_as):
    row = CollectionFactory(shared=True)

    response = client_as("professional").post(reverse(name, args=[row.edit_token]), {"link": "view_token"})

    assert response.status_code == 403


def test_link_taken_back_while_somebody_types_keeps_the_text_on_the_screen(client_as, at):
    client, item = client_as("professional"), ItemFactory(collection=CollectionFactory(shared=True))
    key = item.collection.edit_token
    workflow.unshare(item.collection, "edit_token", by=item.collection.owner, access=Access.OWNER, at=at)

    page = client.post(reverse("collection_item", args=[key, item.pk]), {"note": "Mijn lange tekst", "seen": 1})

    assert page.status_code == 404
    assert "Mijn lange tekst" in page.content.decode()


def test_note_that_somebody_else_changed_shows_both(client_as):
    client = client_as("professional")
    item = ItemFactory(collection=mine(client), note="Van de ander", version=2)

    page = client.post(reverse("collection_item", args=[item.collection.pk, item.pk]), {"note": "Van mij", "seen": 1})

    assert page.status_code == 422
    assert "Van de ander" in page.content.decode()
    assert "Van mij" in page.content.decode()


def test_name_that_somebody_else_changed_shows_both(client_as):
    client = client_as("professional")
    row = mine(client, name="Van de ander", version=2)

    page = client.post(reverse("edit_collection", args=[row.pk]), {"name": "Van mij", "seen": 1})

    row.refresh_from_db()
    assert (page.status_code, row.name, "Van mij" in page.content.decode()) == (422, "Van de ander", True)


def test_note_at_an_item_taken_off_meanwhile_keeps_the_text(client_as):
    client = client_as("professional")
    row = mine(client)

    page = client.post(reverse("collection_item", args=[row.pk, 999]), {"note": "Mijn tekst", "seen": 1})

    assert (page.status_code, "Mijn tekst" in page.content.decode()) == (404, True)


@pytest.mark.parametrize("form", [{}, {"before": "x"}, {"number": "-3"}, {"before": "999999999"}, {"number": "9" * 30}])
def test_order_that_cannot_be_changes_nothing(form, client_as):
    client = client_as("professional")
    row = mine(client, size=2)
    before = titles(row)

    page = client.post(reverse("move_item", args=[row.pk, row.items.first().pk]), form, follow=True)

    assert (page.status_code, titles(row)) == (200, before)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_buttons_move_down_and_up_again(client_as):
    client = client_as("professional")
    row = mine(client, size=3)
    before, address = titles(row), reverse("collection", args=[row.pk])
    first = row.items.first()

    down = client.get(address).context["rows"][0]["down"]
    client.post(reverse("move_item", args=[row.pk, first.pk]), {"before": down})
    moved = titles(row)
    up = client.get(address).context["rows"][1]["up"]
    client.post(reverse("move_item", args=[row.pk, first.pk]), {"before": up})

    assert (moved, titles(row)) == ([before[1], before[0], before[2]], before)


def test_taking_off_can_be_taken_back(client_as):
    client = client_as("professional")
    item = ItemFactory(collection=mine(client), note="Bewaar mij")

    page = client.post(reverse("take_off_item", args=[item.collection.pk, item.pk]), follow=True)
    client.post(next(iter(page.context["messages"])).extra_tags.removeprefix("undo:"))

    assert Item.objects.get().note == "Bewaar mij"


def test_step_of_another_list_cannot_be_taken_back(client_as, at):
    client, item = client_as("professional"), ItemFactory()
    step = workflow.take_off(item, by=item.collection.owner, access=Access.OWNER, at=at)

    response = client.post(reverse("put_back_item", args=[mine(client).pk, step.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["remove_collection", "copy_collection", "share_collection", "take_off_item"])
def test_looking_changes_nothing(name, client_as):
    client = client_as("professional")
    item = ItemFactory(collection=mine(client))
    arguments = [item.collection.pk, *([item.pk] if name == "take_off_item" else [])]

    assert client.get(reverse(name, args=arguments)).status_code == 405


def test_unknown_link_to_share_is_refused(client_as):
    client = client_as("professional")

    response = client.post(reverse("share_collection", args=[mine(client).pk]), {"link": "name"})

    assert response.status_code == 400


def test_list_is_shared_copied_and_taken_away(client_as):
    maker, reader = client_as("professional"), client_as("professional")
    row = mine(maker, size=2)

    maker.post(reverse("share_collection", args=[row.pk]), {"link": "view_token"})
    row.refresh_from_db()
    reader.post(reverse("copy_collection", args=[row.view_token]))
    maker.post(reverse("remove_collection", args=[row.pk]))

    assert titles(Collection.objects.get(owner=reader.user)) == titles(row)
    assert maker.get(reverse("collection", args=[row.pk])).status_code == 404


def test_archived_entry_stays_on_the_list_with_its_successor(client_as, at):
    client, successor = client_as("professional"), EntryFactory(published=True, title="De opvolger")
    item = ItemFactory(collection=mine(client))
    catalogue.archive(item.entry, by=UserFactory(editor=True), at=at, reason="Klaar", successor=successor)

    page = client.get(item.collection.get_absolute_url()).content.decode()

    assert "Gearchiveerd" in page
    assert "De opvolger" in page


def cells(body: bytes) -> list[list[str]]:
    sheet = load(io.BytesIO(body)).spreadsheet
    return [[extractText(cell) for cell in row.childNodes] for row in sheet.getElementsByType(TableRow)]


def test_spreadsheet_has_a_row_for_each_entry_in_order(client_as):
    client = client_as("professional")
    row = mine(client, size=1)
    ItemFactory(collection=row, entry__title="=1+1", note="Let\x0bop")

    found = cells(client.get(reverse("collection_ods", args=[row.pk])).content)

    assert [line[1] for line in found[1:]] == titles(row)
    assert (found[2][1], found[2][5]) == ("=1+1", "Letop")


def test_zip_has_the_public_files_of_all_entries_with_an_inventory(client_as, at):
    client = client_as("professional")
    row = mine(client)
    for _ in range(2):
        file = EntryFileFactory(
            entry=EntryFactory(published=True), name="blad.txt", stored=ContentFile(b"hallo", name="blad.txt")
        )
        file.entry.content = content(title=file.entry.title, files=[file.pk])
        file.entry.save()
        ItemFactory(collection=row, entry=file.entry, note="Eerst lezen")
    EntryFileFactory(entry=file.entry, name="geheim.txt")

    body = client.get(reverse("collection_zip", args=[row.pk])).body

    with zipfile.ZipFile(io.BytesIO(body)) as found:
        names, inventory = found.namelist(), found.read("inhoud.txt").decode()
    assert [name.rpartition("/")[2] for name in names] == ["blad.txt", "blad.txt", "inhoud.txt"]
    assert inventory.count("Notitie: Eerst lezen") == 2


@pytest.mark.parametrize(("name", "most"), [("collection", 12), ("print_collection", 8), ("collection_ods", 8)])
def test_long_list_takes_few_queries(name, most, client_as, django_assert_max_num_queries):
    client = client_as("professional")
    row = mine(client, size=60)

    with django_assert_max_num_queries(most):
        response = client.get(reverse(name, args=[row.pk]))

    assert response.status_code == 200


def test_own_lists_take_the_same_queries_for_one_and_for_six(client_as, django_assert_max_num_queries):
    client = client_as("professional")
    for _ in range(6):
        mine(client, size=1)

    with django_assert_max_num_queries(7):
        page = client.get(reverse("collections"))

    assert [row.size for row in page.context["page"]] == [1] * 6
