"""A comparison as a spreadsheet in the open format (ODS)."""

import re

import tablib

from loket.catalogue.comparing import Comparison

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NOT_IN_SOURCE = "niet in de bron"
_TITLE = "Vergelijking"
# What XML cannot hold: one such character makes the whole file unreadable.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def ods(comparison: Comparison, origin: str) -> bytes:
    """The file: a column for each entry and a row for each field; ``origin`` makes the addresses whole."""
    sheet = tablib.Dataset(title=_TITLE)
    sheet.headers = _line("Veld", [entry.title for entry in comparison.entries], "Verschil")
    sheet.append(_line("Soort", [entry.get_kind_display() for entry in comparison.entries]))
    sheet.append(_line("Adres", [origin + entry.get_absolute_url() for entry in comparison.entries]))
    for row in comparison.rows:
        told = [cell.said.text or NOT_IN_SOURCE for cell in row.cells]
        sheet.append(_line(row.field.label, told, row.verdict.value if row.verdict else ""))
    return sheet.export("ods")


def _line(label: str, cells: list[str], verdict: str = "") -> list[str]:
    return [_FORBIDDEN.sub("", text).strip() for text in (label, *cells, verdict)]
