"""Answers by mail: placed where they belong, or held with a reason; the rules of the mail cases for this route."""

from datetime import timedelta

import pytest

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.post import receiving as post
from loket.post.enums import Outcome, RawState
from loket.post.models import RawMessage
from network.learning import conversing, receiving, telling, workflow
from network.learning.enums import Mailing, Role
from network.learning.models import HeldMail, Membership, Post
from tests.factories import UserFactory
from tests.network.learning.factory import AT, facilitator, member, network, thread

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


@pytest.fixture
def reader():
    """A member who was mailed about a thread."""
    one = network()
    person = member(one, person=UserFactory(email="vera@example.com", name="Vera Voorbeeld"), mailing=Mailing.AT_ONCE)
    thread(one)
    telling.tell(at=AT)
    return person


def told(person) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=person.email).order_by("pk").first()


def mail(to: str, sender: str = "vera@example.com", number: int = 1, text: str = "Wij wandelen elke dinsdag.", **more):
    lines = {
        "From": f"Vera Voorbeeld <{sender}>",
        "To": to,
        "Subject": "Re: Beweegroutes",
        "Message-ID": f"<{number}@example.com>",
        "Date": "Mon, 02 Mar 2026 11:00:00 +0100",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    return "\r\n".join([*(f"{name}: {value}" for name, value in lines.items()), "", text, ""]).encode()


def arrive(raw: bytes, at=LATER):
    return post.receive(raw, source="pipe", at=at)


def test_reply_lands_in_the_thread_as_the_words_of_the_member(reader):
    receipt = arrive(mail(told(reader).headers["Reply-To"]))

    placed = Post.objects.latest("pk")
    assert receipt.outcome == Outcome.REPLY
    assert (placed.author, placed.text, placed.is_plain) == (reader, "Wij wandelen elke dinsdag.", True)


def test_quoted_text_is_left_out_and_an_answer_between_the_lines_is_not(reader):
    text = "Ja, graag.\r\n\r\nOp 2 maart 2026 schreef Anna:\r\n> Wie wandelt?\r\n> En waar?"

    arrive(mail(told(reader).headers["Reply-To"], text=text))

    assert Post.objects.latest("pk").text == "Ja, graag."


def test_reply_to_our_message_without_the_address_finds_its_thread(reader):
    named = told(reader).headers["Message-ID"]

    receipt = arrive(mail("loket@example.org", In_Reply_To=named))

    assert receipt.outcome == Outcome.REPLY


def test_same_mail_twice_is_one_post(reader):
    raw = mail(told(reader).headers["Reply-To"])
    arrive(raw)

    assert arrive(raw).outcome == Outcome.DUPLICATE
    assert Post.objects.count() == 2


def test_vacation_reply_is_not_placed(reader):
    raw = mail(told(reader).headers["Reply-To"], Auto_Submitted="auto-replied", Subject="Automatisch antwoord: afwezig")

    assert arrive(raw).outcome == Outcome.AUTO_REPLY
    assert Post.objects.count() == 1
    assert not HeldMail.objects.exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sender": "ander@example.net"}, receiving.OTHER_ADDRESS),
        ({"text": ""}, receiving.NO_TEXT),
    ],
)
def test_what_cannot_be_placed_waits_for_the_facilitator(reader, change, reason):
    receipt = arrive(mail(told(reader).headers["Reply-To"], **change))

    held = HeldMail.objects.get()
    assert (receipt.outcome, held.reason) == (Outcome.HELD, reason)
    assert Post.objects.count() == 1


@pytest.mark.parametrize("why", ["left", "follower", "archived"])
def test_who_does_not_write_any_more_hears_why(reader, why):
    address = told(reader).headers["Reply-To"]
    held = Membership.objects.select_related("network").get(person=reader)
    changes = {
        "left": lambda: Membership.objects.filter(pk=held.pk).update(state="left", ended_at=AT),
        "follower": lambda: Membership.objects.filter(pk=held.pk).update(role=Role.FOLLOWER),
        "archived": lambda: type(held.network).objects.update(state="archived", archived_at=AT),
    }
    changes[why]()

    arrive(mail(address))

    assert HeldMail.objects.get().reason == receiving.NOT_WRITING
    assert "Wij wandelen elke dinsdag." in OutgoingMail.objects.filter(to=reader.email).latest("pk").text


def test_stranger_gets_no_mail_back_and_no_post(reader):
    arrive(mail(told(reader).headers["Reply-To"], sender="ander@example.net"))

    assert not OutgoingMail.objects.filter(to="ander@example.net").exists()


def test_mail_to_the_bare_address_waits_for_the_desk():
    arrive(mail("netwerken@example.org"))

    assert RawMessage.objects.get().state == RawState.HELD


def test_answer_to_a_bundle_goes_back_with_its_text():
    one = network()
    reader = member(one, person=UserFactory(email="vera@example.com"))
    thread(one)
    telling.tell(at=conversing.next_bundle(AT))

    receipt = arrive(mail(told(reader).headers["Reply-To"]), at=AT + timedelta(days=2))

    assert receipt.outcome == Outcome.REFUSED
    assert "Wij wandelen elke dinsdag." in OutgoingMail.objects.filter(to=reader.email).latest("pk").text


def test_facilitator_places_held_mail_once(reader):
    arrive(mail(told(reader).headers["Reply-To"], sender="ander@example.net"))
    held = HeldMail.objects.select_related("thread__network", "message").get()
    lead = facilitator(held.thread.network)

    placed = receiving.place_held(held, by=lead, at=LATER)

    assert placed.author == lead
    assert "> Wij wandelen elke dinsdag." in placed.text
    with pytest.raises(StaleState):
        receiving.drop_held(held, by=lead, at=LATER)


def test_file_by_mail_comes_along_and_a_forbidden_one_is_named(reader):
    address = told(reader).headers["Reply-To"]
    kinds = ("text/plain", "application/octet-stream")
    parts = [b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nZie bijlage.\r\n"]
    for kind, name, content in zip(kinds, ("route.txt", "kwaad.exe"), (b"Linksaf.", b"MZ\x90"), strict=True):
        told_of = f'--x\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
        parts.append(told_of.encode() + content + b"\r\n")
    head = mail(address, text="").replace(b"text/plain; charset=utf-8", b'multipart/mixed; boundary="x"')

    arrive(head + b"".join(parts) + b"--x--\r\n")

    placed = Post.objects.latest("pk")
    assert [file.name for file in placed.files.all()] == ["route.txt"]
    assert "kwaad.exe" in placed.text


def test_mail_that_bounces_for_good_stops_for_that_member(reader):
    sent = told(reader).headers["Message-ID"].strip("<>")
    report = (
        "From: MAILER-DAEMON@example.com\r\nTo: loket@example.org\r\nSubject: Undelivered\r\n"
        "Message-ID: <b@example.com>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nNiet bezorgd.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.com\r\n\r\n"
        "Final-Recipient: rfc822; vera@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{sent}>\r\nTo: vera@example.com\r\n\r\n--x--\r\n"
    )

    arrive(report.encode())

    assert Membership.objects.get(person=reader).mail_failed_at == LATER


def test_reply_after_the_archive_is_kept_for_the_facilitator_to_read(reader):
    one = Membership.objects.select_related("network").get(person=reader).network
    lead = facilitator(one)
    address = told(reader).headers["Reply-To"]
    workflow.start_harvest(one, by=lead, at=AT)
    type(one).objects.filter(pk=one.pk).update(state="archived", archived_at=AT)

    arrive(mail(address))

    assert HeldMail.objects.get().text == "Wij wandelen elke dinsdag."
