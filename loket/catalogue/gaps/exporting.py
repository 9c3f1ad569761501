"""A matrix as a spreadsheet: a line for each cell, so that it can be sorted and filtered."""

from collections.abc import Iterator

from loket.catalogue.gaps.matrix import Choice, Row
from loket.core import spreadsheets


def table(choice: Choice, rows: list[Row], extension: str) -> bytes:
    """The file, ``extension`` csv or ods."""
    headings = [
        choice.rows.label,
        choice.columns.label,
        choice.third.label,
        "Ingangen",
        "Erkende interventies",
        "Bekeken en gedownload",
        "Vergeefs gezocht",
        "Witte vlek",
    ]
    return spreadsheets.sheet(extension, "Witte vlekken", headings, _lines(choice, rows))


def _lines(choice: Choice, rows: list[Row]) -> Iterator[tuple]:
    narrowed = dict(choice.third.terms).get(choice.code, "alle")
    for row in rows:
        for cell in row.cells:
            told = (cell.entries, cell.recognised, cell.uses, cell.in_vain, "ja" if cell.is_white_spot else "nee")
            yield row.label, cell.label, narrowed, *told
