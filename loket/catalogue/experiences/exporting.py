"""Lists of use as a spreadsheet: CSV and ODS. Only organisations that want to be named stand in them by name."""

import re
from collections.abc import Iterable

import tablib

from loket.catalogue.experiences.models import Use
from loket.catalogue.experiences.regions import regions_of
from loket.vocabulary import lookup

MIMES = {"csv": "text/csv; charset=utf-8", "ods": "application/vnd.oasis.opendocument.spreadsheet"}
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
# What XML cannot hold: one such character makes the whole file unreadable.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet would take a text that starts so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(uses: Iterable[Use], format: str) -> bytes:
    """The file in ``format`` (a key of ``MIMES``): one line per registration."""
    data = tablib.Dataset(title="Gebruik")
    data.headers = HEADERS
    for use in uses:
        data.append(_line(use))
    if format == "csv":
        # With a mark of its coding and a semicolon, as Dutch spreadsheets expect.
        return b"\xef\xbb\xbf" + data.export("csv", delimiter=";").encode()
    return data.export("ods")


def _line(use: Use) -> tuple:
    regions = ", ".join(map(lookup.area_label, regions_of(use.area)))
    groups = ", ".join(lookup.label("target-group", code) for code in use.target_groups)
    name = use.organisation.name if use.is_named else UNNAMED
    texts = [_safe(text) for text in (use.entry.title, name, use.area_label, regions)]
    return (*texts, use.since, use.until or "", use.reach or "", _safe(groups), use.confirmed_on.isoformat())


def _safe(text: str) -> str:
    text = _FORBIDDEN.sub("", text)
    return f"'{text}" if text.startswith(_FORMULA) else text
