"""Cases 57–64: bytes that are not what they are said to be."""

import json

import pytest
from django.core.management import call_command

from loket.post.enums import Note, Outcome
from loket.post.models import RawMessage
from tests.post import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("57-x-unknown", "Café"),
        ("57-windows-1257", "Ąžuolas"),
        ("57-windows-1258", "Café"),
        ("57-ks-c-5601", "건강"),
        ("57-iso-2022-jp-ms", "健康"),
    ],
)
def test_case_57_odd_charsets_are_read(read, name, text):
    assert read(name).text == text


def test_case_57_unknown_charset_is_marked_and_its_bytes_stay(read):
    message = read("57-x-unknown")

    assert Note.CHARSET in message.notes
    assert bytes(message.raw.content) == stored.raw("57-x-unknown")


def test_case_58_utf8_under_another_name(read):
    assert read("58-declared-gb2312").text == "Coördinatie en één vraag"


@pytest.mark.parametrize("name", ["59-no-charset-cp1252", "59-no-charset-utf8"])
def test_case_59_without_a_charset_it_is_detected(read, name):
    assert read(name).text == "Coördinatie, één café"


def test_case_60_raw_bytes_in_headers(read):
    message = read("60-raw-bytes-in-headers")

    assert (message.author_name, message.subject, message.cc) == (
        "José de Wit",
        "Coördinatie",
        [["Zoë", "zoe@ggd.example"]],
    )


def test_case_61_encoded_word_cut_inside_a_character(read):
    assert read("61-cut-inside-a-character").subject == "Coördinatie: één"


def test_case_62_nul_bytes_are_stripped(desk, read):
    message = read("62-nul-bytes")

    assert (message.subject, message.author_name, message.text) == ("Nullen", "Ans", "Voor en na.")


def test_case_63_address_that_looks_like_utf7_is_left_alone(read):
    assert read("63-utf7-looking-address").author_address == "dienst+autoreply=ans=ggd.example@lijst.example"


def test_case_64_one_bad_mail_does_not_stop_the_others(desk, capsys):
    names = ["64-good-mail-a", "64-bad-mail", "64-good-mail-b"]

    call_command("receive_mail", *[str(stored.MESSAGES / f"{name}.eml") for name in names])

    told = [json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()]
    assert told == [Outcome.NEW, Outcome.HELD, Outcome.NEW]
    assert (
        RawMessage.objects.get(state="held").reason
        == "Dit bericht heeft te veel delen in elkaar. Wij lezen het niet uit."
    )
