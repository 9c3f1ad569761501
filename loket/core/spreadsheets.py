"""Tables in the open format (ODS), for all areas."""

import re
from collections.abc import Iterable

import tablib

MIME = "application/vnd.oasis.opendocument.spreadsheet"
# What XML cannot hold: one such character makes the whole file unreadable.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def ods(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A file of one sheet. Numbers stay numbers; None becomes an empty cell."""
    sheet = tablib.Dataset(title=title[:31])
    sheet.headers = [_cell(heading) for heading in headings]
    for row in rows:
        sheet.append([_cell(value) for value in row])
    return sheet.export("ods")


def _cell(value: object) -> object:
    if value is None:
        return ""
    return value if isinstance(value, int | float) else _FORBIDDEN.sub("", str(value)).strip()
