"""A clock that goes back: nothing is lost, nothing happens twice."""

from datetime import timedelta

import pytest

from loket.catalogue import workflow
from loket.catalogue.models import Entry, EntryHistory
from loket.core import outbox
from loket.core.enums import MailState
from loket.core.models import OutgoingMail
from tests.factories import EntryFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db
BACK = timedelta(hours=3)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def test_planned_proposal_waits_until_the_clock_is_there_again(editor, at):
    revision = RevisionFactory(submitted=True)
    workflow.schedule(revision, by=editor, at=at, publish_at=at + timedelta(hours=1))

    done = [workflow.publish_scheduled(at=moment) for moment in (at - BACK, at, at + BACK, at - BACK, at + BACK)]

    assert (done, Entry.objects.get().version) == ([0, 0, 1, 0, 0], 1)


def test_publishing_before_the_proposal_was_made_keeps_the_order(editor, at):
    revision = RevisionFactory(submitted=True)
    workflow.accept(revision, by=editor, at=at)
    change = RevisionFactory(submitted=True, entry=revision.entry, content=revision.content | {"title": "Nieuw"})

    workflow.accept(change, by=editor, at=at - BACK)

    assert (Entry.objects.get().title, Entry.objects.get().version) == ("Nieuw", 2)
    assert set(EntryHistory.objects.values_list("version", flat=True)) == {1, 2}


def test_mail_queued_in_the_future_leaves_once_when_its_time_comes(at):
    mail = outbox.queue_rendered(to="a@example.org", subject="Post", text="Dag", at=at)

    claimed = [outbox.claim(mail.pk, at=moment) is not None for moment in (at - BACK, at, at - BACK, at)]

    assert claimed == [False, True, False, False]


def test_mail_that_was_being_sent_is_not_taken_for_lost_by_a_clock_that_went_back(at):
    mail = outbox.queue_rendered(to="a@example.org", subject="Post", text="Dag", at=at)
    outbox.claim(mail.pk, at=at)

    outbox.sweep(at=at - BACK)

    assert OutgoingMail.objects.get().state == MailState.SENDING


def test_confirming_on_an_earlier_day_moves_the_check_along(editor, at):
    entry = EntryFactory(published=True, owner=editor)

    workflow.confirm_current(entry, by=editor, today=at.date(), at=at)
    workflow.confirm_current(entry, by=editor, today=at.date() - timedelta(days=1), at=at - timedelta(days=1))

    assert Entry.objects.get().last_checked == at.date() - timedelta(days=1)
