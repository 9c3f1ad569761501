"""Can everyone read this file? A quick check with advice; it helps the bringer and refuses nothing.

A file that is placed by a public body has to be accessible (Besluit digitale toegankelijkheid, EN 301 549).
What a program can see in a moment is checked here; a person still has to look.
"""

import os

from loket.core.files.findings import Finding, finding
from loket.core.files.office_accessibility import check_odf, check_slides, check_word, check_workbook
from loket.core.files.pdf_accessibility import check_pdf
from loket.core.files.sandbox import ChildFailed, run_in_child

__all__ = ["Finding", "check_accessibility", "check_accessibility_safely"]

_CHECKS = {
    "pdf": check_pdf,
    "docx": check_word,
    "pptx": check_slides,
    "xlsx": check_workbook,
    "odt": check_odf,
    "odp": check_odf,
    "ods": check_odf,
}


def check_accessibility(path: str | os.PathLike, kind: str) -> list[Finding]:
    """All findings, good and bad, in order of weight; none for kinds that have no check.

    Raises UnreadableFile or RefusedFile. For files that others brought use `check_accessibility_safely`.
    """
    return _CHECKS[kind](path) if kind in _CHECKS else []


def check_accessibility_safely(
    path: str | os.PathLike, kind: str, seconds: int = 30, memory_mb: int = 1024
) -> list[Finding]:
    """`check_accessibility` in a child process; a child that fails gives the one finding `checked`."""
    if kind not in _CHECKS:
        return []
    try:
        answer = run_in_child("accessibility", path, kind, seconds=seconds, memory_mb=memory_mb)
    except ChildFailed:
        return [finding("checked", False)]
    if "refused" in answer:
        return [finding("checked", False)]
    return [finding(code, ok, places) for code, ok, places in answer["findings"]]
