"""Text of a PowerPoint presentation, slide by slide in the order in which they are shown."""

import os
import zipfile

from loket.core.files import limits
from loket.core.files.containers import ooxml_main, open_container, relations
from loket.core.files.passages import Collector
from loket.core.files.readers.properties import properties
from loket.core.files.reading import UnreadableFile, XmlEvents, parse_xml


class _SlideOrder(XmlEvents):
    def __init__(self):
        super().__init__()
        self.ids: list[str] = []

    def opened(self, name, attributes):
        # Both the slide's number and its relation are called id; the relation's begins with a letter.
        if name == "sldId":
            self.ids.append(attributes.get("id", ""))


class SlideText(XmlEvents):
    """Calls `on_paragraph` with each paragraph of a slide; fields that fill themselves stay out."""

    def __init__(self, on_paragraph):
        super().__init__()
        self._on_paragraph = on_paragraph
        self._texts: list[str] = []
        self._in_text = False
        self._ignored = 0
        self.language = None

    def opened(self, name, attributes):
        if name in ("fld", "Fallback"):
            self._ignored += 1
        elif name == "t":
            self._in_text = True
        elif name == "br":
            self._texts.append(" ")
        elif name == "rPr" and self.language is None:
            self.language = attributes.get("lang")

    def characters(self, content):
        if self._in_text and not self._ignored:
            self._texts.append(content)

    def closed(self, name):
        if name in ("fld", "Fallback"):
            self._ignored -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p":
            self._on_paragraph("".join(self._texts))
            self._texts.clear()


def slide_parts(container: zipfile.ZipFile) -> list[str]:
    """The names of the slides' parts in the order of the presentation."""
    _, main_part = ooxml_main(container)
    if main_part is None:
        raise UnreadableFile("no main part")
    order = _SlideOrder()
    with container.open(main_part) as stream:
        parse_xml(stream, order)
    targets = relations(container, main_part)
    return [targets[id_][1] for id_ in order.ids if id_ in targets]


def read(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector with a passage per slide and one for the notes with it."""
    with open_container(path) as container:
        collected.title, collected.language = properties(container, "docProps/core.xml")
        for number, part in enumerate(slide_parts(container), start=1):
            if number > limits.TEXT_MAX_PAGES:
                collected.stop()
            _read_slide(container, part, f"dia {number}", collected)
            for kind, notes in relations(container, part).values():
                if kind == "notesSlide":
                    _read_slide(container, notes, f"notities bij dia {number}", collected)


def _read_slide(container: zipfile.ZipFile, part: str, where: str, collected: Collector) -> None:
    collected.open(where)
    handler = SlideText(collected.add)
    with container.open(part) as stream:
        parse_xml(stream, handler)
    collected.language = collected.language or handler.language
