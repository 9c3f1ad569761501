"""A question comes in: numbers, the public form, what is typed stays, and twice is once."""

import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from loket.core.models import OutgoingMail
from servicedesk import asking, numbering
from servicedesk.enums import Channel, State
from servicedesk.models import HelpedBefore, Question, QuestionFile
from tests.factories import EntryFactory, UserFactory
from tests.servicedesk.factory import AT, TEXT, asked, moment

pytestmark = pytest.mark.django_db


def filled(**changes) -> dict:
    told = {"text": TEXT, "name": "Vera Voorbeeld", "email": "vera@example.org", "stap": "versturen"}
    return told | {"submission": str(uuid.uuid4())} | changes


def sent(visitor, **changes):
    return visitor.post(reverse("ask"), filled(**changes))


def test_numbers_follow_on_and_start_anew_each_year():
    found = [asked(at=at).reference for at in (moment(2, 10), moment(3, 10), moment(1, 10, month=1).replace(year=2027))]

    assert found == ["2026-00001", "2026-00002", "2027-00001"]


def test_number_of_a_question_that_failed_is_given_to_the_next():
    with pytest.raises(Exception, match="e-mail|email|value too long"):
        asking.ask(asking.Asking(text=TEXT, email="x" * 300), at=AT)

    assert asked().reference == "2026-00001"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2026-00123", 20260000123),
        ("RE: [Vraag 2026-00123] Hallo", 20260000123),
        ("202600123", 20260000123),
        ("2026", None),
        ("geen nummer", None),
    ],
)
def test_number_is_read_as_people_write_it(text, number):
    assert numbering.read(text) == number


def test_form_makes_a_question_and_leads_to_its_page(visitor):
    response = sent(visitor, for_whom="ouderen", tried="flyers", theme="valpreventie")

    question = Question.objects.get()
    assert response.url == question.get_follow_url()
    assert (question.state, question.channel, question.themes) == (State.NEW, Channel.WEB, ["valpreventie"])
    assert (question.guide_whom, question.guide_tried) == ("ouderen", "flyers")
    assert question.subject == "Hoe bereik ik ouderen in een dorp voor valpreventie?"


def test_receipt_tells_the_number_the_term_and_the_link(visitor):
    sent(visitor)

    question, mail = Question.objects.get(), OutgoingMail.objects.get(to="vera@example.org")
    assert f"[Vraag {question.reference}]" in mail.subject
    assert question.get_follow_url() in mail.text
    assert "eerste antwoord" in mail.text


def test_sent_twice_is_one_question(visitor):
    told = filled()

    answers = [visitor.post(reverse("ask"), told).url for _ in range(2)]

    assert len(set(answers)) == 1
    assert OutgoingMail.objects.count() == 1


def test_address_that_many_fill_in_gets_few_receipts():
    for _ in range(6):
        asked()

    assert Question.objects.count() == 6
    assert OutgoingMail.objects.count() == 3


def test_signed_in_asks_without_filling_in_an_address(client_for):
    person = UserFactory()

    client_for(person).post(reverse("ask"), {"text": TEXT, "stap": "versturen"})

    question = Question.objects.get()
    assert (question.asker, question.asker_email) == (person, person.email)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Schrijf uw vraag op."),
        ({"text": "x" * 10_001}, "10000"),
        ({"text": "a\x00b"}, "Wat is uw vraag? "),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"name": ""}, "Schrijf uw naam op."),
    ],
)
def test_bad_input_gives_a_sentence_and_keeps_the_rest(visitor, changes, sentence):
    response = sent(visitor, where="In Tiel", **changes)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "In Tiel" in page
    assert not Question.objects.exists()


def test_five_megabytes_of_text_are_refused_with_a_sentence(visitor):
    response = sent(visitor, text="woord " * 900_000)

    assert response.status_code in (400, 413, 422)
    assert not Question.objects.exists()


def test_unknown_submission_is_a_new_form(visitor):
    sent(visitor, submission="geen-nummer")

    assert not Question.objects.exists()


def test_file_is_kept_when_the_form_is_not_right_yet(visitor):
    told, upload = filled(text=""), SimpleUploadedFile("plan.txt", b"Valpreventie in het dorp")
    response = visitor.post(reverse("ask"), told | {"files": upload})
    assert "plan.txt" in response.content.decode()

    visitor.post(reverse("ask"), told | {"text": TEXT})

    file = QuestionFile.objects.get()
    assert (file.name, file.question) == ("plan.txt", Question.objects.get())
    assert file.message == Question.objects.get().messages.get()


def test_forbidden_file_is_refused_with_its_name(visitor):
    response = visitor.post(reverse("ask"), filled(files=SimpleUploadedFile("virus.exe", b"MZ")))

    assert response.status_code == 422
    assert "virus.exe" in response.content.decode()
    assert not Question.objects.exists()


def test_looking_first_shows_what_is_there_and_loses_nothing(visitor):
    entry = EntryFactory(published=True, title="Valpreventie in het dorp")

    response = sent(visitor, stap="bekijken", where="In Tiel")

    page = response.content.decode()
    assert entry.get_absolute_url() in page
    assert "Toch stellen" in page
    assert "In Tiel" in page
    assert not Question.objects.exists()


def test_suggestions_while_typing_say_why(visitor):
    EntryFactory(published=True, title="Valpreventie in het dorp")
    EntryFactory(published=True, title="Stoppen met roken")

    page = visitor.post(reverse("ask_suggestions"), {"text": TEXT}).content.decode()

    assert "Valpreventie in het dorp" in page
    assert "Stoppen met roken" not in page
    assert "Gaat over" in page


def test_suggestions_show_nothing_that_is_not_public(visitor):
    EntryFactory(title="Valpreventie in het dorp")

    page = visitor.post(reverse("ask_suggestions"), {"text": TEXT}).content.decode()

    assert "Valpreventie in het dorp" not in page


def test_this_helped_me_is_counted_once_without_who(visitor):
    entry = EntryFactory(published=True)
    told = {"onderwerp": f"entry:{entry.pk}", "submission": str(uuid.uuid4()), "text": TEXT}

    answers = [visitor.post(reverse("ask_helped"), told).url for _ in range(2)]

    assert answers == [reverse("ask_ended")] * 2
    assert HelpedBefore.objects.get().subject_id == entry.pk
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "subject", ["", "entry:", "entry:999999", "\x00:1", "entry:-1", "entry:9999999999999999999999"]
)
def test_this_helped_me_of_nothing_counts_nothing(visitor, subject):
    response = visitor.post(reverse("ask_helped"), {"onderwerp": subject})

    assert response.url == reverse("ask")
    assert not HelpedBefore.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_same_form_many_times_at_once_is_one_question():
    submission = uuid.uuid4()

    def ask() -> None:
        asked(submission=submission)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Question.objects.get().reference == "2026-00001"
    assert asked().reference == "2026-00002"


@pytest.mark.django_db(transaction=True)
def test_numbers_of_many_at_once_differ():
    def ask() -> None:
        asked()
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Question.objects.values_list("number", flat=True)) == [20260000001 + n for n in range(6)]
