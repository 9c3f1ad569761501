"""The register of Xperts as a spreadsheet and as CSV, for desk and coordinator."""

from collections.abc import Iterable

from loket.core import spreadsheets
from loket.core.templatetags import formats
from loket.vocabulary import lookup
from xperts.cases.enums import Form
from xperts.pool import gate
from xperts.pool.enums import Background
from xperts.pool.models import Xpert

HEADINGS = (
    "Naam",
    "E-mailadres",
    "Organisatie",
    "Stand",
    "In de pool sinds",
    "Proeftijd tot en met",
    "Breed of diep",
    "Achtergrond",
    "Thema's",
    "Sectoren",
    "Niveaus",
    "Gebieden",
    "Vormen van hulp",
    "Betaling",
    "Tarief per uur in euro",
    "Uren per maand",
    "Scholing tot en met",
)


def register(extension: str, xperts: Iterable[Xpert]) -> bytes:
    """The file, ``extension`` csv or ods."""
    return spreadsheets.sheet(extension, "Xperts", HEADINGS, [_line(xpert) for xpert in xperts])


def _labels(scheme: str, codes: list[str]) -> str:
    return ", ".join(lookup.label(scheme, code) for code in codes)


def _line(xpert: Xpert) -> list[object]:
    person = xpert.person
    return [
        xpert.name,
        person.email if person else xpert.nominee_email,
        person.organisation.name if person and person.organisation else "",
        xpert.get_state_display(),
        formats.iso(xpert.joined_on),
        formats.iso(xpert.trial_ends_on),
        xpert.get_breadth_display(),
        ", ".join(str(Background(code).label) for code in xpert.backgrounds),
        _labels("theme", xpert.themes),
        _labels("sector", xpert.sectors),
        _labels("level", xpert.levels),
        ", ".join(lookup.area_label(code) for code in xpert.areas),
        ", ".join(str(Form(code).label) for code in xpert.forms),
        xpert.institute.name if xpert.institute else xpert.get_delivery_display(),
        xpert.rate_cents / 100 if xpert.rate_cents is not None else None,
        xpert.minutes_a_month / 60 if xpert.minutes_a_month is not None else None,
        formats.iso(gate.training_until(xpert)),
    ]
