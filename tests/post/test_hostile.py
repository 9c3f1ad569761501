"""Mail that is meant to harm, or that no rule foresaw; beyond the numbered cases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.post import receiving
from loket.post.enums import Note, Outcome
from loket.post.models import RawMessage
from tests.conftest import AT
from tests.post import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["x-nothing", "x-empty"])
def test_bytes_without_headers_are_held_not_lost(desk, arrive, name):
    receipt = arrive(name)

    assert (receipt.outcome, desk.questions) == (Outcome.HELD, {})


def test_bytes_without_headers_with_a_queue_are_a_question(desk, read):
    message = read("x-nothing", queue="servicedesk")

    assert (message.raw.outcome, message.text) == (Outcome.NEW, "zomaar wat tekst zonder kopregels")
    assert {Note.NO_SENDER, Note.NO_DATE} <= set(message.notes)


def test_line_breaks_in_encoded_headers_are_gone(read):
    message = read("x-header-injection")

    assert message.subject == "Dag Bcc: x@evil.example"
    assert not {"\n", "\r"} & set(message.subject + message.answer_to + message.author_name)


def test_thousand_attachments_are_bounded_and_marked(read):
    message = read("x-thousand-attachments")

    assert (message.attachments.count() < 200, Note.MANY_PARTS in message.notes) == (True, True)


def test_packed_files_are_kept_and_not_opened(read):
    kept = read("x-zip-bomb").attachments.get()

    assert (kept.name, kept.kind) == ("42.zip", "zip")


def test_file_of_outlook_is_kept_and_named(read):
    message = read("x-winmail")

    assert [kept.name for kept in message.attachments.all()] == ["winmail.dat"]
    assert Note.OUTLOOK_FILE in message.notes


def test_flowed_text_has_its_paragraphs_back(read):
    message = read("x-format-flowed")

    assert message.text == (
        "Dit is een lange alinea die over twee regels loopt.\n\n> een citaat dat ook doorloopt\n-- \nAns"
    )


def test_html_is_shown_without_anything_that_acts_or_fetches(read):
    message = read("x-html")

    assert message.html == '<p>Dag <a rel="noopener noreferrer nofollow">link</a></p><p></p>'


def test_mailing_list_is_no_reason_to_thank(read):
    message = read("x-list")

    assert (message.raw.outcome, message.may_be_answered, Note.BULK in message.notes) == (Outcome.NEW, False, True)


def test_result_of_a_host_that_we_do_not_know_counts_for_nothing(settings, question, read):
    settings.MAIL_TRUSTED_HOSTS = ["mx.example.org"]

    assert read("x-authentication-forged").authentication == ""


def test_sender_who_fails_the_check_is_a_third_party(settings, question, read):
    settings.MAIL_TRUSTED_HOSTS = ["mx.example.org"]

    message = read("x-authentication-failed")

    assert (message.authentication, message.placements.get().standing) == ("fail", "third-party")
    assert Note.FAILED_CHECK in message.notes


SEEDS = ["38-not-delivered", "65-odd-names", "66-content-id", "61-cut-inside-a-character", "34-odd-addresses"]
PIECES = [b"\n", b"\r\n\r\n", b"--b1", b"--b1--", b"=?utf-8?B?", b"?=", b"<", b">", b'"', b"(", b"charset=", b"\x00"]


def _mutated(data: st.DataObject) -> bytes:
    raw = bytearray(stored.raw(data.draw(st.sampled_from(SEEDS))))
    for _ in range(data.draw(st.integers(0, 12))):
        start = data.draw(st.integers(0, max(0, len(raw) - 1)))
        end = start + data.draw(st.integers(0, 40))
        raw[start:end] = data.draw(st.one_of(st.binary(max_size=30), st.sampled_from(PIECES)))
    return bytes(raw)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_bytes_are_taken_in_without_an_error(desk, data):
    raw = _mutated(data)

    receipt = receiving.receive(raw, source="pipe", at=AT, queue="servicedesk")

    kept = RawMessage.objects.get(pk=receipt.raw_id)
    assert (bytes(kept.content), kept.is_finished, kept.error) == (raw, True, "")
