"""What is thrown away, and what is kept of a person."""

from datetime import UTC, timedelta

import pytest
from django.core.files.storage import default_storage

from loket.core import retention
from loket.post import privacy, routing
from loket.post.models import Message, MessageAttachment, RawMessage, SentMessage
from tests.post import stored
from tests.post.desk import Desk

pytestmark = pytest.mark.django_db


def test_bytes_of_delivered_mail_go_after_half_a_year_and_the_message_stays(arrive, at):
    arrive("64-good-mail-a")

    told = retention.run(at=at + timedelta(days=181))

    assert (told["oorspronkelijke mail"], RawMessage.objects.get().content) == (1, None)
    assert (Message.objects.count(), retention.run(at=at + timedelta(days=182))["oorspronkelijke mail"]) == (1, 0)


def test_held_mail_waits_for_a_person_however_long(arrive, at):
    arrive("x-unknown-address")

    retention.run(at=at + timedelta(days=1000))

    assert RawMessage.objects.get().content is not None


def test_automatic_mail_outside_threads_goes_after_ninety_days(arrive, at):
    arrive("38-not-delivered")

    retention.run(at=at + timedelta(days=91))

    assert RawMessage.objects.count() == 0


def test_automatic_mail_within_a_thread_stays_with_it(question, arrive, at):
    arrive("36-away-gmail")

    retention.run(at=at + timedelta(days=91))

    assert Message.objects.count() == 1


def test_what_is_held_of_an_address_can_be_shown(question, arrive, at):
    arrive("01-references-only")

    moment, words = at.astimezone(UTC).isoformat(), "Hallo, hier is mijn bericht."
    assert privacy.held_of("ANS@ggd.example") == [
        {"ontvangen": moment, "onderwerp": "Re: Wandelen met ouderen", "tekst": words}
    ]


def test_forgotten_address_is_in_no_row(question, arrive):
    arrive("01-references-only")

    count = privacy.forget_address(stored.ASKER)

    message = Message.objects.get()
    assert (count, message.author_name, message.author_address, message.raw.content) == (1, "gewist", "", None)
    assert not SentMessage.objects.filter(recipient=stored.ASKER).exists()


def test_forgotten_thread_takes_its_files_along(arrive, read):
    read("69-many-attachments")
    name = MessageAttachment.objects.first().stored.name

    count = privacy.forget_thread("desk", "1")

    assert (count, Message.objects.count(), default_storage.exists(name)) == (1, 0, False)
    assert RawMessage.objects.get().content is None


def test_forgotten_message_is_still_a_duplicate_when_it_comes_again(arrive):
    arrive("64-good-mail-a")
    privacy.forget_thread("desk", "1")

    assert arrive("64-good-mail-a").outcome == "duplicate"


def test_forgotten_thread_leaves_what_another_area_has_too(desk, arrive):
    network = Desk("network", {"netwerk@example.org"})
    routing.register(network.route())
    arrive("64-good-mail-a", changes={b"To: loket@example.org": b"To: loket@example.org, netwerk@example.org"})

    privacy.forget_thread("desk", "1")

    assert Message.objects.get().placements.get().route == "network"
