"""The command that shows lexemes, as it is used from a shell."""

import io
import json
import sys

from django.core.management import call_command


class Input:
    """Standard input with these bytes."""

    def __init__(self, content: bytes):
        self.buffer = io.BytesIO(content)


def printed(*arguments: str) -> list:
    out = io.StringIO()
    call_command("analyse", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_analyse_texts_one_line_each():
    found = printed("kinderen", "ouders")

    assert found == [["kind"], ["ouder"]]


def test_analyse_query_looks_for_part():
    found = printed("--query", "kinderen")

    assert found == [["kind", "+kind"]]


def test_analyse_explain_gives_word_and_reason():
    found = printed("--explain", "kinderen")

    assert found == [[{"lexeme": "kind", "word": "kinderen", "why": "woord"}]]


def test_analyse_standard_input_empty_lines_and_bad_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Input(b"kinderen\n\n\xff\xfe\nouders\r\n"))

    found = printed()

    assert found == [["kind"], [], [], ["ouder"]]
