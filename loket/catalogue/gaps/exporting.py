"""A matrix as a spreadsheet: a line for each cell, so that it can be sorted and filtered."""

import tablib

from loket.catalogue.gaps.matrix import Choice, Row

FORMATS = {"csv": "text/csv; charset=utf-8", "ods": "application/vnd.oasis.opendocument.spreadsheet"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for something else


def table(choice: Choice, rows: list[Row], extension: str) -> bytes:
    """The file, ``extension`` csv or ods."""
    sheet = tablib.Dataset(title="Witte vlekken")
    sheet.headers = [
        choice.rows.label,
        choice.columns.label,
        choice.third.label,
        "Ingangen",
        "Erkende interventies",
        "Bekeken en gedownload",
        "Vergeefs gezocht",
        "Witte vlek",
    ]
    narrowed = dict(choice.third.terms).get(choice.code, "alle")
    for row in rows:
        for cell in row.cells:
            told = (cell.entries, cell.recognised, cell.uses, cell.in_vain, "ja" if cell.is_white_spot else "nee")
            sheet.append((row.label, cell.label, narrowed, *told))
    if extension == "csv":
        return _BYTE_ORDER_MARK + sheet.export("csv", delimiter=";").encode()
    return sheet.export("ods")
