"""The pieces of a text in their order, gathered up to a limit."""

from dataclasses import asdict, dataclass

from loket.core.files import limits
from loket.core.files.passages import Full, clean_text, single_line

MOST_BLOCKS = 20_000
HEADING, PARAGRAPH, ITEM = "heading", "paragraph", "item"
PLACE, PICTURE, TABLE, ROW = "place", "picture", "table", "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece. ``level`` counts from 1, for headings only; the text of a picture is its description, or empty."""

    kind: str
    text: str = ""
    level: int = 0

    def as_json(self) -> dict:
        return asdict(self)


class Outline:
    """Gathers blocks; raises Full at the limits."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.is_truncated = False
        self._room = limits.TEXT_MAX_CHARACTERS
        self._row: list[str] = []

    def add(self, kind: str, text: str, level: int = 0) -> None:
        """A piece with text; without text it is nothing."""
        cleaned = single_line(text)
        if cleaned:
            self._append(Block(kind, cleaned[: self._room], level))

    def picture(self, description: str) -> None:
        self._append(Block(PICTURE, single_line(description)))

    def table(self) -> None:
        """A table begins; its rows follow."""
        self._append(Block(TABLE))

    def cell(self, text: str) -> None:
        self._row.append(single_line(text))

    def end_row(self) -> None:
        filled = [text for text in self._row if text]
        self._row = []
        if filled:
            self._append(Block(ROW, "; ".join(filled)))

    def lines(self, text: str) -> list[str]:
        """Cleaned text as lines, for who joins them into paragraphs."""
        return clean_text(text).split("\n")

    def _append(self, block: Block) -> None:
        self.blocks.append(block)
        self._room -= len(block.text)
        if self._room <= 0 or len(self.blocks) >= MOST_BLOCKS:
            self.is_truncated = True
            raise Full
