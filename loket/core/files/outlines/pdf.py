"""A PDF page by page: lines joined into paragraphs, headings by its bookmarks, descriptions by its tags.

A PDF keeps no paragraphs, only lines on paper. What is joined here is a guess, so it is made with care: a line ends a
paragraph when it closes a sentence and does not reach the end of the line.
"""

import os
import re

import pypdfium2

from loket.core.files import limits
from loket.core.files.outlines import blocks
from loket.core.files.outlines.blocks import Outline
from loket.core.files.passages import Full, single_line
from loket.core.files.pdf_accessibility import figure_texts
from loket.core.files.readers.pdf import page_text
from loket.core.files.reading import one_error

_BULLET = re.compile(r"^[•▪‣◦●○■–-]\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.?!:;…][”’\")]?$")
_FULL_LINE = 0.85
DEEPEST = 3


def read(path: str | os.PathLike, outline: Outline) -> None:
    """At most the first 500 pages."""
    with one_error(), pypdfium2.PdfDocument(path) as document:
        headings = _headings(document)
        for number, page in enumerate(document, start=1):
            if number > limits.TEXT_MAX_PAGES:
                outline.is_truncated = True
                raise Full
            outline.add(blocks.PLACE, f"pagina {number}")
            _read_page(outline, page_text(page), headings)
            for description in figure_texts(page):
                outline.picture(description)
            page.close()


def _headings(document: pypdfium2.PdfDocument) -> dict[str, int]:
    """The words of each bookmark, folded, with its level from 1."""
    found = {}
    for bookmark in document.get_toc(max_depth=DEEPEST):
        title = _folded(bookmark.get_title())
        if title:
            found.setdefault(title, bookmark.level + 1)
    return found


def _folded(text: str) -> str:
    return single_line(text).casefold()


def _read_page(outline: Outline, text: str, headings: dict[str, int]) -> None:
    lines = outline.lines(text)
    widest = max((len(line) for line in lines), default=0)
    kind, held = blocks.PARAGRAPH, ""
    for line in lines:
        level = headings.get(_folded(line), 0)
        if level or _BULLET.match(line):
            outline.add(kind, held)
            kind, held = blocks.PARAGRAPH, ""
        if level:
            outline.add(blocks.HEADING, line, level)
        elif _BULLET.match(line):
            kind, held = blocks.ITEM, _BULLET.sub("", line)
        else:
            held = f"{held} {line}".strip()
        if held and _ENDS_SENTENCE.search(line) and len(line) < _FULL_LINE * widest:
            outline.add(kind, held)
            kind, held = blocks.PARAGRAPH, ""
    outline.add(kind, held)
