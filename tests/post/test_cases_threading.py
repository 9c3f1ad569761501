"""Cases 1–25 of the mail cases: which conversation a message belongs to."""

from datetime import timedelta

import pytest

from loket.core.models import OutgoingMail
from loket.post import routing, threads
from loket.post.enums import Carrier, Note, Outcome, Standing
from loket.post.models import Message, Placement, Thread
from tests.post.desk import Desk

pytestmark = pytest.mark.django_db


def last_placement() -> Placement:
    return Placement.objects.latest("pk")


def test_case_01_known_id_only_in_references(question, arrive):
    receipt = arrive("01-references-only")

    assert (receipt.outcome, receipt.number, last_placement().carrier) == (Outcome.REPLY, 12, Carrier.REFERENCE)


def test_case_02_several_ids_and_a_comment_in_in_reply_to(question, arrive):
    receipt = arrive("02-in-reply-to-several")

    assert (receipt.outcome, receipt.number) == (Outcome.REPLY, 12)


def test_case_03_replies_that_share_an_unseen_ancestor_land_together(desk, arrive):
    first = arrive("03-a-ancestor-unseen")
    second = arrive("03-b-ancestor-unseen")

    assert (first.outcome, second.outcome, second.number) == (Outcome.NEW, Outcome.REPLY, first.number)


@pytest.mark.parametrize(
    ("name", "carrier"), [("04-rewritten-id", Carrier.MARKER), ("04-reference-in-address", Carrier.ADDRESS)]
)
def test_case_04_rewritten_id_has_a_second_carrier(question, arrive, name, carrier):
    receipt = arrive(name)

    assert (receipt.number, last_placement().carrier) == (12, carrier)


def test_case_05_reply_on_a_first_mail_of_ours(question, arrive):
    receipt = arrive("05-answer-to-first-mail-of-ours")

    assert (receipt.outcome, receipt.number, len(question.messages)) == (Outcome.REPLY, 12, 1)


def test_case_06_id_of_another_mailbox_is_not_ours(desk, arrive, at):
    network = Desk("network", {"netwerk@example.org"})
    routing.register(network.route())
    there = arrive("06-id-of-another-mailbox-first", changes={b"loket@": b"netwerk@"})

    here = arrive("06-id-of-another-mailbox")

    assert (there.outcome, here.outcome, len(desk.questions)) == (Outcome.NEW, Outcome.NEW, 1)


def test_case_06_newsletter_that_two_strangers_answer_does_not_join_them(desk, arrive):
    first = arrive("06-id-of-another-mailbox-first")
    second = arrive("06-id-of-another-mailbox")

    assert (second.outcome, second.number == first.number) == (Outcome.NEW, False)


def test_case_07_forged_id_of_an_internal_notification_is_refused(question, arrive):
    receipt = arrive("07-forged-internal-id")

    assert (receipt.outcome, question.messages, question.internal) == (Outcome.REFUSED, [], [])
    assert receipt.reason == "Dit antwoord op een intern bericht komt niet van de collega aan wie het was gericht."


def test_case_07_guessed_id_matches_nothing_and_is_marked(question, arrive, read):
    message = read("07-guessed-id")

    assert (last_placement().outcome, question.messages) == (Outcome.NEW, [])
    assert Note.FORGED in message.notes


def test_case_08_number_from_a_stranger_is_held_apart(desk, question, arrive):
    receipt = arrive("08-number-from-a-stranger")

    assert (receipt.outcome, receipt.number, question.messages) == (Outcome.HELD, 13, [])
    assert desk.questions["13"].linked == "12"
    assert OutgoingMail.objects.count() == 0


def test_case_09_third_party_is_shown_and_changes_no_recipients(question, arrive):
    receipt = arrive("09-third-party")

    assert (receipt.number, last_placement().standing) == (12, Standing.THIRD_PARTY)
    assert (question.participants, len(question.messages)) == ({"ans@ggd.example"}, 1)


def test_case_10_cc_makes_nobody_a_participant(desk, question, arrive):
    arrive("10-cc-injection")

    receipt = arrive("10-attacker-writes")

    assert (receipt.outcome, question.participants, len(question.messages)) == (
        Outcome.HELD,
        {"ans@ggd.example"},
        1,
    )


def test_case_11_new_subject_in_an_old_thread_is_marked(question, arrive, read):
    first = read("11-first-subject")

    message = read("11-new-subject")

    assert (last_placement().key, Note.NEW_SUBJECT in message.notes, Note.NEW_SUBJECT in first.notes) == (
        "12",
        True,
        False,
    )


@pytest.mark.parametrize("how", ["wg", "doorst", "fwd", "without-prefix"])
def test_case_12_forward_with_references_is_something_new(desk, question, arrive, how):
    receipt = arrive(f"12-forward-{how}")

    assert (receipt.outcome, receipt.number, desk.questions["13"].linked) == (Outcome.NEW, 13, "12")


def test_case_13_number_in_an_encoded_subject(question, arrive):
    receipt = arrive("13-token-in-encoded-word")

    assert (receipt.outcome, receipt.number, last_placement().carrier) == (Outcome.REPLY, 12, Carrier.NUMBER)


def test_case_14_own_numbers_are_stripped_before_storing(question, read):
    assert read("14-token-again-and-again").subject_bare == "Wandelen met ouderen"


def test_case_15_one_mail_to_two_addresses_is_one_question(desk, arrive):
    first = arrive("15-two-addresses-a")
    second = arrive("15-two-addresses-b")

    assert (first.outcome, second.outcome, second.number) == (Outcome.NEW, Outcome.DUPLICATE, first.number)
    assert (len(desk.questions), OutgoingMail.objects.count()) == (1, 1)


def test_case_16_mailbox_only_in_bcc_is_accepted(desk, arrive):
    assert arrive("16-bcc-a").outcome == Outcome.NEW


def test_case_16_copy_by_bcc_is_kept_apart_and_linked(desk, arrive):
    first = arrive("16-bcc-b")
    second = arrive("16-bcc-c")

    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.NEW)
    assert (desk.questions[str(second.number)].linked, OutgoingMail.objects.count()) == (str(first.number), 1)


def test_case_17_without_message_id_the_same_mail_gets_the_same_one(desk, read, arrive):
    message = read("17-no-message-id-a")

    assert message.message_id.endswith("@zonder-kenmerk.invalid")
    assert arrive("17-no-message-id-b").outcome == Outcome.DUPLICATE


def test_case_18_blanks_around_a_message_id_do_not_count(desk, read, arrive):
    message = read("18-blanks-in-id-a")

    assert message.message_id == "18-een@ggd.example"
    assert arrive("18-blanks-in-id-b").outcome == Outcome.DUPLICATE


def test_case_19_two_mails_with_one_message_id_both_stay(desk, arrive):
    first = arrive("19-same-id-a")
    second = arrive("19-same-id-b")

    assert [first.outcome, second.outcome] == [Outcome.NEW, Outcome.NEW]
    assert set(Message.objects.values_list("subject", flat=True)) == {"Roken", "Slapen"}


def test_case_20_reply_to_a_merged_question_lands_in_its_target(desk, question, other_thread, arrive):
    threads.merge(Thread.objects.get(key="12"), other_thread)

    receipt = arrive("20-reply-to-merged")

    assert (receipt.number, question.messages, len(desk.questions["13"].messages)) == (13, [], 1)


def test_case_20_merging_in_a_circle_is_refused(thread, other_thread):
    threads.merge(thread, other_thread)

    with pytest.raises(ValueError, match="verwijzen dan naar elkaar"):
        threads.merge(Thread.objects.get(pk=other_thread.pk), Thread.objects.get(pk=thread.pk))


@pytest.mark.parametrize(("days", "outcome", "number"), [(14, Outcome.REPLY, 12), (15, Outcome.NEW, 13)])
def test_case_21_closed_question_reopens_within_its_term(desk, question, arrive, at, days, outcome, number):
    question.state, question.closed_at = "closed", at

    receipt = arrive("21-reply-to-closed", moment=at + timedelta(days=days))

    assert (receipt.outcome, receipt.number) == (outcome, number)
    assert question.state == ("open" if number == 12 else "closed")


def test_case_22_reply_on_spam_stays_with_the_spam(desk, question, arrive):
    if not desk.has_spam:
        pytest.skip("The servicedesk has no spam: what is not for it is closed as such.")
    question.state = "spam"

    receipt = arrive("22-reply-on-spam")

    assert (receipt.number, question.state, len(desk.questions)) == (12, "spam", 1)
    assert OutgoingMail.objects.count() == 0


def test_case_23_other_queue_of_the_same_desk_finds_the_question(question, arrive):
    receipt = arrive("23-several-queues", queue="gezonde-school")

    assert (receipt.outcome, receipt.number) == (Outcome.REPLY, 12)


def test_case_24_token_of_another_desk_is_kept_and_mapped(desk, read, arrive):
    first = read("24-token-of-another-desk-a")

    second = arrive("24-token-of-another-desk-b")

    assert first.foreign_tokens == ["ref:_00D20abc._500Dxyz:ref"]
    assert (second.outcome, last_placement().carrier, len(desk.questions)) == (Outcome.REPLY, Carrier.FOREIGN, 1)


def test_case_24_same_token_from_another_organisation_is_something_new(desk, arrive):
    arrive("24-token-of-another-desk-a")

    assert arrive("24-token-from-elsewhere").outcome == Outcome.NEW


def test_case_25_answer_to_an_internal_message_stays_internal(question, arrive):
    receipt = arrive("25-answer-to-internal")

    assert (receipt.outcome, len(question.internal), question.messages) == (Outcome.REPLY, 1, [])
