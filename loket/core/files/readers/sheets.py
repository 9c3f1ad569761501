"""Text of an Excel workbook, sheet by sheet. Numbers stay out: nobody looks for 12,5."""

import os
import zipfile

from loket.core.files import limits
from loket.core.files.containers import ooxml_main, open_container, relations
from loket.core.files.passages import Collector
from loket.core.files.readers.properties import properties
from loket.core.files.reading import UnreadableFile, XmlEvents, parse_xml


class _Workbook(XmlEvents):
    def __init__(self):
        super().__init__()
        self.sheets: list[tuple[str, str]] = []

    def opened(self, name, attributes):
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))


class _SharedStrings(XmlEvents):
    """The table of texts to which cells refer; beyond our limit of characters it is left empty."""

    def __init__(self):
        super().__init__()
        self.strings: list[str] = []
        self._texts: list[str] = []
        self._in_text = False
        self._in_phonetics = False
        self._room = limits.TEXT_MAX_CHARACTERS

    def opened(self, name, attributes):
        if name == "t":
            self._in_text = True
        elif name == "rPh":
            self._in_phonetics = True

    def characters(self, content):
        if self._in_text and not self._in_phonetics and self._room > 0:
            self._texts.append(content)
            self._room -= len(content)

    def closed(self, name):
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetics = False
        elif name == "si":
            self.strings.append("".join(self._texts))
            self._texts.clear()


class _Cells(XmlEvents):
    """Calls `on_row` with the texts of each row, a space between two cells."""

    def __init__(self, strings: list[str], on_row):
        super().__init__()
        self._strings = strings
        self._on_row = on_row
        self._row: list[str] = []
        self._value: list[str] = []
        self._type = ""
        self._in_value = False

    def opened(self, name, attributes):
        if name == "c":
            self._type = attributes.get("t", "n")
        self._in_value = name in ("v", "t")

    def characters(self, content):
        if self._in_value:
            self._value.append(content)

    def closed(self, name):
        self._in_value = False
        if name == "c":
            self._row.append(self._cell("".join(self._value)))
            self._value.clear()
        elif name == "row":
            self._on_row(" ".join(text for text in self._row if text))
            self._row.clear()

    def _cell(self, value: str) -> str:
        if self._type == "s":
            index = int(value or -1)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        return value if self._type in ("str", "inlineStr") else ""


def read(path: str | os.PathLike, collected: Collector) -> None:
    """Fill the collector with one passage per sheet."""
    with open_container(path) as container:
        _, main_part = ooxml_main(container)
        if main_part is None:
            raise UnreadableFile("no main part")
        collected.title, collected.language = properties(container, "docProps/core.xml")
        workbook = _Workbook()
        with container.open(main_part) as stream:
            parse_xml(stream, workbook)
        targets = relations(container, main_part)
        strings = _shared_strings(container, targets)
        for name, id_ in workbook.sheets:
            if id_ in targets and targets[id_][0] == "worksheet":
                _read_sheet(container, targets[id_][1], name, strings, collected)


def _shared_strings(container: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> list[str]:
    handler = _SharedStrings()
    for kind, part in targets.values():
        if kind == "sharedStrings":
            with container.open(part) as stream:
                parse_xml(stream, handler)
    return handler.strings


def _read_sheet(container, part: str, name: str, strings: list[str], collected: Collector) -> None:
    collected.open(f"blad {name}")
    with container.open(part) as stream:
        parse_xml(stream, _Cells(strings, collected.add))
