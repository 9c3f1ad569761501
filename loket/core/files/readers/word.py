"""Text of a Word document under its nearest headings."""

import os
import posixpath
import re
import zipfile

from loket.core.files.containers import ooxml_main, open_container, relations
from loket.core.files.passages import Collector
from loket.core.files.readers.properties import default_language, properties
from loket.core.files.reading import UnreadableFile, XmlEvents, parse_xml

BEGINNING = "begin van het document"
_HEADING_NAME = re.compile(r"heading [1-9]")
_BODY_LEVEL = "9"


class _HeadingStyles(XmlEvents):
    """Ids of the styles that are headings: by their English name in the file, level, or parent."""

    def __init__(self):
        super().__init__()
        self.headings: set[str] = set()
        self._parents: dict[str, str] = {}
        self._style = ""

    def opened(self, name, attributes):
        value = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif self._makes_heading(name, value):
            self.headings.add(self._style)
        elif name == "basedOn":
            self._parents[self._style] = value

    def _makes_heading(self, name: str, value: str) -> bool:
        by_name = name == "name" and _HEADING_NAME.match(value.lower())
        return bool(by_name) or name == "outlineLvl" and value < _BODY_LEVEL

    def endDocument(self):  # noqa: N802 - the name is that of xml.sax
        for style in self._parents:
            seen, parent = {style}, self._parents[style]
            while parent in self._parents and parent not in seen and parent not in self.headings:
                seen.add(parent)
                parent = self._parents[parent]
            if parent in self.headings:
                self.headings.add(style)


class Paragraphs(XmlEvents):
    """Calls `on_paragraph(text, is_heading)` for each paragraph, those in text boxes and tables included."""

    def __init__(self, heading_styles: set[str], on_paragraph):
        super().__init__()
        self._heading_styles = heading_styles
        self._on_paragraph = on_paragraph
        # A text box is a paragraph inside a paragraph, hence a stack.
        self._open: list[list] = []
        self._in_text = False
        self._in_fallback = 0

    def opened(self, name, attributes):
        if name == "Fallback":
            self._in_fallback += 1
        elif name == "p":
            self._open.append([[], False])
        elif name == "t":
            self._in_text = True
        elif self._open and name in ("tab", "br", "cr"):
            self._open[-1][0].append(" ")
        elif self._open and self._is_heading_mark(name, attributes.get("val", "")):
            self._open[-1][1] = True

    def _is_heading_mark(self, name: str, value: str) -> bool:
        by_style = name == "pStyle" and value in self._heading_styles
        return by_style or name == "outlineLvl" and value < _BODY_LEVEL

    def characters(self, content):
        if self._in_text and self._open and not self._in_fallback:
            self._open[-1][0].append(content)

    def closed(self, name):
        if name == "t":
            self._in_text = False
        elif name == "Fallback":
            self._in_fallback -= 1
        elif name == "p" and self._open:
            texts, is_heading = self._open.pop()
            self._on_paragraph("".join(texts), is_heading)


def heading_styles(container: zipfile.ZipFile, main_part: str) -> set[str]:
    """The ids of the styles that make a paragraph a heading."""
    part = posixpath.join(posixpath.dirname(main_part), "styles.xml")
    if part not in container.namelist():
        return set()
    styles = _HeadingStyles()
    with container.open(part) as stream:
        parse_xml(stream, styles)
    return styles.headings


def read(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector: body under its headings, then the notes. Headers, footers and comments stay out."""
    with open_container(path) as container:
        _, main_part = ooxml_main(container)
        if main_part is None:
            raise UnreadableFile("no main part")
        collected.title, language = properties(container, "docProps/core.xml")
        styles_part = posixpath.join(posixpath.dirname(main_part), "styles.xml")
        collected.language = language or default_language(container, styles_part)
        _read_part(container, main_part, BEGINNING, collected, heading_styles(container, main_part))
        for kind, part in relations(container, main_part).values():
            if kind in ("footnotes", "endnotes") and part in container.namelist():
                _read_part(container, part, "voetnoten", collected, set())


def _read_part(container, part: str, where: str, collected: Collector, headings: set[str]) -> None:
    def on_paragraph(text: str, is_heading: bool) -> None:
        if is_heading:
            collected.open_heading(text)
        else:
            collected.add(text)

    collected.open(where)
    with container.open(part) as stream:
        parse_xml(stream, Paragraphs(headings, on_paragraph))
