"""What dashboards and reports are composed of: figures, a table, a chart with its table, a text.

Blocks are plain data, so that a report can keep them as JSON and show later exactly what it showed first.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Cell = str | int | float | None
LATE = "te laat"
"""A cell with these words is shown as a warning."""


@dataclass(frozen=True)
class Number:
    """A figure as it is shown. ``value`` is text (*62%*, *niet gemeten*); ``as_of`` says until when it was counted.

    ``tone``: empty, *good*, *warning* or *late*; the note says in words what the tone says in colour.
    """

    label: str
    value: str
    note: str = ""
    url: str = ""
    as_of: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Block:
    """``url`` leads to what it is made of, for who may see that; ``as_of`` says until when it was counted.

    ``glance`` says it in a few words at the top of its tile, with a ``glance_tone`` like that of a ``Number``.
    """

    title: str
    note: str = ""
    url: str = ""
    url_label: str = ""
    as_of: str = ""
    glance: str = ""
    glance_tone: str = ""

    @property
    def key(self) -> str:
        """The title as part of an address, unique on its page."""
        plain = unicodedata.normalize("NFKD", self.title.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

    @property
    def told(self) -> str:
        """What is said below it."""
        return " ".join(filter(None, (self.note, f"Stand per {self.as_of}." if self.as_of else "")))


@dataclass(frozen=True)
class Numbers(Block):
    items: Sequence[Number] = ()
    kind: str = "numbers"


@dataclass(frozen=True)
class Table(Block):
    """``numeric``: the positions of columns with numbers. ``links``: an address per row for its first cell, or none.

    A tile has room for ``top`` rows, and beside their first cell for the columns ``brief``, or else the numeric ones.
    An empty table shows ``empty``.
    """

    headings: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    numeric: Sequence[int] = ()
    links: Sequence[str] = ()
    top: int = 5
    brief: Sequence[int] = ()
    empty: str = "Hier is nog niets te zien."
    kind: str = "table"


@dataclass(frozen=True)
class Chart(Table):
    """A picture made on the server (``core.charts``) with the table it was made from; ``text`` says what one sees."""

    svg: str = ""
    text: str = ""
    kind: str = "chart"


@dataclass(frozen=True)
class Prose(Block):
    """Markdown."""

    text: str = ""
    kind: str = "prose"


_KINDS = {"numbers": Numbers, "table": Table, "chart": Chart, "prose": Prose}


def as_json(blocks: Iterable[Block]) -> list[dict]:
    return [asdict(block) for block in blocks]


def from_json(kept: Iterable[dict]) -> list[Block]:
    """The blocks of ``as_json``; raises ``KeyError`` for a kind that never was."""
    return [_read(dict(one)) for one in kept]


def _read(one: dict) -> Block:
    kind = _KINDS[one["kind"]]
    one.pop("is_wide", None)  # reports of before kept it
    if kind is Numbers:
        one["items"] = tuple(Number(**item) for item in one["items"])
    return kind(**one)


def tables(blocks: Iterable[Block]) -> list[tuple[str, list[str], list[list[Cell]]]]:
    """What can be taken along as (title, headings, rows): figures become a table of three columns."""
    found = []
    for block in blocks:
        if isinstance(block, Numbers):
            rows = [[one.label, one.value, one.note, one.as_of] for one in block.items]
            found.append((block.title, ["Wat", "Waarde", "Toelichting", "Stand per"], rows))
        elif isinstance(block, Table):
            found.append((block.title, list(block.headings), [list(row) for row in block.rows]))
    return found
