"""Mail becomes a question or a reply; the rules of the mail cases as this area must keep them."""

from datetime import timedelta

import pytest

from loket.core.models import OutgoingMail
from loket.post import receiving
from loket.post.enums import Outcome
from servicedesk import notifications, workflow
from servicedesk.enums import Channel, MessageKind, State
from servicedesk.models import Message, Question
from tests.servicedesk.factory import AT, asked, replied, staff

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


def mail(number: int = 1, sender: str = "vera@example.com", to: str = "servicedesk@example.org", **told) -> bytes:
    lines = {
        "From": f"Vera Voorbeeld <{sender}>",
        "To": to,
        "Subject": told.pop("subject", "Vallen voorkomen in Tiel"),
        "Message-ID": f"<{number}@example.com>",
        "Date": "Mon, 02 Mar 2026 10:00:00 +0100",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in told.items() if name != "text"}
    text = told.get("text", "Hoe pakken wij het aan?")
    return "\r\n".join([*(f"{name}: {value}" for name, value in lines.items()), "", text, ""]).encode()


def arrive(raw: bytes, **told):
    return receiving.receive(raw, source="pipe", at=told.pop("at", LATER), **told)


def test_mail_becomes_a_question_with_a_receipt():
    receipt = arrive(mail())

    question = Question.objects.get()
    assert (receipt.outcome, receipt.number) == (Outcome.NEW, question.number)
    assert (question.channel, question.subject, question.asker_email) == (
        Channel.MAIL,
        "Vallen voorkomen in Tiel",
        "vera@example.com",
    )
    assert OutgoingMail.objects.get().to == "vera@example.com"


def test_mail_to_the_address_of_the_school_desk_is_for_its_queue():
    arrive(mail(to="gezonde-school@example.org"))

    assert Question.objects.get().queue.slug == "gezonde-school"


def test_reply_to_the_answer_lands_in_the_question_and_sets_it_going():
    question = asked(email="vera@example.com")
    replied(question, staff(), then="wait_for_asker")
    answer_to = OutgoingMail.objects.get(subject__startswith="Antwoord").headers["Reply-To"]

    receipt = arrive(mail(to=answer_to, text="Vooral ouderen alleen."))

    assert (receipt.outcome, receipt.number) == (Outcome.REPLY, question.number)
    assert Question.objects.get().state == State.WORKING


def test_out_of_office_is_filed_and_changes_nothing():
    question = asked(email="vera@example.com")
    replied(question, staff(), then="wait_for_asker")
    headers = OutgoingMail.objects.get(subject__startswith="Antwoord").headers

    arrive(mail(to=headers["Reply-To"], subject="Automatisch antwoord: afwezig", Auto_Submitted="auto-replied"))

    assert Question.objects.get().state == State.WAIT_ASKER
    assert Message.objects.latest("pk").is_automatic
    assert Message.objects.latest("pk") not in Message.objects.for_asker(LATER)


def test_stranger_with_a_valid_number_gets_a_question_of_their_own_that_is_held():
    question = asked(email="vera@example.com")

    receipt = arrive(mail(sender="ander@example.net", subject=f"RE: [Vraag {question.reference}]"))

    new = Question.objects.latest("pk")
    assert (receipt.outcome, new.linked_to) == (Outcome.HELD, question)
    assert question.messages.count() == 1


def test_third_party_in_the_thread_is_shown_as_such_and_gets_no_answers():
    question, by = asked(email="vera@example.com"), staff()
    replied(question, by)
    answer_to = OutgoingMail.objects.get(subject__startswith="Antwoord").headers["Reply-To"]

    arrive(mail(sender="derde@example.net", to=answer_to))
    replied(question, by, at=LATER)

    assert question.messages.filter(kind=MessageKind.THIRD_PARTY).count() == 1
    assert not OutgoingMail.objects.filter(to="derde@example.net").exists()


@pytest.mark.parametrize(("days", "outcome"), [(29, Outcome.REPLY), (31, Outcome.NEW)])
def test_reply_long_after_closing_is_a_new_linked_question(days, outcome):
    question, by = asked(email="vera@example.com"), staff()
    replied(question, by)
    answer_to = OutgoingMail.objects.get(subject__startswith="Antwoord").headers["Reply-To"]
    workflow.close(question, "answered", by=by, at=AT)

    receipt = arrive(mail(to=answer_to), at=AT + timedelta(days=days))

    assert receipt.outcome == outcome
    assert Question.objects.filter(linked_to=question).exists() is (outcome == Outcome.NEW)


def test_reply_of_a_colleague_to_a_notification_stays_internal():
    question, by = asked(email="vera@example.com"), staff(email="els@example.net")
    workflow.change(question, by=staff(), at=AT, assignee=by)
    told = OutgoingMail.objects.get(to="els@example.net").headers

    arrive(mail(sender="els@example.net", to=told["Reply-To"], In_Reply_To=told["Message-ID"]))

    assert [row.is_internal for row in question.messages.order_by("pk")] == [False, True]


def test_same_mail_twice_is_one_question():
    arrive(mail())

    assert arrive(mail()).outcome == Outcome.DUPLICATE
    assert Question.objects.count() == 1


def test_empty_mail_is_a_question_all_the_same():
    arrive(mail(subject="", text=""))

    assert Question.objects.get().subject == "Vraag zonder tekst"


def test_thread_of_a_question_is_one():
    question = asked(email="vera@example.com")

    threads = {notifications.thread_of(question, at=AT).pk for _ in range(2)}

    assert len(threads) == 1
