"""The text inside a file, with where it stands: for finding, not for showing."""

import os

from loket.core.files.passages import Collector, Extracted, Full, Passage
from loket.core.files.readers import odf, pdf, plain, sheets, slides, word
from loket.core.files.sandbox import ChildFailed, run_in_child

__all__ = ["Extracted", "ExtractionFailed", "Passage", "extract", "extract_safely"]

_READERS = {
    "pdf": pdf.read,
    "docx": word.read,
    "pptx": slides.read,
    "xlsx": sheets.read,
    "odt": odf.read_text,
    "odp": odf.read_slides,
    "ods": odf.read_sheets,
    "txt": plain.read,
    "csv": plain.read,
}


class ExtractionFailed(Exception):
    """The text could not be had; `sentence` says so to the bringer, who may still offer the file."""

    def __init__(self, reason: str):
        self.reason = reason
        self.sentence = (
            "Wij konden de tekst in dit bestand niet lezen. Het bestand is wel bewaard, "
            "maar wij kunnen er niet in zoeken."
        )
        super().__init__(reason)


def extract(path: str | os.PathLike, kind: str, seconds: float = 60) -> Extracted:
    """The passages of the file at `path`; a kind without text gives none.

    Stops by itself, marked as truncated, after `seconds`, 500 pages or 2,000,000 characters. Raises
    UnreadableFile for a damaged file. For files that others brought use `extract_safely`.
    """
    collected = Collector(seconds)
    if kind in _READERS:
        try:
            _READERS[kind](path, collected)
        except Full:
            return collected.result()
    return collected.result()


def extract_safely(path: str | os.PathLike, kind: str, seconds: int = 60, memory_mb: int = 1024) -> Extracted:
    """`extract` in a child process with these limits; raises ExtractionFailed when it gives no answer."""
    try:
        answer = run_in_child("extract", path, kind, seconds=seconds, memory_mb=memory_mb)
    except ChildFailed as failed:
        raise ExtractionFailed(failed.reason) from None
    if "refused" in answer:
        raise ExtractionFailed(answer["refused"])
    return Extracted.from_json(answer)
