"""The database itself refuses what a form or function forgot."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from loket.catalogue.models import Entry, EntryFile, Revision
from loket.usage.models import UseCount
from tests.factories import AT, EntryFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db


def breaks(name: str):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("public_entry_has_moment", {"state": "published", "published_at": None}),
        ("public_entry_has_moment", {"state": "archived", "archived_at": AT, "published_at": None}),
        ("archived_entry_has_moment", {"state": "archived", "archived_at": None}),
        (
            "recognition_ends_after_start",
            {"recognition_decided_on": date(2026, 5, 2), "recognition_valid_until": date(2026, 5, 1)},
        ),
    ],
)
def test_entry_that_cannot_be_is_refused(name, changes):
    entry = EntryFactory(published=True)

    with breaks(name), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**changes)

    assert Entry.objects.get().state == "published"


def test_entry_as_its_own_successor_is_refused():
    entry = EntryFactory()

    with breaks("entry_not_own_successor"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(successor=entry)

    assert Entry.objects.get().successor is None


def test_owner_as_its_own_deputy_is_refused():
    entry = EntryFactory(owner=UserFactory())

    with breaks("deputy_is_not_owner"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(deputy=entry.owner)

    assert Entry.objects.get().deputy is None


@pytest.mark.parametrize("field", ["external_id", "slug"])
def test_entry_with_a_mark_that_is_taken_is_refused(field):
    first = EntryFactory()

    with breaks(field), transaction.atomic():
        EntryFactory(**{field: getattr(first, field)})

    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("accepted_has_version", {"state": "accepted", "version": None}),
        ("scheduled_has_moment", {"state": "scheduled", "publish_at": None}),
        ("judged_was_submitted", {"state": "refused", "submitted_at": None}),
        ("judged_was_submitted", {"state": "submitted", "submitted_at": None}),
    ],
)
def test_proposal_that_cannot_be_is_refused(name, changes):
    revision = RevisionFactory(submitted=True)

    with breaks(name), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(**changes)

    assert Revision.objects.get().state == "submitted"


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_asked", "scheduled"])
def test_second_open_proposal_is_refused(state):
    first = RevisionFactory()

    with breaks("one_open_revision"), transaction.atomic():
        RevisionFactory(entry=first.entry, **({} if state == "draft" else {state: True}))

    assert Revision.objects.count() == 1


@pytest.mark.parametrize("state", ["accepted", "refused", "withdrawn"])
def test_closed_proposal_leaves_room_for_an_open_one(state):
    closed = RevisionFactory(**{state: True})

    RevisionFactory(entry=closed.entry)

    assert Revision.objects.open().count() == 1


def test_version_twice_is_refused():
    first = RevisionFactory(accepted=True)

    with breaks("revision_version_once"), transaction.atomic():
        RevisionFactory(accepted=True, entry=first.entry)

    assert Revision.objects.count() == 1


def test_use_of_a_day_has_one_row():
    row = {"day": date(2026, 3, 2), "subject_type": "entry", "subject_id": 1, "act": "view"}
    UseCount.objects.create(**row, count=1)

    with breaks("use_counted_once"), transaction.atomic():
        UseCount.objects.create(**row, count=1)

    assert UseCount.objects.count() == 1


def test_every_constraint_of_the_catalogue_is_tried_here():
    constraints = {row.name for model in (Entry, EntryFile, Revision) for row in model._meta.constraints}

    assert constraints == {
        "public_entry_has_moment",
        "archived_entry_has_moment",
        "entry_not_own_successor",
        "deputy_is_not_owner",
        "recognition_ends_after_start",
        "one_open_revision",
        "revision_version_once",
        "accepted_has_version",
        "scheduled_has_moment",
        "judged_was_submitted",
    }
