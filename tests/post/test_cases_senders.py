"""Cases 26–35: who wrote it, and who gets the answer."""

import pytest

from loket.post.enums import Note, Outcome
from loket.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["26-sender-only", "26-return-path-only"])
def test_case_26_without_from_the_other_headers_tell_the_sender(read, name):
    assert read(name).author_address == "ans@ggd.example"


def test_case_27_broken_from_is_accepted_and_marked(desk, read):
    message = read("27-broken-from")

    assert (message.author_address, message.raw.outcome) == ("foo@bar", Outcome.NEW)
    assert Note.BAD_SENDER in message.notes


def test_case_27_name_without_address_is_accepted_and_marked(desk, read):
    message = read("27-no-address")

    assert (message.author_name, message.author_address, message.answer_to) == ("Ans de Wit", "", "")
    assert (Note.BAD_SENDER in message.notes, message.may_be_answered) == (True, False)


def test_case_28_invalid_local_part_does_not_block(desk, read):
    message = read("28-invalid-local-part")

    assert (message.author_address, message.raw.outcome) == ("", Outcome.NEW)


@pytest.mark.parametrize(("name", "is_marked"), [("29-unknown-reply-to", True), ("29-empty-reply-to", False)])
def test_case_29_useless_reply_to_falls_back_to_from(read, name, is_marked):
    message = read(name)

    assert (message.answer_to, Note.BAD_REPLY_TO in message.notes) == ("ans@ggd.example", is_marked)


def test_case_30_web_form_writes_for_who_is_in_reply_to(settings, read):
    settings.MAIL_FORM_SENDERS = ["noreply@formulier.example"]

    message = read("30-web-form")

    assert (message.author_address, message.may_be_answered) == ("ans@ggd.example", True)


def test_case_30_other_senders_do_not_write_for_somebody_else(read):
    message = read("30-web-form")

    assert (message.author_address, message.answer_to) == ("noreply@formulier.example", "ans@ggd.example")


def test_case_31_colleague_who_forwards_stays_the_sender(read):
    message = read("31-colleague-forwards")

    assert (message.author_address, message.on_behalf_of) == ("els@cgl.example", "")
    assert message.forwarded_from == "gerda@school.example"


def test_case_31_asker_changes_on_an_explicit_line_only(read):
    message = read("31-on-behalf-of")

    assert (message.author_address, message.on_behalf_of) == ("els@cgl.example", "gerda@school.example")


def test_case_32_original_sender_comes_from_headers_not_from_any_at_sign(read):
    assert read("32-other-at-signs").forwarded_from == "gerda@school.example"


def test_case_33_recipients_are_capped(read):
    message = read("33-many-recipients")

    assert (len(message.to) + len(message.cc), message.recipient_count) == (40, 61)
    assert Note.MANY_RECIPIENTS in message.notes


def test_case_34_odd_spellings_of_addresses(read):
    message = read("34-odd-addresses")

    assert (message.author_name, message.author_address) == ("wit@ggd.example via Loket", "ans@ggd.example")
    assert [address for _, address in message.to] == ["loket@example.org", "bert@ggd.example"]
    assert message.cc == [
        ["Smit, Carla (GGD)", "carla@welzijn.example"],
        ["", "dirk@buurthuis.example"],
        ["Jan @ Tiel", "jan@tiel.example"],
    ]


def test_case_35_colleague_who_asks_is_an_asker(desk, question, arrive):
    receipt = arrive("35-colleague-asks")

    assert (receipt.outcome, desk.questions["13"].participants) == (Outcome.NEW, {"els@cgl.example"})
    assert Message.objects.get().may_be_answered
