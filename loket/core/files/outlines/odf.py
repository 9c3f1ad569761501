"""OpenDocument texts and presentations: headings by level, lists, tables row by row, pictures with description."""

import os

from loket.core.files.containers import open_container
from loket.core.files.outlines import blocks
from loket.core.files.outlines.blocks import Outline
from loket.core.files.outlines.slides import SLIDE_LEVEL
from loket.core.files.readers.odf import IGNORED
from loket.core.files.reading import XmlEvents, parse_xml


class _Frame:
    """What is known of an open frame, which may hold a picture."""

    def __init__(self, is_title: bool) -> None:
        self.is_title = is_title
        self.has_picture = False
        self.description: list[str] = []


class _Content(XmlEvents):
    def __init__(self, outline: Outline) -> None:
        super().__init__()
        self._outline = outline
        # A footnote is a paragraph inside a paragraph, hence a stack of texts with their level.
        self._open: list[tuple[list[str], int]] = []
        self._frames: list[_Frame] = []
        self._ignored = self._items = self._tables = self._slides = 0
        self._cell: list[str] = []
        self._in_description = False

    def opened(self, name, attributes):
        if name in IGNORED:
            self._ignored += 1
        elif name in ("p", "h"):
            level = attributes.get("outline-level", "1") if name == "h" else "0"
            self._open.append(([], int(level) if level.isdecimal() else 1))
        elif name in ("s", "tab", "line-break") and self._open:
            self._open[-1][0].append(" ")
        elif name == "list-item":
            self._items += 1
        elif name == "frame":
            self._frames.append(_Frame(attributes.get("class") == "title"))
        elif name == "image" and self._frames:
            self._frames[-1].has_picture = True
        else:
            self._open_part(name)
        self._in_description = name in ("title", "desc") and bool(self._frames)

    def _open_part(self, name: str) -> None:
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._outline.table()
        elif name == "page":
            self._slides += 1
            self._outline.add(blocks.PLACE, f"dia {self._slides}")
        elif name == "notes" and self._slides:
            self._outline.add(blocks.PLACE, f"notities bij dia {self._slides}")

    def characters(self, content):
        if self._in_description:
            self._frames[-1].description.append(content)
        elif self._open and not self._ignored:
            self._open[-1][0].append(content)

    def closed(self, name):
        self._in_description = False
        if name in IGNORED:
            self._ignored -= 1
        elif name in ("p", "h") and self._open:
            texts, level = self._open.pop()
            self._end_paragraph("".join(texts), level)
        elif name == "list-item":
            self._items -= 1
        elif name == "frame" and self._frames:
            frame = self._frames.pop()
            if frame.has_picture:
                self._outline.picture(" ".join(frame.description))
        elif name == "table-cell" and self._tables == 1:
            self._outline.cell(" ".join(self._cell))
            self._cell = []
        elif name == "table-row" and self._tables == 1:
            self._outline.end_row()
        elif name == "table":
            self._tables -= 1

    def _end_paragraph(self, text: str, level: int) -> None:
        if self._tables:
            self._cell.append(text)
        elif level or (self._frames and self._frames[-1].is_title):
            self._outline.add(blocks.HEADING, text, level or SLIDE_LEVEL)
        else:
            self._outline.add(blocks.ITEM if self._items else blocks.PARAGRAPH, text)


def read(path: str | os.PathLike, outline: Outline) -> None:
    """A text document or a presentation."""
    with open_container(path) as container, container.open("content.xml") as stream:
        parse_xml(stream, _Content(outline))
