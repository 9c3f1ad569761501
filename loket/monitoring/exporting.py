"""Blocks as files to take along: PDF, ODS and CSV."""

import pathlib
import re
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils.formats import date_format

from loket.core import markdown, pdf, spreadsheets
from loket.core.templatetags.formats import number
from loket.monitoring import blocks as block_data
from loket.monitoring.blocks import Block, Cell, Chart, Numbers, Prose, Table
from loket.monitoring.models import Report

TEMPLATE = pathlib.Path(__file__).with_name("report.typ")
MIMES = spreadsheets.MIMES | {"pdf": pdf.MIME}
"""The formats of a report, by the ending of the file."""

WIDEST, POINTS_PER_PIXEL = 450, 0.85
LONG = ("Onderdeel", "Regel", "Kolom", "Waarde")
_LONGEST_SHEET = 28


def sheet(block: Block, extension: str) -> bytes:
    """One block as a table."""
    found = block_data.tables([block])
    title, headings, rows = found[0] if found else (block.title, ["Tekst"], [[getattr(block, "text", "")]])
    return spreadsheets.sheet(extension, sheet_title(1, title), headings, rows)


def ods(shown: Sequence[Block]) -> bytes:
    """A sheet per block that has figures."""
    tables = enumerate(block_data.tables(shown), start=1)
    sheets = [
        spreadsheets.dataset(sheet_title(place, title), headings, rows) for place, (title, headings, rows) in tables
    ]
    return spreadsheets.ods_of(sheets or [spreadsheets.dataset("Leeg", ["Geen cijfers"], [])])


def sheet_title(place: int, title: str) -> str:
    """A name that a spreadsheet takes: short, of its own, without the signs that it keeps for itself."""
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\'")
    return f"{place} {plain}"[:_LONGEST_SHEET]


def csv(shown: Sequence[Block]) -> bytes:
    """All figures in one table: a line per cell, with the part, the row and the column it stands in."""
    lines = []
    for title, headings, rows in block_data.tables(shown):
        for row in rows:
            pairs = zip(headings[1:], row[1:], strict=False)
            lines += [[title, row[0], heading, value] for heading, value in pairs if value not in (None, "")]
    return spreadsheets.csv_text(LONG, lines)


def report_pdf(report: Report, shown: Sequence[Block], made_on: date) -> bytes:
    """The report as tagged PDF; its charts are those of the page."""
    return pdf.build(
        TEMPLATE,
        {
            "title": str(report),
            "portal": settings.PORTAL_NAME,
            "period": f"Over {report.period.label}: {_span(report)}.",
            "made": f"Gemaakt op {date_format(made_on, 'j F Y')}.",
            "date": [made_on.year, made_on.month, made_on.day],
            "blocks": [_typeset(block) for block in shown],
        },
    )


def _span(report: Report) -> str:
    period = report.period
    return f"{date_format(period.first, 'j F Y')} tot en met {date_format(period.last, 'j F Y')}"


def _typeset(block: Block) -> dict:
    """A block as the template reads it: only text."""
    made = {"title": block.title, "note": block.told, "kind": block.kind, "paragraphs": [], "rows": [], "svg": ""}
    if isinstance(block, Prose):
        return made | {"paragraphs": _paragraphs(block.text)}
    if isinstance(block, Numbers):
        rows = [
            [one.label, one.value, ". ".join(filter(None, (one.note.rstrip("."), _as_of(one))))] for one in block.items
        ]
        return made | {"headings": ["Wat", "Waarde", "Toelichting"], "rows": rows, "numeric": []}
    if isinstance(block, Table):
        rows = [[_text(cell) for cell in row] for row in block.rows]
        made |= {"headings": list(block.headings), "rows": rows, "numeric": list(block.numeric), "empty": block.empty}
    if isinstance(block, Chart):
        made |= {"svg": str(block.svg), "alt": f"{block.title}. {block.text}", "width": _width(block.svg)}
    return made


def _width(svg: str) -> float:
    """In points: as wide as it was drawn, within the margins."""
    drawn = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+)', svg)
    return min(WIDEST, float(drawn[1]) * POINTS_PER_PIXEL) if drawn else WIDEST


def _paragraphs(text: str) -> list[str]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [plain for part in parts if (plain := markdown.to_text(part))]


def _as_of(one: block_data.Number) -> str:
    return f"Stand per {one.as_of}." if one.as_of else ""


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    return number(cell) if isinstance(cell, int) else str(cell)
