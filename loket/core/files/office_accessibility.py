"""The check of Word, PowerPoint, Excel and OpenDocument files: title, language, headings, descriptions."""

import os
import posixpath
import zipfile

from loket.core.files.containers import odf_kind, ooxml_main, open_container
from loket.core.files.findings import Finding, finding
from loket.core.files.passages import under
from loket.core.files.readers.properties import default_language, properties
from loket.core.files.readers.slides import SlideText, slide_parts
from loket.core.files.readers.word import BEGINNING, Paragraphs, heading_styles
from loket.core.files.reading import UnreadableFile, XmlEvents, parse_xml

# A letter of one page needs no headings.
NEEDS_HEADINGS_CHARACTERS = 3_000
MAX_SLIDES = 500


class _Pictures(XmlEvents):
    """Counts pictures in Office XML; `undescribed` are the places of those without a description.

    Mere decoration needs none. `place` is where the reader is now: who feeds the XML keeps it.
    """

    def __init__(self, property_elements: tuple[str, ...], picture_elements: tuple[str, ...]):
        super().__init__()
        self.count = 0
        self.undescribed: list[str] = []
        self.place = ""
        self._property_elements = property_elements
        self._picture_elements = picture_elements
        self._described = True
        self._is_picture = False

    def opened(self, name, attributes):
        if name in self._picture_elements:
            self._is_picture = True
        if name in self._property_elements and self._is_picture:
            self._described = bool(attributes.get("descr", "").strip())
        elif name == "decorative" and attributes.get("val") in ("1", "true"):
            self._described = True

    def closed(self, name):
        if name in self._picture_elements and self._is_picture:
            self.count += 1
            if not self._described:
                self.undescribed.append(self.place)
            self._is_picture = False
            self._described = True


class _SlideTitle(XmlEvents):
    """Whether a slide has a title placeholder with text in it."""

    def __init__(self):
        super().__init__()
        self.found = False
        self._in_title = False
        self._in_text = False

    def opened(self, name, attributes):
        if name == "ph":
            self._in_title = attributes.get("type") in ("title", "ctrTitle")
        self._in_text = name == "t"

    def characters(self, content):
        self.found = self.found or (self._in_title and self._in_text and bool(content.strip()))

    def closed(self, name):
        self._in_text = False
        if name == "sp":
            self._in_title = False


class _OdfStructure(XmlEvents):
    """Headings, length, and the places of frames with a picture but without title or description."""

    def __init__(self):
        super().__init__()
        self.headings = self.characters_seen = self.pictures = self._slides = 0
        self.undescribed: list[str] = []
        self._frames: list[dict[str, bool]] = []
        self._in_description = False
        self._place = BEGINNING
        self._heading: list[str] | None = None

    def opened(self, name, attributes):
        if name == "h":
            self.headings += 1
            self._heading = []
        elif name == "page":
            self._slides += 1
            self._place = f"dia {self._slides}"
        elif name == "frame":
            self._frames.append({"picture": False, "described": attributes.get("decorative") == "true"})
        elif name == "image" and self._frames:
            self._frames[-1]["picture"] = True
        self._in_description = name in ("title", "desc")

    def characters(self, content):
        self.characters_seen += len(content)
        if self._heading is not None:
            self._heading.append(content)
        if self._in_description and self._frames and content.strip():
            self._frames[-1]["described"] = True

    def closed(self, name):
        self._in_description = False
        if name == "h":
            self._place, self._heading = under("".join(self._heading or [])), None
        elif name == "frame" and self._frames:
            frame = self._frames.pop()
            self.pictures += frame["picture"]
            if frame["picture"] and not frame["described"]:
                self.undescribed.append(self._place)


class _Together(XmlEvents):
    """Sends the same XML to several handlers, in one reading."""

    def __init__(self, *handlers: XmlEvents):
        super().__init__()
        self._handlers = handlers

    def opened(self, name, attributes):
        for handler in self._handlers:
            handler.opened(name, attributes)

    def characters(self, content):
        for handler in self._handlers:
            handler.characters(content)

    def closed(self, name):
        for handler in self._handlers:
            handler.closed(name)


def check_word(path: str | os.PathLike) -> list[Finding]:
    """The findings for a Word document; raises UnreadableFile."""
    with open_container(path) as container:
        main_part = _main_part(container)
        title, language = properties(container, "docProps/core.xml")
        styles = posixpath.join(posixpath.dirname(main_part), "styles.xml")
        findings = [
            finding("title", bool(title)),
            finding("language", bool(language or default_language(container, styles))),
        ]
        pictures = _Pictures(("docPr",), ("inline", "anchor"))
        characters, headings = _word_structure(container, main_part, pictures)
        if characters > NEEDS_HEADINGS_CHARACTERS or headings:
            findings.append(finding("headings", bool(headings)))
        return findings + _about_pictures(pictures.count, pictures.undescribed)


def _word_structure(container: zipfile.ZipFile, main_part: str, pictures: _Pictures) -> tuple[int, int]:
    """Characters and headings in the body; tells `pictures` under which heading they stand."""
    seen = {False: 0, True: 0}
    headings = []
    pictures.place = BEGINNING

    def on_paragraph(text: str, is_heading: bool) -> None:
        seen[is_heading] += len(text)
        if is_heading and text.strip():
            headings.append(len(text))
            pictures.place = under(text)

    paragraphs = Paragraphs(heading_styles(container, main_part), on_paragraph)
    _feed(container, main_part, _Together(paragraphs, pictures))
    return seen[False], len(headings)


def check_slides(path: str | os.PathLike) -> list[Finding]:
    """The findings for a PowerPoint presentation; raises UnreadableFile."""
    with open_container(path) as container:
        title, language = properties(container, "docProps/core.xml")
        parts = slide_parts(container)[:MAX_SLIDES]
        pictures = _Pictures(("cNvPr",), ("pic",))
        untitled = []
        for number, part in enumerate(parts, start=1):
            pictures.place = f"dia {number}"
            text, slide_title = SlideText(lambda paragraph: None), _SlideTitle()
            for handler in (text, slide_title, pictures):
                _feed(container, part, handler)
            language = language or text.language
            if not slide_title.found:
                untitled.append(pictures.place)
        findings = [
            finding("title", bool(title)),
            finding("language", bool(language)),
            finding("slide-titles", not untitled, untitled),
        ]
        return findings + _about_pictures(pictures.count, pictures.undescribed)


def check_workbook(path: str | os.PathLike) -> list[Finding]:
    """The findings for an Excel workbook, which has no language of its own; raises UnreadableFile."""
    with open_container(path) as container:
        title, _ = properties(container, "docProps/core.xml")
        return [finding("title", bool(title))]


def check_odf(path: str | os.PathLike) -> list[Finding]:
    """The findings for an OpenDocument file; raises UnreadableFile."""
    with open_container(path) as container:
        title, language = properties(container, "meta.xml")
        structure = _OdfStructure()
        _feed(container, "content.xml", structure)
        findings = [
            finding("title", bool(title)),
            finding("language", bool(language or default_language(container, "styles.xml"))),
        ]
        is_long = structure.characters_seen > NEEDS_HEADINGS_CHARACTERS
        if odf_kind(container) == "odt" and (structure.headings or is_long):
            findings.append(finding("headings", bool(structure.headings)))
        return findings + _about_pictures(structure.pictures, structure.undescribed)


def _about_pictures(count: int, undescribed: list[str]) -> list[Finding]:
    return [finding("alternatives", not undescribed, undescribed)] if count else []


def _main_part(container: zipfile.ZipFile) -> str:
    _, main_part = ooxml_main(container)
    if main_part is None:
        raise UnreadableFile("no main part")
    return main_part


def _feed(container: zipfile.ZipFile, part: str, handler: XmlEvents) -> None:
    with container.open(part) as stream:
        parse_xml(stream, handler)
