from datetime import datetime, timedelta

import pytest

from loket.catalogue import old_drafts, workflow
from loket.catalogue.models import Entry, Revision
from loket.core.models import OutgoingMail
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db

WARNED_AFTER = timedelta(days=340)


@pytest.fixture
def draft(at: datetime) -> Revision:
    return workflow.start("materiaal", by=UserFactory(), at=at)


def test_warn_tells_the_author_after_eleven_months(draft, at):
    assert old_drafts.warn(at + timedelta(days=330)) == 0

    told = old_drafts.warn(at + WARNED_AFTER)

    assert told == 1
    assert f"/bijdragen/{draft.pk}/" in OutgoingMail.objects.get(to=draft.author.email).text


def test_warn_tells_once(draft, at):
    old_drafts.warn(at + WARNED_AFTER)

    assert old_drafts.warn(at + WARNED_AFTER + timedelta(days=1)) == 0


def test_forget_removes_a_month_after_the_warning(draft, at):
    old_drafts.warn(at + WARNED_AFTER)

    assert old_drafts.forget(at + WARNED_AFTER + timedelta(days=29)) == 0
    assert old_drafts.forget(at + WARNED_AFTER + timedelta(days=31)) == 1
    assert not Entry.objects.filter(pk=draft.entry_id).exists()


def test_forget_keeps_what_was_saved_since(draft, at):
    old_drafts.warn(at + WARNED_AFTER)
    workflow.save(draft, draft.content, by=draft.author, at=at + WARNED_AFTER)

    assert old_drafts.forget(at + WARNED_AFTER + timedelta(days=31)) == 0


def test_forget_leaves_the_published_entry_of_a_proposal(at):
    author = UserFactory()
    entry = EntryFactory(published=True, owner=author)
    workflow.propose_change(entry, by=author, at=at)
    old_drafts.warn(at + WARNED_AFTER)

    old_drafts.forget(at + WARNED_AFTER + timedelta(days=31))

    assert Entry.objects.filter(pk=entry.pk).exists()
    assert not entry.revisions.exists()
