"""Tagged PDF (PDF/UA-1) from a Typst template: readable by everyone, with title, language and real headings."""

import json
import pathlib

import typst
from django.conf import settings

MIME = "application/pdf"
FONTS = settings.BASE_DIR / "node_modules/@expo-google-fonts/fira-sans"
STANDARDS = ("ua-1",)
ARCHIVED = ("a-2a", "ua-1")
"""To be kept for good as well (PDF/A-2a)."""


def build(template: pathlib.Path, data: dict, standards: tuple[str, ...] = STANDARDS) -> bytes:
    """The file. The template takes its look from ``house.typ`` beside this module and reads ``data`` as JSON from
    ``sys.inputs.data``; without the fonts of the front end it takes those of Typst itself.

    Raises ``typst.TypstError`` for a template that does not fit its data, or that would not comply with a standard.
    """
    return typst.compile(
        template,
        root=settings.BASE_DIR,
        font_paths=[FONTS] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=list(standards),
    )
