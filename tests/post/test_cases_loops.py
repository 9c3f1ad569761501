"""Cases 36–44: what programs send, and how not to answer them."""

from datetime import timedelta

import pytest

from loket.core.models import OutgoingMail
from loket.post import outgoing
from loket.post.enums import Cause, Kind, Outcome
from loket.post.models import Message, RawMessage, SendingLimit, SentMessage
from tests.post import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["exchange", "gmail", "zimbra", "words-only"])
def test_case_36_out_of_office_is_filed_and_changes_nothing(question, arrive, how):
    question.state = "closed"

    receipt = arrive(f"36-away-{how}")

    assert (receipt.outcome, receipt.number) == (Outcome.AUTO_REPLY, 12)
    assert (question.state, question.messages, len(question.filed)) == ("closed", [], 1)
    assert OutgoingMail.objects.count() == 0


def test_case_37_out_of_office_of_a_colleague_is_no_answer(question, arrive):
    receipt = arrive("37-away-of-colleague")

    assert (receipt.outcome, question.messages, question.internal, question.filed) == (Outcome.AUTO_REPLY, [], [], [])


@pytest.mark.parametrize("name", ["38-not-delivered", "38-dutch-exchange"])
def test_case_38_bounce_is_told_at_the_mail_it_is_about(desk, question, arrive, at, name):
    receipt = arrive(name)

    sent = SentMessage.objects.get(message_id=stored.SENT)
    assert (receipt.outcome, sent.bounced_at, sent.bounce_cause) == (Outcome.BOUNCE, at, Cause.NO_SUCH_ADDRESS)
    assert [(key, bounce.is_permanent) for key, bounce in desk.bounces] == [("12", True)]
    assert (question.messages, OutgoingMail.objects.count()) == ([], 0)


def test_case_38_bounce_without_any_id_is_matched_by_the_recipient(question, arrive, at):
    receipt = arrive("38-words-only")

    sent = SentMessage.objects.get(message_id=stored.SENT)
    assert (receipt.outcome, sent.bounced_at, sent.bounce_cause) == (Outcome.BOUNCE, at, Cause.MAILBOX_FULL)


def test_case_38_bounce_of_unknown_mail_is_filed(desk, arrive):
    receipt = arrive("38-not-delivered")

    assert (receipt.outcome, receipt.reason, desk.questions) == (
        Outcome.BOUNCE,
        "Wij weten niet om welke mail van ons het gaat.",
        {},
    )


def test_case_39_limit_of_the_provider_is_told_once_and_stops_mail(settings, question, arrive, at):
    settings.MAIL_TRUSTED_HOSTS = ["mx.example.org"]
    mail = OutgoingMail.objects.create(to="a@b.example", subject="x", text="x", created_at=at, not_before=at)

    arrive("39-limit-exceeded")
    arrive("39-limit-exceeded-again")

    mail.refresh_from_db()
    assert (SendingLimit.objects.count(), mail.not_before) == (1, at + timedelta(hours=1))


def test_case_39_limit_that_anybody_can_have_written_stops_nothing(question, arrive, at):
    mail = OutgoingMail.objects.create(to="a@b.example", subject="x", text="x", created_at=at, not_before=at)

    arrive("39-limit-exceeded")

    mail.refresh_from_db()
    assert (SendingLimit.objects.get().is_proven, mail.not_before) == (False, at)


def test_case_40_delay_is_no_failure(desk, question, arrive):
    receipt = arrive("40-delayed")

    assert (receipt.outcome, desk.bounces) == (Outcome.AUTO_REPLY, [])
    assert SentMessage.objects.filter(bounced_at__isnull=False).count() == 0


def test_case_41_noreply_sender_gets_no_acknowledgement(desk, arrive):
    receipt = arrive("41-noreply-sender")

    assert (receipt.outcome, OutgoingMail.objects.count()) == (Outcome.NEW, 0)


def test_case_41_two_desks_do_not_go_on_thanking_each_other(desk, arrive):
    for number in range(1, 11):
        told = f"nummer {number}.".encode()
        arrive("41-desk-acknowledges", changes={b"nummer 1.": told, b"<41-1@": f"<41-{number}@".encode()})

    assert (len(desk.questions), OutgoingMail.objects.count()) == (10, 3)


def test_case_42_flood_is_held_and_shown(desk, arrive):
    receipts = [
        arrive("42-flood", changes={b"nummer 1": f"nummer {number}".encode(), b"<42-1": f"<42-{number}".encode()})
        for number in range(32)
    ]

    assert [receipt.outcome for receipt in receipts] == [Outcome.NEW] * 30 + [Outcome.HELD] * 2
    assert receipts[-1].reason == "Deze afzender stuurde meer dan 30 berichten in een uur."


@pytest.mark.parametrize("name", ["43-own-notification", "43-own-by-loop-mark"])
def test_case_43_own_notification_that_comes_back_is_ignored(question, arrive, name):
    receipt = arrive(name)

    assert (receipt.outcome, question.messages, OutgoingMail.objects.count()) == (Outcome.REFUSED, [], 0)


def test_case_43_person_who_writes_from_our_address_is_held_not_dropped(desk, arrive):
    receipt = arrive("43-person-on-own-address")

    assert (receipt.outcome, RawMessage.objects.get().state, desk.questions) == (Outcome.HELD, "held", {})


def test_case_44_our_automatic_mail_says_so(thread, at):
    told = outgoing.headers_for(thread, to=stored.ASKER, address="loket@example.org", at=at)

    assert (told["Auto-Submitted"], told["X-Auto-Response-Suppress"]) == ("auto-generated", "All")


def test_case_44_who_asks_for_no_answer_by_a_program_gets_none(question, read):
    message = read("44-answered-by-program")

    assert (message.kind, message.may_be_answered) == (Kind.PERSON, False)
    assert Message.objects.get().placements.get().outcome == Outcome.REPLY


def test_case_38_bounce_of_an_internal_notification_is_a_bounce(question, arrive):
    receipt = arrive("38-not-delivered", changes={stored.SENT.encode(): stored.INTERNAL.encode()})

    assert receipt.outcome == Outcome.BOUNCE
    assert SentMessage.objects.get(message_id=stored.INTERNAL).bounced_at


def test_case_36_out_of_office_with_a_guessed_number_is_in_no_thread(desk, question, arrive):
    changes = {stored.SENT.encode(): b"x@y.example", b"Subject: Re: ": b"Subject: [Vraag 12] ", b"ans@": b"vreemd@"}

    receipt = arrive("36-away-zimbra", changes=changes)

    assert (receipt.outcome, question.filed, list(desk.questions)) == (Outcome.AUTO_REPLY, [], ["12"])


def test_case_38_bounce_to_the_address_of_a_thread_is_matched_by_it(question, arrive):
    to = b"To: loket+" + stored.TOKEN.encode() + b"@example.org"

    arrive("38-words-only", changes={b"To: loket@example.org": to, b"  ans@ggd.example": b"  onbekend"})

    assert SentMessage.objects.get(message_id=stored.SENT).bounce_cause == Cause.MAILBOX_FULL
