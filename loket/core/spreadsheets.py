"""Tables to take along, for all areas: in the open format (ODS), and as text (CSV)."""

import csv
import io
import re
from collections.abc import Iterable

import tablib

MIME = "application/vnd.oasis.opendocument.spreadsheet"
MIMES = {"ods": MIME, "csv": "text/csv; charset=utf-8"}
"""The formats, by the ending of a file's name."""
# What XML cannot hold: one such character makes the whole file unreadable.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet program takes a text in a CSV file that starts so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Table = Iterable[Iterable[object]]


def sheet(extension: str, title: str, headings: Iterable[str], rows: Table) -> bytes:
    """A file of one table in the format of this ending (a key of ``MIMES``)."""
    return ods(title, headings, rows) if extension == "ods" else csv_text(headings, rows)


def ods(title: str, headings: Iterable[str], rows: Table) -> bytes:
    """A file of one sheet."""
    return dataset(title, headings, rows).export("ods")


def ods_of(sheets: Iterable[tablib.Dataset]) -> bytes:
    """A file of several sheets, each made by ``dataset``."""
    return tablib.Databook(list(sheets)).export("ods")


def dataset(title: str, headings: Iterable[str], rows: Table) -> tablib.Dataset:
    """A sheet. Numbers stay numbers; None becomes an empty cell."""
    made = tablib.Dataset(title=title[:31])
    made.headers = [_cell(heading) for heading in headings]
    for row in rows:
        made.append([_cell(value) for value in row])
    return made


def csv_text(headings: Iterable[str], rows: Table) -> bytes:
    """With semicolons and a mark for UTF-8, as Dutch spreadsheet programs read it; no cell of it is a formula."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(list(headings))
    writer.writerows([_inert(_cell(value)) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if value is None:
        return ""
    return value if isinstance(value, int | float) else _FORBIDDEN.sub("", str(value)).strip()


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
