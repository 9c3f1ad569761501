"""A PowerPoint presentation slide by slide: the title, the text as a list, pictures with their description."""

import os

from loket.core.files import limits
from loket.core.files.containers import open_container, relations
from loket.core.files.outlines import blocks
from loket.core.files.outlines.blocks import Outline
from loket.core.files.passages import Full
from loket.core.files.readers.slides import slide_parts
from loket.core.files.reading import XmlEvents, parse_xml

_TITLES = ("title", "ctrTitle")
SLIDE_LEVEL = 2


class _Slide(XmlEvents):
    """Sends what a slide says to an outline. ``is_notes``: plain paragraphs, without the picture of the slide."""

    def __init__(self, outline: Outline, is_notes: bool = False) -> None:
        super().__init__()
        self._outline = outline
        self._is_notes = is_notes
        self._texts: list[str] = []
        self._kind = ""
        self._in_text = self._in_picture = self._in_table = False
        self._ignored = 0

    def opened(self, name, attributes):
        if name in ("fld", "Fallback"):
            self._ignored += 1
        elif name == "ph":
            self._kind = attributes.get("type", "body")
        elif name == "t":
            self._in_text = True
        elif name == "br":
            self._texts.append(" ")
        elif name == "pic":
            self._in_picture = True
        elif name == "cNvPr" and self._in_picture and not self._is_notes:
            self._outline.picture(attributes.get("descr", ""))
        elif name == "tbl":
            self._in_table = True
            self._outline.table()

    def characters(self, content):
        if self._in_text and not self._ignored:
            self._texts.append(content)

    def closed(self, name):
        if name in ("fld", "Fallback"):
            self._ignored -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p" and not self._in_table:
            self._end_paragraph()
        elif name == "tc":
            self._outline.cell("".join(self._texts))
            self._texts.clear()
        elif name == "tr":
            self._outline.end_row()
        elif name == "tbl":
            self._in_table = False
        elif name == "pic":
            self._in_picture = False
        elif name == "sp":
            self._kind = ""

    def _end_paragraph(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._kind in _TITLES:
            self._outline.add(blocks.HEADING, text, SLIDE_LEVEL)
        elif self._kind == "body" and not self._is_notes:
            self._outline.add(blocks.ITEM, text)
        else:
            self._outline.add(blocks.PARAGRAPH, text)


def read(path: str | os.PathLike, outline: Outline) -> None:
    """Each slide under its number, the notes after it."""
    with open_container(path) as container:
        for number, part in enumerate(slide_parts(container), start=1):
            if number > limits.TEXT_MAX_PAGES:
                outline.is_truncated = True
                raise Full
            outline.add(blocks.PLACE, f"dia {number}")
            with container.open(part) as stream:
                parse_xml(stream, _Slide(outline))
            for kind, notes in relations(container, part).values():
                if kind == "notesSlide":
                    outline.add(blocks.PLACE, f"notities bij dia {number}")
                    with container.open(notes) as stream:
                        parse_xml(stream, _Slide(outline, is_notes=True))
