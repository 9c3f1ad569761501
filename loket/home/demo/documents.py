"""Small real documents of demo entries: PDF, Word, PowerPoint and OpenDocument, readable for everyone."""

import dataclasses
import os
import pathlib
from collections.abc import Callable

from django.conf import settings

from loket.core import pdf
from loket.home.demo.document_content import Content, content_of
from loket.home.demo.document_writers import write_docx, write_odt, write_pptx

TEMPLATE = pathlib.Path(__file__).with_name("document.typ")


def build(entry: dict, kind: str, path: str | os.PathLike) -> None:
    """Write the entry as a document of this kind (pdf, docx, pptx or odt) at `path`; the folder exists.

    The entry has the fields of the import format. The same entry gives the same text every time.
    """
    _WRITERS[kind](content_of(entry), path)


def write_pdf(content: Content, path: str | os.PathLike) -> None:
    """The content as a tagged PDF that can be archived."""
    data = dataclasses.asdict(content) | {"portal": settings.PORTAL_NAME}
    pathlib.Path(path).write_bytes(pdf.build(TEMPLATE, data, pdf.ARCHIVED))


_WRITERS: dict[str, Callable[[Content, str | os.PathLike], None]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "pptx": write_pptx,
    "odt": write_odt,
}
