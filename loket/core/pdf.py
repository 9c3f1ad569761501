"""Tagged PDF (PDF/UA-1) from a Typst template: readable by everyone, with title, language and real headings."""

import json
import pathlib

import typst
from django.conf import settings

MIME = "application/pdf"
FONTS = settings.BASE_DIR / "node_modules/@expo-google-fonts/fira-sans"
STANDARDS = ["ua-1"]


def build(template: pathlib.Path, data: dict) -> bytes:
    """The file. The template reads ``data`` as JSON from ``sys.inputs.data``.

    Raises ``typst.TypstError`` for a template that does not fit its data, or that would not be accessible.
    """
    return typst.compile(
        template,
        font_paths=[FONTS] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=STANDARDS,
    )
