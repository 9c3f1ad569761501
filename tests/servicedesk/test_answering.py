"""Answering: what leaves and when, taking it back, what came in between, drafts, referrals."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from loket.core import outbox
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from servicedesk import answering, forgetting, referring, workflow
from servicedesk.enums import MessageKind, State
from servicedesk.models import Draft, Message, Question, Referral
from tests.factories import EntryFactory, UserFactory
from tests.network.directory.factory import listed
from tests.servicedesk.factory import AT, asked, moment, replied, staff, writing

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=1)


def mail_of_reply() -> OutgoingMail:
    return OutgoingMail.objects.get(subject__startswith="Antwoord op uw vraag")


def test_reply_leaves_half_a_minute_later_and_says_by_whom():
    question, by = asked(), staff()

    message = replied(question, by)

    mail = mail_of_reply()
    assert (mail.to, mail.not_before) == ("vera@example.org", AT + timedelta(seconds=30))
    assert mail.headers["Auto-Submitted"] == "no"
    assert (question.state, question.assignee, message.author) == (State.ANSWERED, by, by)


@pytest.mark.parametrize(
    ("then", "state"),
    [("answer", State.ANSWERED), ("wait_for_asker", State.WAIT_ASKER), ("work", State.WORKING)],
)
def test_reply_does_what_its_writer_chose(then, state):
    question = asked()

    replied(question, staff(), then=then)

    assert question.state == state
    assert question.answered_at == AT


def test_taking_back_restores_all_and_keeps_the_text():
    question, by = asked(), staff()
    before = Question.objects.values().get()
    message = replied(question, by, text="Te snel")

    answering.take_back(message, by=by, at=AT + 10 * SECONDS)

    after = Question.objects.values().get()
    kept = ("state", "answer_due_at", "answered_at", "solve_due_at", "solved_at", "paused_at", "next_due_at")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert Draft.objects.get().text == "Te snel"
    assert not OutgoingMail.objects.filter(subject__startswith="Antwoord").exists()
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_taking_back_after_half_a_minute_is_too_late():
    question, by = asked(), staff()
    message = replied(question, by)

    with pytest.raises(StaleState):
        answering.take_back(message, by=by, at=AT + 31 * SECONDS)

    assert mail_of_reply().state == "queued"


def test_taking_back_what_a_worker_took_up_is_too_late():
    question, by = asked(), staff()
    message = replied(question, by)
    outbox.claim(mail_of_reply().pk, at=AT + 40 * SECONDS)

    with pytest.raises(StaleState):
        answering.take_back(message, by=by, at=AT + 20 * SECONDS)


def test_taking_back_when_the_asker_wrote_meanwhile_is_refused():
    question, by = asked(), staff()
    message = replied(question, by)
    answering.hear(question, "Nog iets", at=AT + 5 * SECONDS)

    with pytest.raises(StaleState):
        answering.take_back(message, by=by, at=AT + 10 * SECONDS)


def test_taking_back_is_for_who_wrote_it():
    question = asked()
    message = replied(question, staff())

    with pytest.raises(PermissionDenied):
        answering.take_back(message, by=staff(), at=AT + SECONDS)


def test_reply_on_an_outdated_view_is_not_sent():
    question, by = asked(), staff()
    planned = writing(question)
    heard = answering.hear(question, "Het is al opgelost", at=AT)

    with pytest.raises(answering.WrittenMeanwhile) as caught:
        answering.reply(question, planned, by=by, at=AT)

    assert caught.value.messages == [heard]
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_reply_sent_twice_is_one_message():
    question, by = asked(), staff()
    planned = writing(question)

    first, second = (answering.reply(question, planned, by=by, at=AT) for _ in range(2))

    assert first == second
    assert OutgoingMail.objects.filter(subject__startswith="Antwoord").count() == 1


@pytest.mark.parametrize("role", ["professional", "redactie", "coordinator"])
def test_reply_is_for_the_desk_alone(role):
    question = asked()

    with pytest.raises(PermissionDenied):
        answering.reply(question, writing(question), by=UserFactory(roles=[role]), at=AT)


def test_reply_without_text_is_refused():
    question = asked()

    with pytest.raises(ValidationError, match="eerst een antwoord"):
        answering.reply(question, writing(question, text="  "), by=staff(), at=AT)


def test_reply_to_a_closed_question_is_refused():
    question, by = asked(), staff()
    workflow.close(question, "answered", by=by, at=AT)

    with pytest.raises(StaleState):
        answering.reply(question, writing(question), by=by, at=AT)


def test_copies_go_each_by_themselves_without_the_link_of_the_asker():
    question = asked()

    replied(question, staff(), cc=["collega@example.org"])

    mails = {mail.to: mail for mail in OutgoingMail.objects.filter(subject__startswith="Antwoord")}
    assert set(mails) == {"vera@example.org", "collega@example.org"}
    assert question.token in mails["vera@example.org"].text
    assert question.token not in mails["collega@example.org"].text + mails["collega@example.org"].html


@pytest.mark.parametrize("kind", [MessageKind.NOTE, MessageKind.CALL])
def test_note_goes_to_nobody_and_leaves_the_state(kind):
    question, by = asked(), staff()
    before = OutgoingMail.objects.count()

    answering.write_note(question, writing(question), kind=kind, by=by, at=AT)

    assert OutgoingMail.objects.count() == before
    assert Question.objects.get().state == State.NEW
    assert list(Message.objects.for_asker(AT)) == [question.messages.get(kind=MessageKind.ASKER)]


def test_asker_sees_an_answer_only_when_it_can_no_longer_be_taken_back():
    question = asked()
    replied(question, staff())

    seen = [question.messages.for_asker(AT + n * SECONDS).count() for n in (29, 30)]

    assert seen == [1, 2]


@pytest.mark.parametrize(
    ("then", "state"),
    [("wait_for_asker", State.WORKING), ("answer", State.REOPENED), ("work", State.WORKING)],
)
def test_word_of_the_asker_sets_the_question_going(then, state):
    question = asked()
    replied(question, staff(), then=then)

    answering.hear(question, "Dat werkte niet", at=moment(3, 10))

    assert Question.objects.get(pk=question.pk).state == state


def test_word_of_the_asker_reopens_a_closed_question_and_tells_the_handler():
    question, by = asked(), staff()
    workflow.act(question, "work", by=by, at=AT)
    workflow.close(question, "answered", by=by, at=AT)

    answering.hear(question, "Toch niet", at=moment(3, 10))

    assert Question.objects.get().state == State.REOPENED
    assert OutgoingMail.objects.filter(to=by.email, subject__startswith="Weer open").exists()


def test_word_of_a_third_party_changes_nothing():
    question = asked()
    replied(question, staff())

    answering.hear(question, "Ik weet ook iets", at=AT, kind=MessageKind.THIRD_PARTY, name="Derde")

    assert Question.objects.get().state == State.ANSWERED


def test_draft_is_kept_for_each_person_and_goes_with_the_answer():
    question, by, other = asked(), staff(), staff()
    for person in (by, other):
        answering.save_draft(question, f"Van {person.pk}", MessageKind.REPLY, by=person, at=AT)

    replied(question, by)

    assert [draft.author for draft in Draft.objects.all()] == [other]


def test_referral_goes_along_with_its_reason_and_is_asked_about_once():
    question, by, entry = asked(), staff(), EntryFactory(published=True)
    referring.refer(question, "entry", entry.pk, reason="Werkt in dorpen.", by=by, at=AT)
    replied(question, by)

    mail = mail_of_reply()
    assert entry.get_absolute_url() in mail.text
    assert "Werkt in dorpen." in mail.text
    asked_on = [referring.ask_what_helped(at=AT + timedelta(days=days)) for days in (13, 14, 15)]
    assert asked_on == [0, 1, 0]
    assert OutgoingMail.objects.filter(subject__startswith="Hielp het?").count() == 1


def test_referral_chosen_twice_is_one_and_can_be_left_out():
    question, by, entry = asked(), staff(), EntryFactory(published=True)
    first, second = (referring.refer(question, "entry", entry.pk, reason="", by=by, at=AT) for _ in range(2))
    assert first == second

    referring.drop(first, by=by)

    assert not Referral.objects.exists()


def test_referral_to_what_is_not_public_is_refused():
    question, entry = asked(), EntryFactory()

    with pytest.raises(ValidationError, match="niet \\(meer\\) voor iedereen"):
        referring.refer(question, "entry", entry.pk, reason="", by=staff(), at=AT)


def test_taking_back_keeps_the_referral_for_the_next_answer():
    question, by, entry = asked(), staff(), EntryFactory(published=True)
    referring.refer(question, "entry", entry.pk, reason="", by=by, at=AT)
    message = replied(question, by)

    answering.take_back(message, by=by, at=AT + SECONDS)

    assert question.referrals.waiting().count() == 1
    assert not Referral.objects.to_ask_about(timezone.now()).exists()


def test_colleague_is_offered_to_an_asker_who_may_find_them():
    colleague, by = listed("Wilma Wandelaar", themes=["valpreventie"]), staff()
    question = asked(person=UserFactory(), email="", name="", themes=["valpreventie"])

    row = next(row for row in referring.suggest(question, "Wandelaar", by) if row.subject_type == "colleague")
    referral = referring.refer(question, row.subject_type, row.subject_id, reason=row.why, by=by, at=AT)

    assert (referral.kind, referral.title, referral.url) == ("Collega", colleague.name, row.url)


def test_asker_without_an_account_hears_of_no_colleague():
    colleague, by, question = listed(), staff(), asked(themes=["valpreventie"])

    assert not [row for row in referring.suggest(question, "Wandelaar", by) if row.subject_type == "colleague"]
    with pytest.raises(ValidationError, match="deze vrager niet verwijzen"):
        referring.refer(question, "colleague", colleague.pk, reason="", by=by, at=AT)


def test_colleague_who_leaves_is_no_longer_named():
    colleague, by = listed(), staff()
    question = asked(person=UserFactory(), email="", name="")
    referring.refer(question, "colleague", colleague.pk, reason="", by=by, at=AT)

    forgetting.erase(colleague, at=AT)

    assert Referral.objects.values_list("title", "url").get() == ("Een collega", "")
