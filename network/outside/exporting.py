"""The register as a spreadsheet."""

from collections.abc import Iterable

from loket.core import spreadsheets
from loket.vocabulary import lookup
from network.outside.models import OutsideNetwork

HEADINGS = (
    "Naam",
    "Soort",
    "Organisatie",
    "Wat het doet",
    "Thema's",
    "Gebied",
    "Komt bijeen",
    "Bij wie u terechtkunt",
    "Website",
    "Nagekeken",
    "Bron",
)


def register_ods(networks: Iterable[OutsideNetwork]) -> bytes:
    return spreadsheets.ods("Netwerken buiten het loket", HEADINGS, [_line(row) for row in networks])


def _line(row: OutsideNetwork) -> list[object]:
    themes = ", ".join(lookup.label("theme", code) for code in row.themes)
    areas = ", ".join(lookup.area_label(code) for code in row.areas)
    about = [row.name, row.get_kind_display(), row.organisation, row.summary, themes, areas]
    return [*about, row.meets, row.contact_role, row.website, row.checked_on, row.source]
