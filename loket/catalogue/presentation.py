"""The content of an entry as a page shows it: blocks of safe HTML in the order of the sheet."""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.text import slugify

from loket.catalogue.models import Entry
from loket.catalogue.sheets import SHEETS, FieldType, SheetField
from loket.core import markdown

# Counts up when the shape of the blocks or the rendering of Markdown changes: old cached pages then fall away.
PRESENTATION_VERSION = 1
CACHE_SECONDS = 7 * 24 * 3600
# Rows of the guidance that are blocks of their own; a guideline has plain text under one of these keys.
CHAPTERS = ("hoofdstukken", "aanbevelingen")


@dataclass(frozen=True)
class Part:
    """A labelled piece of a block; ``rows`` is a list of (label, html) lists for what repeats."""

    label: str
    html: SafeString = SafeString("")
    rows: tuple = ()


@dataclass(frozen=True)
class Block:
    """A section of the page, with an anchor for the contents list."""

    title: str
    anchor: str
    parts: tuple[Part, ...] = ()
    tips: tuple = field(default=())


def blocks(entry: Entry) -> list[Block]:
    """The published blocks, rendered once a version. A preview goes through ``render``."""
    key = f"entry-blocks:{PRESENTATION_VERSION}:{entry.pk}:{entry.version}"
    found = cache.get(key)
    if found is None:
        found = render(entry.content)
        cache.set(key, found, CACHE_SECONDS)
    return found


def render(content: dict) -> list[Block]:
    sheet, fields = SHEETS[content["kind"]], content.get("fields", {})
    made = []
    if content.get("body"):
        made.append(Block("Toelichting", "toelichting", (Part("", markdown.to_html(content["body"])),)))
    for section in sheet.sections:
        told = [row for row in section.fields if fields.get(row.key) not in ("", None, [])]
        if any(row.key in CHAPTERS and row.type is FieldType.ROWS for row in told):
            made += [block for row in told for block in _chapters(row, fields[row.key])]
        elif any(row.key == "partijen" for row in section.fields):
            made += [_question(row, fields) for row in told]
        else:
            parts = tuple(found for row in told if (found := part(row, fields)) is not None)
            if parts:
                made.append(Block(section.title, slugify(section.title), parts))
    return made


def _question(row: SheetField, fields: dict) -> Block:
    """A fixed question of a practice example, with the tips and lessons that belong to it (source 002)."""
    return Block(row.label, slugify(row.key), (Part("", markdown.to_html(fields[row.key])),), _advice(fields, row.key))


def _advice(fields: dict, question: str) -> tuple:
    labels = (("tips", "Tip"), ("lessen", "Geleerde les"))
    return tuple(
        (label, markdown.to_html(item["tekst"]))
        for key, label in labels
        for item in fields.get(key, [])
        if item.get("bij", "") == question or (question == "" and not fields.get(item.get("bij", "")))
    )


def _chapters(row: SheetField, items: list[dict]) -> list[Block]:
    made = []
    for number, item in enumerate(items, 1):
        parts = tuple(
            Part("" if column.key == "tekst" else column.label, markdown.to_html(item[column.key]))
            for column in row.columns
            if column.key != "titel" and item.get(column.key)
        )
        title = item.get("titel") or f"{row.label} {number}"
        made.append(Block(title, f"{row.key}-{number}", parts))
    return made


def part(row: SheetField, fields: dict) -> Part | None:
    """One filled field of the sheet; None when there is nothing to show of it here."""
    value = fields[row.key]
    if row.key in ("tips", "lessen"):
        value = [item for item in value if not item.get("bij") or not fields.get(item["bij"])]
        rows = tuple(((("", markdown.to_html(item["tekst"])),)) for item in value)
        return Part(row.label, rows=rows) if rows else None
    if row.type is FieldType.ROWS:
        rows = tuple(
            tuple((column.label, _cell(column.key, item.get(column.key, ""))) for column in row.columns)
            for item in value
        )
        return Part(row.label, rows=rows)
    return Part(row.label, markdown.to_html(_plain(row, value)))


def _cell(key: str, text: str) -> SafeString:
    day = _day(text) if key == "datum" else None
    return markdown.to_html(date_format(day, "j F Y") if day else text)


def _day(text: str):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _plain(row: SheetField, value) -> str:
    if row.type is FieldType.NUMBER:
        if row.key == "prijs":
            return "Gratis" if value == 0 else f"€ {number_format(value, 2 if value % 1 else 0, force_grouping=True)}"
        return number_format(value)
    if row.type is FieldType.DATE:
        return date_format(parse_date(value), "j F Y")
    return dict(row.choices).get(value, str(value))
