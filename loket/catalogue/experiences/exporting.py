"""Lists of use as a spreadsheet: CSV and ODS. Only organisations that want to be named stand in them by name."""

from collections.abc import Iterable

from loket.catalogue.experiences.models import Use
from loket.catalogue.experiences.regions import regions_of
from loket.core import spreadsheets
from loket.vocabulary import lookup

HEADERS = (
    "Ingang",
    "Organisatie",
    "Gebied",
    "GGD-regio",
    "Sinds",
    "Tot en met",
    "Bereik per jaar",
    "Doelgroepen",
    "Bevestigd op",
)
UNNAMED = "wil niet met naam in de lijst"


def sheet(uses: Iterable[Use], extension: str) -> bytes:
    """The file, ``extension`` csv or ods: one line per registration."""
    return spreadsheets.sheet(extension, "Gebruik", HEADERS, map(_line, uses))


def _line(use: Use) -> tuple:
    regions = ", ".join(map(lookup.area_label, regions_of(use.area)))
    groups = ", ".join(lookup.label("target-group", code) for code in use.target_groups)
    name = use.organisation.name if use.is_named else UNNAMED
    told = (use.entry.title, name, use.area_label, regions)
    return (*told, use.since, use.until, use.reach or None, groups, use.confirmed_on.isoformat())
