"""The whole catalogue as files for everybody, made anew once a week: JSON Lines and CSV.

The files stand in the storage of the portal under their day, so a copy that is being read never changes.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.core.files import File
from django.core.files.storage import default_storage

from loket.catalogue import content as contents
from loket.catalogue import exporting
from loket.catalogue.models import Entry
from loket.core.working_days import local_date

FOLDER = "open-data"
MADE_EVERY = timedelta(days=7)
KEPT = 4
MEDIA_TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
_NAME = re.compile(r"bijdragen-(\d{4}-\d{2}-\d{2})\.(jsonl|csv)")
_TEXTS = ("external_id", "kind", "title", "summary", "organisation", "source", "year", "language", "licence")
_LISTS = (*contents.LISTS, "areas", "working_elements")
_MOMENTS = ("published_at", "changed_at", "last_checked", "next_check")
COLUMNS = (*_TEXTS, *_LISTS, "recognition", "recognition_valid_until", *_MOMENTS)
# A cell that begins so would be taken for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def days() -> list[date]:
    """The days of the dumps that there are, the newest first."""
    if not default_storage.exists(FOLDER):
        return []
    names = (_NAME.fullmatch(name) for name in default_storage.listdir(FOLDER)[1])
    found = {(date.fromisoformat(match[1]), match[2]) for match in names if match}
    complete = {day for day, _ in found if all((day, form) in found for form in MEDIA_TYPES)}
    return sorted(complete, reverse=True)


def path_of(day: date, form: str) -> str:
    return f"{FOLDER}/bijdragen-{day.isoformat()}.{form}"


def make_when_due(*, at: datetime) -> bool:
    """Make this week's dump when the last one is a week old; a second call changes nothing."""
    today, known = local_date(at), days()
    if known and today - known[0] < MADE_EVERY:
        return False
    for form, lines in (("jsonl", json_lines()), ("csv", csv_lines())):
        _store(path_of(today, form), lines)
    for day in days()[KEPT:]:
        for form in MEDIA_TYPES:
            default_storage.delete(path_of(day, form))
    return True


def _store(path: str, lines: Iterable[str]) -> None:
    """Written whole beside it first: a dump that was cut off half-way is not there."""
    with tempfile.TemporaryFile() as whole:
        for line in lines:
            whole.write(line.encode())
        whole.seek(0)
        default_storage.delete(path)
        default_storage.save(path, File(whole))


def json_lines() -> Iterator[str]:
    """The lines that ``import_entries`` reads back to the same state."""
    return (f"{line}\n" for line in exporting.every_line())


def csv_lines() -> Iterator[str]:
    """The same entries for a spreadsheet: lists with semicolons, without the fields of the sheets."""
    yield _row(COLUMNS)
    entries = Entry.objects.published().order_by("external_id").iterator(chunk_size=2000)
    for entry in entries:
        yield _row(_cells(exporting.line(entry)))


def _cells(line: dict) -> list[str]:
    recognition = line["recognition"] or {}
    told = {"recognition": recognition.get("level"), "recognition_valid_until": recognition.get("valid_until")}
    values = line | told
    return [_cell(values.get(name)) for name in COLUMNS]


def _cell(value: object) -> str:
    text = ";".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
