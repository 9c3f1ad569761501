"""A veranderverhaal on one page of A4, as a tagged PDF."""

import io
import pathlib
from datetime import date

import pypdfium2
from django.conf import settings
from django.utils.formats import date_format

from loket.core import pdf
from network.regions.enums import Box
from network.regions.models import Region
from network.regions.pages.story import lines

TEMPLATE = pathlib.Path(__file__).with_name("story.typ")
SIZES = (10, 9, 8, 7, 6)
"""Points; the first with which everything fits on one page is taken."""


def story(region: Region, texts: dict[str, str], today: date, *, label: str = "") -> bytes:
    """The file. A story too long for one page in the smallest letter gets a second page; nothing is left out."""
    data = {
        "title": f"Veranderverhaal {region}",
        "label": label,
        "phase": region.get_state_display(),
        "portal": settings.PORTAL_NAME,
        "made": date_format(today, "j F Y"),
        "address": f"{settings.SITE_URL}{region.get_absolute_url()}",
        "date": [today.year, today.month, today.day],
        "boxes": [{"label": label, "lines": lines(texts.get(key, ""))} for key, label in Box.choices],
    }
    for size in SIZES:
        made = pdf.build(TEMPLATE, data | {"size": size})
        if len(pypdfium2.PdfDocument(io.BytesIO(made))) == 1:
            break
    return made
