"""Small real documents of demo entries: PDF, Word, PowerPoint and OpenDocument, readable for everyone."""

import dataclasses
import json
import os
import pathlib
from collections.abc import Callable

import typst
from django.conf import settings

from loket.home.demo.document_content import Content, content_of
from loket.home.demo.document_writers import write_docx, write_odt, write_pptx

TEMPLATE = pathlib.Path(__file__).with_name("document.typ")
FONTS = pathlib.Path("node_modules", "@expo-google-fonts", "fira-sans")
# Archived for good (PDF/A-2a) and readable for everyone (PDF/UA-1); typst refuses what does not comply.
PDF_STANDARDS = ["a-2a", "ua-1"]


def build(entry: dict, kind: str, path: str | os.PathLike) -> None:
    """Write the entry as a document of this kind (pdf, docx, pptx or odt) at `path`; the folder exists.

    The entry has the fields of the import format. The same entry gives the same text every time.
    """
    _WRITERS[kind](content_of(entry), path)


def write_pdf(content: Content, path: str | os.PathLike) -> None:
    """The content as a tagged PDF; without the fonts of the front end it takes those of typst itself."""
    data = dataclasses.asdict(content) | {"portal": settings.PORTAL_NAME}
    fonts = pathlib.Path(settings.BASE_DIR, FONTS)
    typst.compile(
        TEMPLATE,
        output=path,
        font_paths=[fonts] if fonts.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=PDF_STANDARDS,
    )


_WRITERS: dict[str, Callable[[Content, str | os.PathLike], None]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "pptx": write_pptx,
    "odt": write_odt,
}
