"""Merging, splitting, moving and undoing: who reads what, where replies land, and what two at once do."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from servicedesk import answering, filing, forgetting, merging, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import Message, Question, QuestionFile, Rearrangement
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, asked, replied, staff, standing
from tests.servicedesk.test_receiving import arrive, mail

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
OTHER = "Wat kost een beweegtuin in een nieuwe wijk? Wij hebben al offertes."


def fresh(question: Question) -> Question:
    return Question.objects.select_related("queue", "asker", "assignee", "handled_in").get(pk=question.pk)


def two(**changes) -> tuple[Question, Question, object]:
    """Of Vera, and of Bert unless told otherwise."""
    told = {"name": "Bert Voorbeeld", "email": "bert@example.org", "text": OTHER} | changes
    return asked(email="vera@example.com"), asked(**told), staff()


def merged(**changes) -> tuple[Question, Question, object]:
    """Bert's question, merged into Vera's."""
    kept, gone, by = two(**changes)
    merging.merge(gone, kept, by=by, at=AT)
    return fresh(kept), fresh(gone), by


def heard(question: Question, text: str = "Nog iets", **changes) -> Message:
    return answering.hear(question, text, at=AT, **changes)


def texts(response) -> str:
    return response.content.decode()


def test_merged_question_is_read_in_the_other(client_for):
    kept, gone, by = merged()

    page = texts(client_for(by).get(kept.get_absolute_url()))

    assert OTHER in page
    assert gone.state == State.MERGED
    assert gone.reference in page


def test_words_of_a_merged_question_find_the_other(client_for):
    kept, _, by = merged()

    page = texts(client_for(by).get(reverse("desk"), {"q": "beweegtuinen"}))

    assert kept.subject in page
    assert page.count('class="desk-row"') == 1


def test_mail_to_a_merged_question_sets_the_other_going_and_stays_its_own():
    kept, gone, by = two(email="bert@example.com")
    replied(gone, by)
    answer_to = OutgoingMail.objects.filter(to="bert@example.com").latest("pk").headers["Reply-To"]
    workflow.act(kept, "wait_for_asker", by=by, at=AT)
    workflow.reopen(fresh(gone), by=None, at=AT)
    merging.merge(fresh(gone), kept, by=by, at=AT)

    receipt = arrive(mail(sender="bert@example.com", to=answer_to, text="Het is nu duidelijk."))

    assert (receipt.outcome, receipt.number) == ("reply", kept.number)
    assert fresh(kept).state == State.WORKING
    assert "Het is nu duidelijk." in gone.messages.latest("pk").text


def test_askers_read_nothing_of_each_other(visitor):
    kept, gone, by = merged()
    heard(gone, "Bert vertelt iets over zichzelf")
    heard(kept, "Vera vertelt iets over zichzelf")

    of_kept, of_gone = (texts(visitor.get(row.get_follow_url())) for row in (kept, gone))

    assert ("Bert" in of_kept, "Vera" in of_gone) == (False, False)
    assert "Bert vertelt iets" in of_gone
    assert kept.token not in of_gone


def test_answer_goes_to_each_asker_in_person_and_can_be_taken_back():
    kept, gone, by = merged()
    message = replied(kept, by, text="Kijk bij de gemeente.", at=AT)
    mails = {row.to: row for row in OutgoingMail.objects.filter(subject__startswith="Antwoord")}
    assert set(mails) == {"vera@example.com", "bert@example.org"}
    assert gone.token in mails["bert@example.org"].text
    assert kept.token not in mails["bert@example.org"].text

    answering.take_back(message, by=by, at=AT + timedelta(seconds=5))

    assert not OutgoingMail.objects.filter(subject__startswith="Antwoord").exists()
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_answer_with_a_file_is_for_both_askers(visitor):
    kept, gone, by = merged()
    writing = answering.Writing(text="Zie het bestand.", seen=10**9, submission=uuid.uuid4())
    filing.keep(SimpleUploadedFile("plan.txt", b"hallo"), writing.submission, at=AT)
    answering.reply(kept, writing, by=by, at=AT)
    file = QuestionFile.objects.get()

    pages = [visitor.get(reverse("question_own_file", args=[row.token, file.pk])) for row in (kept, gone)]

    assert [page.status_code for page in pages] == [200, 200]


def test_same_person_is_led_to_the_other_and_gets_one_answer(visitor):
    kept, gone, by = merged(email="vera@example.com")
    replied(kept, by)

    page = texts(visitor.get(gone.get_follow_url()))

    assert kept.get_follow_url() in page
    assert OutgoingMail.objects.filter(subject__startswith="Antwoord").count() == 1
    assert OTHER in texts(visitor.get(kept.get_follow_url()))


def test_reaction_on_the_page_of_a_merged_question_is_the_desks_to_read(visitor, client_for):
    kept, gone, by = merged()

    response = visitor.post(reverse("question_react", args=[gone.token]), {"text": "Via mijn eigen link"})

    assert response.url == gone.get_follow_url()
    assert "Via mijn eigen link" in texts(client_for(by).get(kept.get_absolute_url()))


def test_closing_tells_both_askers():
    kept, _, by = merged()

    workflow.close(kept, "answered", by=by, at=LATER)

    closed = OutgoingMail.objects.filter(subject__contains="gesloten")
    assert set(closed.values_list("to", flat=True)) == {"vera@example.com", "bert@example.org"}


@pytest.mark.parametrize("state", [State.NEW, State.WORKING, State.WAIT_ASKER, State.ANSWERED, State.CLOSED])
def test_undoing_a_merge_brings_back_how_it_stood(state):
    by, kept = staff(), asked(email="vera@example.com")
    gone = standing(state, by=by, at=AT)
    if state == State.CLOSED:
        workflow.close(fresh(kept), "answered", by=by, at=AT)
    before = Question.objects.values().get(pk=gone.pk)
    row = merging.merge(fresh(gone), fresh(kept), by=by, at=LATER)

    merging.undo(row, by=by, at=LATER)

    after = Question.objects.values().get(pk=gone.pk)
    assert after | {"changed_at": None} == before | {"changed_at": None}


def test_undoing_a_merge_leaves_each_with_what_is_its_own():
    kept, gone, by = merged()
    heard(gone, "Van Bert")
    heard(kept, "Van Vera")

    merging.undo(Rearrangement.objects.get(), by=by, at=LATER)

    assert "Van Bert" in [row.text for row in gone.messages.all()]
    assert "Van Bert" not in [row.text for row in Message.objects.in_conversation(kept)]
    assert "beweegtuin" not in fresh(kept).lexemes


def test_chain_of_merges_comes_apart_where_it_was_joined():
    kept, gone, by = merged()
    last = asked(email="c@example.org")
    row = merging.merge(kept, last, by=by, at=AT)
    assert fresh(gone).goes_on_in == last

    merging.undo(row, by=by, at=LATER)

    assert (fresh(gone).goes_on_in, fresh(kept).goes_on_in) == (kept, kept)


def test_merging_in_a_circle_is_refused():
    kept, gone, by = merged()

    with pytest.raises(ValidationError, match=f"gaat verder in {kept.reference}"):
        merging.merge(kept, gone, by=by, at=AT)


def test_merging_with_itself_is_refused():
    question = asked()

    with pytest.raises(ValidationError, match="niet met zichzelf"):
        merging.merge(question, question, by=staff(), at=AT)


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED])
def test_open_question_does_not_vanish_in_one_that_is_done(state):
    by = staff()
    done = standing(state, by=by, at=AT)

    with pytest.raises(ValidationError, match="Heropen die vraag eerst"):
        merging.merge(asked(), done, by=by, at=AT)


def test_anonymous_question_is_not_merged():
    kept, gone, by = two()
    forgetting.forget(gone, at=AT)

    with pytest.raises(ValidationError, match="anoniem"):
        merging.merge(fresh(gone), kept, by=by, at=AT)


@pytest.mark.parametrize("role", ["professional", "coordinator", "redactie"])
def test_merging_is_for_the_desk_alone(role):
    kept, gone, _ = two()

    with pytest.raises(PermissionDenied):
        merging.merge(gone, kept, by=UserFactory(roles=[role]), at=AT)


def test_merged_question_is_forgotten_with_the_one_it_went_on_in():
    kept, gone, by = merged()
    workflow.close(kept, "answered", by=by, at=AT)

    forgetting.past_its_term(AT + timedelta(days=731))

    assert {row.asker_email for row in Question.objects.all()} == {""}


def test_erasing_one_asker_leaves_the_other():
    kept, gone, _ = merged()

    forgetting.forget(gone, at=AT)

    assert fresh(kept).asker_name == "Vera Voorbeeld"
    assert "beweegtuin" not in fresh(kept).lexemes


def test_undoing_twice_is_told():
    _, _, by = merged()
    row = Rearrangement.objects.get()
    merging.undo(row, by=by, at=LATER)

    with pytest.raises(StaleState):
        merging.undo(row, by=by, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_two_that_merge_crosswise_give_one_merge():
    one, other, by = two()
    refused = []

    def run(gone: Question, kept: Question) -> None:
        try:
            merging.merge(gone, kept, by=by, at=AT)
        except ValidationError as error:
            refused.append(error.messages[0])
        connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(refused), Question.objects.filter(state=State.MERGED).count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_word_of_the_asker_during_a_merge_is_not_lost():
    kept, gone, by = two()
    threads = [
        threading.Thread(target=lambda: (merging.merge(gone, kept, by=by, at=AT), connection.close())),
        threading.Thread(target=lambda: (heard(gone, "Intussen"), connection.close())),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert "Intussen" in [row.text for row in Message.objects.in_conversation(kept)]


def test_page_for_merging_suggests_what_the_same_person_asked_and_merges(client_for):
    kept, gone, by = two(email="vera@example.com")
    client, address = client_for(by), reverse("question_merge", args=[gone.number])
    assert kept.reference in texts(client.get(address))

    response = client.post(address, {"nummer": kept.number})

    assert response.url == kept.get_absolute_url()
    page = texts(client.get(response.url))
    assert "Ongedaan maken" in page
    client.post(reverse("question_put_back", args=[kept.number, Rearrangement.objects.get().pk]))
    assert fresh(gone).state == State.NEW


@pytest.mark.parametrize("typed", ["{reference}", "beweegtuin", "bestaat-niet", "\x00"])
def test_page_for_merging_searches_by_number_and_words(client_for, typed):
    kept, gone, by = two()

    page = texts(
        client_for(by).get(reverse("question_merge", args=[kept.number]), {"q": typed.format(reference=gone.reference)})
    )

    assert (gone.subject in page) is (typed in ("{reference}", "beweegtuin"))


@pytest.mark.parametrize("number", ["", "abc", "999", "9" * 30])
def test_merging_with_a_number_that_is_not_there_is_not_found(client_for, number):
    question = asked(at=timezone.now())

    response = client_for(staff()).post(reverse("question_merge", args=[question.number]), {"nummer": number})

    assert response.status_code == 404
