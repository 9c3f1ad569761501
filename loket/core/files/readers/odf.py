"""Text of OpenDocument files: under headings, per slide, or per sheet."""

import os

from loket.core.files.containers import open_container
from loket.core.files.passages import Collector
from loket.core.files.readers.properties import default_language, properties
from loket.core.files.readers.word import BEGINNING
from loket.core.files.reading import XmlEvents, parse_xml

# Deleted text, remarks of editors, and the marks of notes are no part of what a reader sees.
IGNORED = ("tracked-changes", "annotation", "note-citation")


class _Content(XmlEvents):
    """Sends the paragraphs of content.xml to a Collector; `place` is the element that opens a new place."""

    def __init__(self, collected: Collector, place: str):
        super().__init__()
        self._collected = collected
        self._place = place
        self._places = 0
        # A footnote is a paragraph inside a paragraph, hence a stack.
        self._open: list[list[str]] = []
        self._ignored = 0

    def opened(self, name, attributes):
        if name in IGNORED:
            self._ignored += 1
        elif name in ("p", "h"):
            self._open.append([])
        elif name in ("s", "tab", "line-break") and self._open:
            self._open[-1].append(" ")
        elif name == self._place:
            self._places += 1
            self._collected.open(self._place_name(attributes))

    def _place_name(self, attributes: dict[str, str]) -> str:
        return f"dia {self._places}" if self._place == "page" else f"blad {attributes.get('name', '')}"

    def characters(self, content):
        if self._open and not self._ignored:
            self._open[-1].append(content)

    def closed(self, name):
        if name in IGNORED:
            self._ignored -= 1
        elif name in ("p", "h") and self._open:
            text = "".join(self._open.pop())
            if name == "h" and self._place == "":
                self._collected.open_heading(text)
            else:
                self._collected.add(text)


def read_text(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector from a text document, under its nearest headings."""
    _read(path, collected, "", BEGINNING)


def read_slides(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector from a presentation, slide by slide, notes included."""
    _read(path, collected, "page", BEGINNING)


def read_sheets(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector from a spreadsheet, sheet by sheet."""
    _read(path, collected, "table", BEGINNING)


def _read(path: str | os.PathLike, collected: Collector, place: str, beginning: str) -> None:
    with open_container(path) as container:
        collected.title, language = properties(container, "meta.xml")
        collected.language = language or default_language(container, "styles.xml")
        collected.open(beginning)
        with container.open("content.xml") as stream:
            parse_xml(stream, _Content(collected, place))
