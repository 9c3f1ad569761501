"""A comparison as a spreadsheet in the open format (ODS)."""

from loket.catalogue.comparing import Comparison
from loket.core import spreadsheets

NOT_IN_SOURCE = "niet in de bron"
_TITLE = "Vergelijking"


def ods(comparison: Comparison, origin: str) -> bytes:
    """The file: a column for each entry and a row for each field; ``origin`` makes the addresses whole."""
    headings = ["Veld", *(entry.title for entry in comparison.entries), "Verschil"]
    rows = [
        ["Soort", *(entry.get_kind_display() for entry in comparison.entries), ""],
        ["Adres", *(origin + entry.get_absolute_url() for entry in comparison.entries), ""],
    ]
    for row in comparison.rows:
        told = [cell.said.text or NOT_IN_SOURCE for cell in row.cells]
        rows.append([row.field.label, *told, row.verdict.value if row.verdict else ""])
    return spreadsheets.ods(_TITLE, headings, rows)
