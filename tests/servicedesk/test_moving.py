"""Splitting a message off and moving one: what goes along, who reads it there, and putting it back."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from servicedesk import filing, merging
from servicedesk.enums import MessageKind, State
from servicedesk.models import Question, QuestionFile, Rearrangement
from tests.servicedesk.factory import AT, asked, replied, staff
from tests.servicedesk.test_merging import LATER, OTHER, fresh, heard, texts, two
from tests.servicedesk.test_receiving import arrive, mail

pytestmark = pytest.mark.django_db


def test_split_message_is_a_question_that_waits_since_it_was_written():
    question, by = asked(), staff()
    message = heard(question, OTHER)

    new = fresh(merging.split(message, subject="Kosten van een beweegtuin", by=by, at=LATER))

    assert (new.asked_at, new.linked_to, new.assignee, new.asker_email) == (AT, question, by, question.asker_email)
    assert [row.text for row in new.messages.all()] == [OTHER]
    assert [row.text for row in question.messages.all()] != [OTHER]


def test_split_takes_the_files_along_and_undo_brings_them_back():
    question, by, form = asked(), staff(), uuid.uuid4()
    filing.keep(SimpleUploadedFile("plan.txt", b"hallo"), form, at=AT)
    new = merging.split(heard(question, OTHER, submission=form), subject="Kosten", by=by, at=LATER)
    assert QuestionFile.objects.get().question == new

    merging.undo(Rearrangement.objects.get(), by=by, at=LATER)

    assert QuestionFile.objects.get().question == question
    assert fresh(new).goes_on_in == question


def test_split_of_a_third_party_is_a_question_of_theirs():
    question, by = asked(), staff()
    message = heard(question, OTHER, kind=MessageKind.THIRD_PARTY, name="Derde Voorbeeld")

    new = fresh(merging.split(message, subject="Kosten", by=by, at=LATER))

    assert (new.asker_name, new.asker_email) == ("Derde Voorbeeld", "")
    assert new.messages.get().kind == MessageKind.ASKER


def test_first_message_is_the_question_itself_and_stays():
    question = asked()

    with pytest.raises(ValidationError, match="de vraag zelf"):
        merging.split(question.messages.get(), subject="x", by=staff(), at=LATER)


def test_answer_that_has_not_left_stays():
    question, other, by = two()
    message = replied(question, by)

    with pytest.raises(ValidationError, match="nog niet vertrokken"):
        merging.move(message, other, by=by, at=AT)


def test_message_moved_to_somebody_elses_question_is_internal_there(visitor):
    question, other, by = two()
    message = heard(question, "Vera over haar wijk")

    merging.move(message, other, by=by, at=LATER)

    message.refresh_from_db()
    assert (message.question, message.kind, message.is_internal) == (other, MessageKind.THIRD_PARTY, True)
    assert "Vera over haar wijk" not in texts(visitor.get(other.get_follow_url()))


def test_message_moved_to_a_question_of_the_same_person_sets_it_going():
    question, other, by = two(email="vera@example.com")
    replied(other, by, then="wait_for_asker")

    merging.move(heard(question, "Over de kosten"), fresh(other), by=by, at=LATER)

    assert fresh(other).state == State.WORKING


def test_moving_back_restores_kind_and_who_sees_it():
    question, other, by = two()
    message = heard(question, "Vera over haar wijk")
    row = merging.move(message, other, by=by, at=LATER)

    merging.undo(row, by=by, at=LATER)

    message.refresh_from_db()
    assert (message.question, message.kind, message.is_internal) == (question, MessageKind.ASKER, False)


def test_answers_to_a_moved_mail_follow_it():
    question = Question.objects.get(number=arrive(mail(1)).number)
    reply = mail(2, In_Reply_To="<1@example.com>", References="<1@example.com>", text="Iets heel anders")
    arrive(reply)
    new = merging.split(question.messages.latest("pk"), subject="Iets anders", by=staff(), at=LATER)

    receipt = arrive(mail(3, In_Reply_To="<2@example.com>", References="<2@example.com>", text="En dit nog"))

    assert receipt.number == new.number


def test_page_for_moving_makes_a_new_question(client_for):
    question, by = asked(), staff()
    message = heard(question, OTHER)
    client, address = client_for(by), reverse("message_move", args=[question.number, message.pk])
    assert client.post(address, {"apart": "1", "subject": ""}).status_code == 422

    client.post(address, {"apart": "1", "subject": "Kosten"})

    assert Question.objects.get(subject="Kosten").linked_to == question
