import pytest

from loket.post import routing, threads
from loket.post.models import MentionedId, Placement, Thread
from tests.post import stored

pytestmark = pytest.mark.django_db


def test_open_thread_twice_is_the_same(at):
    first = threads.open_thread("desk", "1", at=at)

    assert threads.open_thread("desk", "1", at=at) == first


def test_reference_cannot_be_guessed(at):
    tokens = {threads.open_thread("desk", str(number), at=at).token for number in range(50)}

    assert (len(tokens), {len(token) for token in tokens}) == (50, {20})


@pytest.mark.parametrize(
    ("written", "known"),
    [
        (f"loket+{stored.TOKEN}@example.org", "loket@example.org"),
        ("loket+vragen@example.org", "loket+vragen@example.org"),
        ("loket@example.org", "loket@example.org"),
    ],
)
def test_areas_know_addresses_without_the_reference(written, known):
    assert routing.without_reference(written) == known


def test_address_with_reference_leads_back(thread, settings):
    settings.MAIL_REFERENCE_SEPARATOR = "-"

    address = threads.address_with(thread, "loket@example.org")

    assert (address, routing.without_reference(address)) == (f"loket-{stored.TOKEN}@example.org", "loket@example.org")


def test_moved_message_takes_its_answers_along(desk, question, other_thread, arrive):
    arrive("11-first-subject")
    threads.move(Placement.objects.get(), other_thread)

    receipt = arrive(
        "64-good-mail-a", changes={b"Subject: W": b"In-Reply-To: <11-first-subject@ggd.example>\nSubject: W"}
    )

    assert (receipt.number, Placement.objects.filter(key="13").count()) == (13, 2)


def test_unmerged_thread_gets_its_answers_back(question, thread, other_thread, arrive):
    threads.merge(thread, other_thread)
    threads.unmerge(Thread.objects.get(pk=thread.pk))

    assert arrive("20-reply-to-merged").number == 12


def test_ids_that_a_message_names_are_remembered_once(question, arrive):
    arrive("01-references-only")
    arrive("09-third-party")

    found = MentionedId.objects.filter(thread__key="12", message_id=stored.SENT)
    assert found.count() == 1
