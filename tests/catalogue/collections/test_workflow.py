"""Filling and ordering lists, also by two people at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from loket.accounts import privacy
from loket.catalogue import merging, related
from loket.catalogue import workflow as catalogue
from loket.catalogue.collections import pages, workflow
from loket.catalogue.collections.enums import Access
from loket.catalogue.collections.models import Collection, CollectionHistory, Item
from loket.core.workflow import StaleState
from tests.catalogue.collections.factory import CollectionFactory, ItemFactory, titles
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_owner(at):
    return {"by": UserFactory(), "access": Access.OWNER, "at": at}


def test_add_puts_new_ones_at_the_end_and_leaves_the_others(as_owner):
    collection = CollectionFactory(size=2)
    before, new = titles(collection), EntryFactory(published=True, title="Nieuw")

    added = workflow.add(collection, [collection.items.first().entry, new, new], **as_owner)

    assert (added, titles(collection)) == (1, [*before, "Nieuw"])


def test_add_leaves_out_what_is_not_published(as_owner):
    collection = CollectionFactory()

    added = workflow.add(collection, [EntryFactory(), EntryFactory(archived=True)], **as_owner)

    assert (added, titles(collection)) == (0, [])


def test_add_refuses_more_than_fits_and_adds_nothing(as_owner, monkeypatch):
    monkeypatch.setattr(workflow, "MOST_ITEMS", 3)
    collection = CollectionFactory(size=2)

    with pytest.raises(ValidationError, match="nog plaats voor 1"):
        workflow.add(collection, EntryFactory.create_batch(2, published=True), **as_owner)

    assert collection.items.count() == 2


def test_nobody_has_more_lists_than_allowed(at, monkeypatch):
    monkeypatch.setattr(workflow, "MOST_PER_PERSON", 1)
    person = CollectionFactory().owner

    with pytest.raises(ValidationError, match="hooguit 1 lijsten"):
        workflow.create(name="Nog een", by=person, at=at)


@pytest.mark.parametrize(
    ("which", "before", "order"),
    [(2, 0, "cab"), (0, 2, "bac"), (0, None, "bca"), (1, 1, "abc"), (2, None, "abc")],
)
def test_move_puts_it_right_before_another_or_at_the_end(which, before, order, as_owner):
    collection = CollectionFactory()
    rows = [ItemFactory(collection=collection, entry__title=letter) for letter in "abc"]

    workflow.move(rows[which], before=None if before is None else rows[before].pk, **as_owner)

    assert "".join(titles(collection)) == order


@pytest.mark.parametrize(("number", "order"), [(1, "cab"), (2, "acb"), (3, "abc"), (99, "abc")])
def test_place_counts_from_one_and_past_the_end_is_the_end(number, order, as_owner):
    collection = CollectionFactory()
    rows = [ItemFactory(collection=collection, entry__title=letter) for letter in "abc"]

    workflow.place(rows[2], number, **as_owner)

    assert "".join(titles(collection)) == order


def test_move_before_what_was_taken_off_meanwhile_is_stale(as_owner):
    collection = CollectionFactory(size=2)
    first, second = collection.items.all()
    workflow.take_off(first, **as_owner)

    with pytest.raises(StaleState):
        workflow.move(second, before=first.pk, **as_owner)


def test_move_before_an_item_of_another_list_is_stale(as_owner):
    with pytest.raises(StaleState):
        workflow.move(ItemFactory(), before=ItemFactory().pk, **as_owner)


def test_note_written_by_somebody_else_meanwhile_is_not_lost(as_owner):
    item = ItemFactory(note="Oud")
    workflow.note(item, "Van de een", seen=1, **as_owner)

    with pytest.raises(StaleState):
        workflow.note(item, "Van de ander", seen=1, **as_owner)

    item.refresh_from_db()
    assert item.note == "Van de een"


def test_taken_off_is_put_back_with_its_note(as_owner):
    item = ItemFactory(note="Bewaar mij")

    step = workflow.take_off(item, **as_owner)
    is_back = [workflow.put_back(step, **as_owner) for _press in range(2)]

    assert (is_back, item.collection.items.get().note) == ([True, False], "Bewaar mij")


def test_reader_may_change_nothing(as_owner):
    item, reader = ItemFactory(), as_owner | {"access": Access.READER}
    acts = [
        lambda: workflow.add(item.collection, [], **reader),
        lambda: workflow.note(item, "x", seen=1, **reader),
        lambda: workflow.move(item, before=None, **reader),
        lambda: workflow.take_off(item, **reader),
        lambda: workflow.describe(item.collection, name="x", description="", seen=1, **reader),
    ]

    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("access", [Access.EDITOR, Access.READER])
def test_only_the_maker_shares(access, as_owner):
    collection = CollectionFactory(shared=True)

    with pytest.raises(PermissionDenied):
        workflow.share(collection, "view_token", **as_owner | {"access": access})


def test_new_link_ends_the_one_of_before(as_owner):
    collection = CollectionFactory(shared=True)
    old, writing = collection.view_token, collection.edit_token

    new = workflow.share(collection, "view_token", **as_owner)

    assert pages.reach(old, as_owner["by"]) is None
    assert {pages.reach(key, as_owner["by"]).access for key in (new, writing)} == {Access.READER, Access.EDITOR}


def test_removed_list_stops_its_links_and_every_change(as_owner):
    item = ItemFactory(collection=CollectionFactory(shared=True))
    workflow.remove(item.collection, access=Access.OWNER, at=as_owner["at"])

    with pytest.raises(StaleState):
        workflow.note(item, "x", seen=1, **as_owner)

    assert pages.reach(item.collection.view_token, as_owner["by"]) is None


def test_removed_list_is_forgotten_after_a_month(at):
    collection = CollectionFactory(size=1)
    workflow.remove(collection, access=Access.OWNER, at=at)

    assert workflow.forget_removed(at + timedelta(days=29)) == 0
    assert workflow.forget_removed(at + timedelta(days=31)) > 0
    assert Item.objects.count() == 0


def test_copy_is_a_list_of_ones_own_without_what_was_archived(at):
    collection, person = CollectionFactory(size=2), UserFactory()
    gone = collection.items.last().entry
    catalogue.archive(gone, by=UserFactory(editor=True), at=at, reason="Klaar")

    made = workflow.copy(collection, by=person, at=at)

    assert (made.owner, titles(made), made.view_token) == (person, titles(collection)[:1], None)


@pytest.mark.parametrize(
    "row",
    [{"name": ""}, {"view_token": "zelfde", "edit_token": "zelfde"}],
)
def test_database_refuses_a_list_that_cannot_be(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        CollectionFactory(**row)


def test_entry_stands_on_a_list_once(at):
    item = ItemFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ItemFactory(collection=item.collection, entry=item.entry)


def test_double_makes_way_on_lists_for_what_it_went_into(at):
    item, kept = ItemFactory(), EntryFactory(published=True)
    both = ItemFactory(entry=item.entry)
    ItemFactory(collection=both.collection, entry=kept)

    merging.merge(item.entry, kept, by=UserFactory(editor=True), at=at)

    assert titles(item.collection) == [kept.title]
    assert titles(both.collection) == [both.entry.title, kept.title]


def test_related_counts_lists_of_different_people_alone():
    one, other = EntryFactory.create_batch(2, published=True)
    owner = UserFactory()
    for person in (owner, owner):
        collection = CollectionFactory(owner=person)
        for entry in (one, other):
            ItemFactory(collection=collection, entry=entry)
    of_one_person = pages.together_with(one)
    collection = CollectionFactory()
    for entry in (one, other):
        ItemFactory(collection=collection, entry=entry)

    found = pages.together_with(one)

    assert (of_one_person, found) == ([], [(other.pk, 0.3, "samen op 3 lijsten")])
    assert "lijsten" in related._sources


def test_export_and_erasure_know_lists(at, as_owner):
    mine, theirs = ItemFactory(note="Mijn notitie"), CollectionFactory()
    person = mine.collection.owner
    workflow.add(theirs, [EntryFactory(published=True)], by=person, access=Access.EDITOR, at=at)

    told = privacy.export_of(person)["lijsten"]
    privacy.erase(person, at=at)

    assert told["eigen"][0]["ingangen"] == [{"titel": mine.entry.title, "notitie": "Mijn notitie"}]
    assert list(Collection.objects.all()) == [theirs]
    assert (theirs.items.get().added_by, CollectionHistory.objects.get(subject=theirs).by) == (None, None)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_add_and_order_at_once_lose_nothing(at):
    collection = CollectionFactory(size=4)
    people, entries = UserFactory.create_batch(2), EntryFactory.create_batch(8, published=True)
    rows, start, faults = list(collection.items.all()), Barrier(2), []

    def work(number: int) -> None:
        start.wait()
        told = {"by": people[number], "access": Access.EDITOR, "at": at}
        try:
            for step in range(4):
                workflow.add(collection, [entries[number * 4 + step]], **told)
                workflow.move(rows[step], before=rows[(step + number + 1) % 4].pk, **told)
        except Exception as fault:  # noqa: BLE001 - a thread tells nobody
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    places = list(collection.items.values_list("position", flat=True))
    assert (faults, len(places), len(set(places))) == ([], 12, 12)
