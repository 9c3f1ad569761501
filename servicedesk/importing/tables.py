"""Old questions from a table (CSV): a line is a message, and lines with the same number are one question."""

import csv
import pathlib
from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from servicedesk.importing.lines import KINDS, Line, Refusal, checked, moment

NEEDED = ("nummer", "datum", "soort", "tekst")
_OPEN = {"open": True, "gesloten": False, "": None}
_MOST_OF_FIELD = 16 * 1024 * 1024
_DELIMITERS = ";,\t|"


class UnusableFile(Exception):
    """Nothing of the file can come in; the text is a sentence for who imports."""


def read(path: pathlib.Path, *, at: datetime) -> Iterator[Line | tuple[str, str]]:
    """Each message, or (where, why) for a line that stays out. Raises ``UnusableFile``."""
    text = _decoded(path.read_bytes()).replace("\x00", "")
    head, _, _ = text.partition("\n")
    csv.field_size_limit(_MOST_OF_FIELD)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(_DELIMITERS, key=head.count))
    names = [name.strip().lower() for name in next(rows, [])]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UnusableFile(f"In de eerste regel ontbreekt: {', '.join(missing)}.")
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        where = f"regel {rows.line_num}"
        try:
            yield checked(_line(where, names, row), at=at)
        except Refusal as error:
            yield where, str(error)


def _decoded(raw: bytes) -> str:
    """UTF-8, or else what Windows programs write."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _line(where: str, names: list[str], row: list[str]) -> Line:
    if len(row) != len(names):
        raise Refusal(f"er staan {len(row)} velden in plaats van {len(names)}")
    told = dict(zip(names, row, strict=True))
    plain = {name: " ".join(told.get(name, "").split()) for name in names}
    kind = KINDS.get(plain["soort"].lower())
    if kind is None:
        raise Refusal(f"deze soort kennen wij niet: {plain['soort'][:40] or 'leeg'}")
    state = plain.get("stand", "").lower()
    if state not in _OPEN:
        raise Refusal(f"deze stand kennen wij niet: {state[:40]}")
    return Line(
        where=where,
        original=plain["nummer"][:200],
        at=moment(told["datum"]),
        kind=kind,
        text=told["tekst"].strip(),
        subject=plain.get("onderwerp", "")[:160],
        name=plain.get("naam", "")[:120],
        email=_address(plain.get("email", "")),
        phone=plain.get("telefoon", "")[:40],
        organisation=plain.get("organisatie", "")[:200],
        handler=plain.get("behandelaar", ""),
        theme=plain.get("thema", ""),
        area=plain.get("gebied", ""),
        is_open=_OPEN[state],
    )


def _address(text: str) -> str:
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refusal(f"dit e-mailadres klopt niet: {text[:60]}") from error
    return text.lower()
