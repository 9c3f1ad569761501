"""The text of a file with its build: headings, paragraphs, lists, rows of tables, descriptions of pictures.

Where `extraction` gathers words to find, this gathers text to show. What cannot be carried over (pictures themselves,
tables as tables) is named, so that a page can say so.
"""

import os
from dataclasses import dataclass

from loket.core.files.extraction import ExtractionFailed
from loket.core.files.outlines import odf, pdf, slides, word
from loket.core.files.outlines.blocks import PARAGRAPH, Block, Outline
from loket.core.files.passages import Full
from loket.core.files.sandbox import ChildFailed, run_in_child

__all__ = ["KINDS_WITH_OUTLINE", "Block", "Outlined", "outline", "outline_safely"]


@dataclass(frozen=True, slots=True)
class Outlined:
    """The pieces of a file in their order; `is_truncated` when there was more than we take."""

    blocks: list[Block]
    is_truncated: bool = False


def _plain(path: str | os.PathLike, found: Outline) -> None:
    with open(path, encoding="utf-8", errors="replace") as file:
        for paragraph in file.read().split("\n\n"):
            found.add(PARAGRAPH, paragraph)


_READERS = {
    "pdf": pdf.read,
    "docx": word.read,
    "pptx": slides.read,
    "odt": odf.read,
    "odp": odf.read,
    "txt": _plain,
}
KINDS_WITH_OUTLINE = frozenset(_READERS)


def outline(path: str | os.PathLike, kind: str) -> Outlined:
    """The pieces of the file at `path`; none for kinds that are no text.

    Raises UnreadableFile for a damaged file. For files that others brought use `outline_safely`.
    """
    found = Outline()
    if kind in _READERS:
        try:
            _READERS[kind](path, found)
        except Full:
            found.is_truncated = True
    return Outlined(found.blocks, found.is_truncated)


def outline_safely(path: str | os.PathLike, kind: str, seconds: int = 30, memory_mb: int = 1024) -> Outlined:
    """`outline` in a child process with these limits; raises ExtractionFailed when it gives no answer."""
    try:
        answer = run_in_child("outline", path, kind, seconds=seconds, memory_mb=memory_mb)
    except ChildFailed as failed:
        raise ExtractionFailed(failed.reason) from None
    if "refused" in answer:
        raise ExtractionFailed(answer["refused"])
    return Outlined([Block(**block) for block in answer["blocks"]], answer["is_truncated"])
