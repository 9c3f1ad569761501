"""Cases 45–56: the text, of which nothing is lost, and what it costs to read it."""

import time

import pytest

from loket.core import outbox
from loket.post.enums import Note, Outcome
from loket.post.models import SentMessage
from loket.post.reading import limits
from tests.post import stored

pytestmark = pytest.mark.django_db

SECONDS = 20
"""A bound on work that would take hours when it grew with the square of the message; no measure of speed."""


def test_case_45_answers_between_quoted_lines_are_visible(question, read):
    message = read("45-answers-between-lines")

    assert message.visible_text.split("\n") == [
        "Zie mijn antwoorden hieronder.",
        "",
        "Voor ouderen in de wijk.",
        "Elke dinsdag.",
    ]


def test_case_45_answers_under_a_header_block_are_found_by_what_we_wrote(question, read, at):
    text = "Voor wie is het bedoeld?\nEn wanneer begint u?\nMet vriendelijke groet,\nHet loket"
    mail = outbox.queue_rendered(to=stored.ASKER, subject="Wandelen", text=text, at=at)
    SentMessage.objects.filter(message_id=stored.SENT).update(mail=mail)

    message = read("45-answers-under-header-block")

    assert " ".join(message.visible_text.split()) == "Zie hieronder. Voor ouderen in de wijk. Op 1 april."


def test_case_46_blockquote_as_layout_is_no_quote(read):
    message = read("46-blockquote-as-layout")

    assert (message.folds, "Elke week wandelen." in message.visible_text) == ([], True)


@pytest.mark.parametrize("name", ["47-all-inside-the-quote", "47-html-all-inside-the-quote"])
def test_case_47_answer_inside_the_quote_is_never_empty(question, read, name):
    assert "Dit is mijn hele antwoord" in read(name).visible_text


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("48-text-before-html", "Mijn nieuwe tekst staat hiervoor."),
        ("48-proton", "Nieuw van Proton."),
        ("48-outlook", "Nieuw van Outlook."),
    ],
)
def test_case_48_new_text_is_kept_and_old_text_folded(read, name, new):
    message = read(name)

    assert message.visible_text == new
    assert "Oude tekst" in message.text


def test_case_49_address_in_angle_brackets_is_no_tag(read):
    message = read("49-address-in-angle-brackets")

    assert message.text == "Schrijf naar <gerda@school.example> en kopieer mij."
    assert "&lt;gerda@school.example&gt;" in message.html


@pytest.mark.parametrize("name", ["50-empty", "50-attachment-only"])
def test_case_50_without_text_it_is_a_question_all_the_same(desk, read, name):
    message = read(name)

    assert (message.raw.outcome, Note.NO_TEXT in message.notes) == (Outcome.NEW, True)


def test_case_51_signed_mail_shows_its_text(read):
    message = read("51-pgp-signed")

    assert message.text == "Deze tekst is ondertekend."
    assert [kept.name for kept in message.attachments.all()] == ["signature.asc"]


@pytest.mark.parametrize(
    ("name", "note", "file"),
    [("51-pgp-encrypted", Note.ENCRYPTED, "encrypted.asc"), ("51-smime-opaque", Note.SIGNED_SHUT, "smime.p7m")],
)
def test_case_51_what_we_cannot_open_is_kept_and_said(desk, read, name, note, file):
    message = read(name)

    assert note in message.notes
    assert file in [kept.name for kept in message.attachments.all()]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("52-latin1-quoted-printable", "Café, één vraag: coördinatie?"),
        ("52-odd-multipart", "Tekst in een vreemd omhulsel."),
        ("52-multipart-without-boundary", "Tekst zonder grens."),
        ("52-no-content-type", "Type: text."),
    ],
)
def test_case_52_odd_structure_is_not_empty(read, name, text):
    assert read(name).text == text


def test_case_53_doubled_lines_of_outlook_are_single_again(read):
    assert read("53-outlook-doubles-lines").text == "\n".join(f"Regel {number}" for number in range(1, 9))


@pytest.mark.parametrize(("name", "piece"), [("54-links", "Einde"), ("54-blanks", "Begin"), ("54-deep-tree", "diep")])
def test_case_54_monstrous_bodies_take_bounded_time(desk, read, name, piece):
    began = time.monotonic()

    message = read(name)

    assert (message.raw.outcome, piece in message.text) == (Outcome.NEW, True)
    assert time.monotonic() - began < SECONDS


def test_case_54_tree_that_is_too_deep_is_shown_as_text_only(desk, read):
    message = read("54-deep-tree")

    assert (message.html, Note.HTML_LEFT_OUT in message.notes) == ("", True)


def test_case_55_looking_for_signatures_takes_bounded_time(desk, read):
    began = time.monotonic()

    message = read("55-endless-signature")

    assert message.visible_text.startswith("Mijn vraag staat hier.")
    assert time.monotonic() - began < SECONDS


def test_case_56_huge_text_is_shown_in_part_and_kept_in_full(desk, read):
    message = read("56-huge-body")

    kept = message.attachments.get()
    assert (len(message.text), Note.TEXT_CUT in message.notes) == (limits.MOST_TEXT, True)
    assert kept.name == limits.FULL_TEXT_NAME
    with kept.stored as file:
        assert file.read().endswith(b"Einde")


def test_case_56_message_over_the_limit_is_held_with_its_start(desk, arrive):
    receipt = arrive("56-too-large")

    assert (receipt.outcome, desk.questions) == (Outcome.HELD, {})
    assert receipt.reason.startswith("Dit bericht is te groot: 31 MB. Wij nemen hooguit 30 MB aan.")
