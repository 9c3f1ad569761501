"""Lines that other systems should not write: each bad one is told by its number, and the rest goes in."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from loket.catalogue import importing
from loket.catalogue.models import Entry
from loket.search import engine
from loket.search.models import Findable
from loket.search.query import SearchRequest

pytestmark = pytest.mark.django_db

BAD = (
    b'{"external_id": "a", "title": "\xff"}',
    b'{"external_id": "a", "title": "a", "body": "' + b"a " * 1_500_000 + b'"}',
    b'{"external_id": "a", "title": "a", "body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"external_id": "a", "title": ' + b"9" * 5000 + b"}",
    b'{"external_id": "a", "title": {"nl": "a"}}',
    b'{"external_id": {"a": 1}, "title": "a"}',
    b'{"external_id": "\\u0000", "title": "a"}',
    b'{"external_id": "' + b"a" * 121 + b'", "title": "a"}',
    b'{"external_id": "a"}',
    b"null",
    b"[]",
    b"5",
    b"{",
    b"\x00",
)
STRANGE = (
    {"title": 5},
    {"title": ["een", "twee", ["drie"]]},
    {"title": "een\x00nul \ud800", "summary": "\udfff", "body": "\x00"},
    {"title": "a" * 5000},
    {"title": "!!!"},
    {"title": "wijzigingen"},
    {"kind": "onzin"},
    {"kind": ["interventie"]},
    {"year": float("inf")},
    {"year": float("nan"), "language": "x y:z"},
    {"kind": "opleiding", "fields": {"prijs": float("inf"), "uren": True, "data": [{"datum": "2026-02-30"}]}},
    {"kind": "programma", "fields": {"sluit_op": "2026-02-30"}},
    {"kind": "handreiking", "fields": {"hoofdstukken": [{"titel": ["a"], "tekst": {"a": 1}}, 5]}},
    {"kind": "interventie", "fields": [1, 2]},
    {"last_checked": "2026-02-30", "published_at": "2026-02-30T99:00", "changed_at": "9999-12-31T23:59:59Z"},
    {"recognition": {"level": "x", "decided_on": "9999-99-99", "valid_until": []}},
    {"links": [{"url": "javascript:alert(1)"}, {"url": {"a": 1}}, 5, None, ["https://example.org"]]},
    {"themes": {"a": 1}, "settings": [None, 5, ["x"]], "areas": 5, "organisation": "a" * 5000},
    {"title": "<script>alert(1)</script>", "body": "<img src=x onerror=alert(1)> [a](javascript:alert(1))"},
)


def line(number: int, told: dict) -> bytes:
    return json.dumps({"external_id": f"vreemd-{number}", "title": "Titel"} | told).encode()


def test_bad_lines_are_told_by_number_and_the_rest_goes_in(at):
    good = b'\xef\xbb\xbf{"external_id": "goed", "title": "Goed", "title": "Beter"}\r\n'

    report = importing.run([*BAD, b"\r\n", good], at=at)

    assert [number for number, _ in report.errors] == list(range(1, len(BAD) + 1))
    assert (report.created, Entry.objects.get().title) == (1, "Beter")


@pytest.fixture
def strange(at) -> importing.Report:
    return importing.run([line(*row) for row in enumerate(STRANGE)], at=at)


def test_strange_values_go_in_as_far_as_they_can(strange):
    assert (strange.errors, strange.created) == ([], len(STRANGE))
    assert Findable.objects.count() == len(STRANGE)


def test_very_long_text_goes_in_and_is_found(at):
    """More lexemes than a tsvector can have, and a word longer than any index takes."""
    told = {"body": " ".join(f"woord{number}" for number in range(12_000)) + " " + "a" * 100_000}

    report = importing.run([line(0, told)], at=at)

    assert (report.errors, engine.search(SearchRequest(text="woord77")).count) == ([], 1)


def test_strange_values_a_second_time_change_nothing(strange, at):
    again = importing.run([line(*row) for row in enumerate(STRANGE)], at=at)

    assert (again.created, again.changed, again.unchanged) == (0, 0, len(STRANGE))


def test_strange_values_give_pages(strange, visitor):
    pages = [visitor.get(row.get_absolute_url()) for row in Entry.objects.all()]

    assert {page.status_code for page in pages} == {200}
    assert [page for page in pages if 'href="javascript' in page.content.decode()] == []
    assert visitor.get(reverse("search"), {"sort": "newest"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "is een map. Geef de naam van een bestand."), ("niets.jsonl", "is er niet.")]
)
def test_file_that_cannot_be_opened_is_told(name, sentence, tmp_path):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_entries", str(tmp_path / name))


def test_empty_file_changes_nothing(tmp_path, capsys):
    (tmp_path / "leeg.jsonl").write_bytes(b"")

    call_command("import_entries", str(tmp_path / "leeg.jsonl"))

    assert capsys.readouterr().out.startswith("0 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 niet opgenomen")
