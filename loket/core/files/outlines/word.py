"""A Word document: headings by level, lists, tables row by row, pictures with their description."""

import os
import re
import zipfile

from loket.core.files.containers import ooxml_main, open_container, relations
from loket.core.files.outlines import blocks
from loket.core.files.outlines.blocks import Outline
from loket.core.files.readers.word import heading_styles
from loket.core.files.reading import UnreadableFile, XmlEvents, parse_xml

_LEVEL = re.compile(r"(\d)$")
_BODY_LEVEL = 9
# Styles that make a list by themselves, in English and Dutch Word.
_LIST_STYLE = re.compile(r"(ListBullet|ListNumber|Lijstopsomteken|Lijstnummering)")


class _Paragraph:
    """What is known of an open paragraph."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.level = 0
        self.is_item = False

    @property
    def kind(self) -> str:
        if self.level:
            return blocks.HEADING
        return blocks.ITEM if self.is_item else blocks.PARAGRAPH


class _Body(XmlEvents):
    def __init__(self, outline: Outline, headings: set[str]) -> None:
        super().__init__()
        self._outline = outline
        self._headings = headings
        # A text box is a paragraph inside a paragraph, hence a stack.
        self._open: list[_Paragraph] = []
        self._tables = self._fallbacks = 0
        self._cell: list[str] = []
        self._in_text = False
        self._description: str | None = None

    def opened(self, name, attributes):
        value = attributes.get("val", "")
        if name == "Fallback":
            self._fallbacks += 1
        elif name == "tbl":
            self._tables += 1
            if self._tables == 1:
                self._outline.table()
        elif name == "p":
            self._open.append(_Paragraph())
        elif name == "t":
            self._in_text = True
        elif name in ("inline", "anchor"):
            self._description = ""
        elif name == "docPr" and self._description is not None:
            self._description = attributes.get("descr", "")
        elif self._open:
            self._mark(self._open[-1], name, value)

    def _mark(self, paragraph: _Paragraph, name: str, value: str) -> None:
        if name in ("tab", "br", "cr"):
            paragraph.texts.append(" ")
        elif name == "pStyle" and value in self._headings:
            found = _LEVEL.search(value)
            paragraph.level = int(found[1]) if found else 1
        elif name == "pStyle" and _LIST_STYLE.match(value):
            paragraph.is_item = True
        elif name == "outlineLvl" and value.isdecimal() and int(value) < _BODY_LEVEL:
            paragraph.level = int(value) + 1
        elif name == "numId":
            paragraph.is_item = value != "0"

    def characters(self, content):
        if self._in_text and self._open and not self._fallbacks:
            self._open[-1].texts.append(content)

    def closed(self, name):
        if name == "t":
            self._in_text = False
        elif name == "Fallback":
            self._fallbacks -= 1
        elif name in ("inline", "anchor") and self._description is not None:
            self._outline.picture(self._description)
            self._description = None
        elif name == "p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "tc" and self._tables == 1:
            self._outline.cell(" ".join(self._cell))
            self._cell = []
        elif name == "tr" and self._tables == 1:
            self._outline.end_row()
        elif name == "tbl":
            self._tables -= 1

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.texts)
        if self._tables:
            self._cell.append(text)
        else:
            self._outline.add(paragraph.kind, text, paragraph.level)


def read(path: str | os.PathLike, outline: Outline) -> None:
    """The body, then the notes. Headers, footers and comments stay out."""
    with open_container(path) as container:
        _, main_part = ooxml_main(container)
        if main_part is None:
            raise UnreadableFile("no main part")
        _feed(container, main_part, _Body(outline, heading_styles(container, main_part)))
        for kind, part in relations(container, main_part).values():
            if kind in ("footnotes", "endnotes") and part in container.namelist():
                outline.add(blocks.PLACE, "voetnoten")
                _feed(container, part, _Body(outline, set()))


def _feed(container: zipfile.ZipFile, part: str, handler: XmlEvents) -> None:
    with container.open(part) as stream:
        parse_xml(stream, handler)
