"""The whole catalogue in and out again: upsert, repeat, reports by line number, the same queries for each batch."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.catalogue import exporting, importing
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry, EntryHistory, Revision
from loket.search import engine
from loket.search.models import Findable
from loket.search.query import SearchRequest
from tests.factories import EntryFactory, EntryFileFactory, FormerNameFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def line(number: int = 1, **told) -> bytes:
    row = {"external_id": f"x-{number}", "kind": "materiaal", "title": f"Folder {number}", "themes": ["roken"]} | told
    return json.dumps(row).encode()


def run(*raw: bytes, **options) -> importing.Report:
    return importing.run(raw, at=options.pop("at"), **options)


def counts(report: importing.Report) -> tuple[int, int, int]:
    return report.created, report.changed, report.unchanged


def test_import_publishes_at_once_and_is_found(at):
    report = run(line(title="Stoppen met roken in Tiel", areas=["Tiel"]), at=at)

    (entry,) = Entry.objects.all()
    (hit,) = engine.search(SearchRequest(text="roken Tiel")).hits
    assert (counts(report), entry.state, entry.version, hit.subject_id) == ((1, 0, 0), "published", 1, entry.pk)
    assert (entry.published_at, entry.last_checked, entry.slug) == (at, at.date(), "stoppen-met-roken-in-tiel")
    assert list(entry.history.values_list("act", "version")) == [("published", 1)]


def test_import_again_changes_nothing(at):
    raw = [line(1), line(2, recognition={"level": "goed-onderbouwd"}, published_at="2020-01-01T10:00")]
    run(*raw, at=at)
    before = list(Entry.objects.order_by("pk").values())

    report = run(*raw, at=at + timedelta(days=1))

    assert (counts(report), list(Entry.objects.order_by("pk").values())) == ((0, 0, 2), before)
    assert (Revision.objects.count(), EntryHistory.objects.count(), Findable.objects.count()) == (2, 2, 2)


def test_import_of_a_changed_line_keeps_the_trace(at):
    run(line(title="Oud"), at=at)

    report = run(line(title="Nieuw"), at=at + timedelta(days=1))

    entry = Entry.objects.get()
    assert (counts(report), entry.title, entry.slug, entry.version) == ((0, 1, 0), "Nieuw", "oud", 2)
    assert list(entry.history.values_list("act", "changed_keys")) == [("changed", ["title"]), ("published", [])]
    assert list(entry.revisions.order_by("version").values_list("content__title", flat=True)) == ["Oud", "Nieuw"]
    assert list(Findable.objects.values_list("title", flat=True)) == ["Nieuw"]


def test_import_without_writing_tells_the_same(at):
    run(line(1), line(2), at=at)
    raw = [line(1), line(2, title="Anders"), line(3), b"{", line(4, themes=["vliegeren"])]

    dry = run(*raw, at=at, dry_run=True)
    kept = Entry.objects.count()

    assert (kept, dry) == (2, run(*raw, at=at))


def test_bad_lines_are_told_by_number_and_do_not_stop_the_rest(at):
    raw = [
        line(1),
        b"",
        b"geen json",
        b'{"external_id": "x"}',
        b"\xff\xfe",
        b"[]",
        b"9" * 5000,
        b"[" * 100_000,
        b'"' + b"x" * 2_000_001,
        line(2),
    ]

    report = run(*raw, at=at)

    assert report.errors == [
        (3, "De regel is geen geldige JSON."),
        (4, "title ontbreekt."),
        (5, "De regel is geen UTF-8."),
        (6, "De regel is geen JSON-object."),
        (7, "De regel is geen geldige JSON."),
        (8, "De regel is geen geldige JSON."),
        (9, "De regel is langer dan 2 MB."),
    ]
    assert sorted(Entry.objects.values_list("external_id", flat=True)) == ["x-1", "x-2"]


def test_file_with_a_byte_order_mark_goes_in(at):
    assert counts(run(b"\xef\xbb\xbf" + line(1), at=at)) == (1, 0, 0)


def test_warning_has_the_number_of_its_line(at):
    report = run(line(1), line(2, themes=["vliegeren"]), at=at)

    assert report.warnings == [(2, "onbekende term in themes: 'vliegeren'")]


def test_line_twice_in_one_file_counts_as_a_change(at):
    report = run(line(1, title="Eerst"), line(1, title="Daarna"), line(1, title="Daarna"), at=at)

    assert (counts(report), Entry.objects.get().title) == ((1, 1, 1), "Daarna")


def test_equal_titles_get_addresses_of_their_own(at):
    run(line(1, title="Zelfde"), line(2, title="Zelfde"), at=at)
    run(line(3, title="Zelfde"), at=at)

    assert len(set(Entry.objects.values_list("slug", flat=True))) == 3


def test_nul_and_odd_numbers_go_in_without_them(at):
    raw = (
        b'{"external_id": "x", "kind": "opleiding", "title": "T\\u0000\\ud800", "fields": {"uren": NaN, "prijs": 1e99}}'
    )

    report = run(raw, at=at)

    assert (counts(report), report.errors, Entry.objects.get().title) == ((1, 0, 0), [], "T")
    assert Entry.objects.get().content["fields"] == {}


def test_html_goes_in_as_text(at, visitor):
    run(line(title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>", summary="<b>vet</b>"), at=at)

    page = visitor.get(Entry.objects.get().get_absolute_url()).content.decode()

    assert ["<script>alert" in page, "<img src=x" in page, "<b>vet" in page] == [False, False, False]


def test_owner_is_found_by_a_former_name_and_its_successor(at):
    new = OrganisationFactory(name="GGD Gelderland-Zuid")
    OrganisationFactory(name="GGD Nijmegen", successor=new)
    FormerNameFactory(name="GGD Rivierenland", organisation=new)

    run(
        *(
            line(number, organisation=name)
            for number, name in enumerate(["ggd gelderland-zuid", "GGD Nijmegen", "GGD Rivierenland", "GGD Onbekend"])
        ),
        at=at,
    )

    assert list(Entry.objects.order_by("external_id").values_list("organisation", flat=True)) == [new.pk] * 3 + [None]


def test_import_keeps_the_files_of_an_entry(at):
    run(line(1), at=at)
    entry = Entry.objects.get()
    file = EntryFileFactory(entry=entry, ready=True)
    entry.content["files"] = [file.pk]
    entry.save()

    run(line(1, title="Nieuw"), at=at)

    assert (Entry.objects.get().content["files"], Findable.objects.get().title) == ([file.pk], "Nieuw")
    assert engine.search(SearchRequest(text="valpreventie")).count == 1


def test_import_brings_an_archived_entry_back(at):
    entry = EntryFactory(archived=True, external_id="x-1")

    run(line(1), at=at)

    entry.refresh_from_db()
    assert (entry.state, entry.archived_at, entry.archive_reason, Findable.objects.count()) == (
        "published",
        None,
        "",
        1,
    )


def queries_for(count: int, at) -> int:
    with CaptureQueriesContext(connection) as queries:
        run(*(line(number) for number in range(count)), at=at)
    return len(queries)


def test_import_asks_the_same_for_one_line_and_for_a_hundred(at, steady_vocabulary):
    one = queries_for(1, at)
    Entry.objects.all().delete()
    Findable.objects.all().delete()

    assert queries_for(100, at) == one


def test_import_of_five_thousand_lines_goes_by_batches(at):
    done = []

    report = importing.run((line(number) for number in range(5000)), at=at, progress=done.append)

    assert (counts(report), done) == ((5000, 0, 0), [importing.BATCH, 5000])
    assert (Entry.objects.published().count(), Findable.objects.count()) == (5000, 5000)


def full_lines() -> list[bytes]:
    """A line of every kind with all that the format knows."""
    whole = {
        "summary": "Kort",
        "body": "- een",
        "settings": ["wijk"],
        "target_groups": ["ouderen"],
        "areas": ["gemeente-tiel"],
        "working_elements": ["samen"],
        "organisation": "GGD Voorbeeld",
        "contact": "secretariaat",
        "source": "Rapport",
        "year": 2024,
        "licence": "cc-by",
        "links": [{"label": "Site", "url": "https://example.org"}],
        "former_titles": ["Vroeger"],
        "last_checked": "2025-01-02",
        "next_check": "2027-01-02",
        "published_at": "2024-05-01T10:00:00+02:00",
        "changed_at": "2025-05-01T10:00:00.123456+02:00",
        "recognition": {
            "level": "goed-onderbouwd",
            "decided_on": "2024-05-01",
            "valid_until": "2029-05-01",
            "by": "X",
            "note": "y",
        },
    }
    return [line(number, kind=kind, **whole) for number, kind in enumerate(Kind.values)]


def test_export_into_an_empty_catalogue_gives_the_same_export(at):
    run(*full_lines(), line(99, title="x" * 300, summary="y " * 300), at=at)
    first = list(exporting.every_line())
    Entry.objects.all().delete()
    Findable.objects.all().delete()

    report = importing.run((row.encode() for row in first), at=at + timedelta(days=9))

    assert (counts(report), report.errors, report.warnings) == ((len(Kind) + 1, 0, 0), [], [])
    assert list(exporting.every_line()) == first


def test_export_leaves_out_what_is_not_public():
    EntryFactory()
    EntryFactory(archived=True)
    published = EntryFactory(published=True)

    assert [json.loads(row)["external_id"] for row in exporting.every_line()] == [published.external_id]


def test_export_reads_in_a_fixed_number_of_queries(django_assert_num_queries):
    EntryFactory.create_batch(3, published=True)

    with django_assert_num_queries(1):
        list(exporting.every_line())


def test_commands_write_and_read_a_file(tmp_path):
    EntryFactory(published=True, external_id="x-1")
    path, out = tmp_path / "catalogus.jsonl", io.StringIO()
    call_command("export_entries", str(path))
    path.write_bytes(path.read_bytes() + b"kapot\n" + line(2, themes=["vliegeren"]))

    errors = io.StringIO()
    call_command("import_entries", str(path), "--dry-run", stdout=out, stderr=errors)

    assert out.getvalue().strip() == (
        "Proef, niets opgeslagen: 1 nieuw, 0 gewijzigd, 1 ongewijzigd, 1 niet opgenomen, 1 keer let op."
    )
    assert errors.getvalue().splitlines() == [
        "regel 3: let op: onbekende term in themes: 'vliegeren'",
        "regel 2: fout: De regel is geen geldige JSON.",
    ]


@pytest.mark.parametrize("command", ["import_entries", "export_entries"])
def test_command_without_a_usable_file_says_so(command, tmp_path):
    with pytest.raises(CommandError, match="is er niet|is niet te schrijven"):
        call_command(command, str(tmp_path / "nergens" / "x.jsonl"))
