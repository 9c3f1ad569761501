"""Scans and learning needs of a region as spreadsheets, for its members."""

from django.utils.formats import date_format

from loket.core import spreadsheets
from loket.core.working_days import local_date
from network.regions.enums import Element
from network.regions.models import Need, Region

SCAN_HEADINGS = ("Moment", "Gesloten op", "Werkzaam element", "Mediaan", "Laagste", "Hoogste", "Aantal mensen")
NEED_HEADINGS = ("Soort", "Waar gaat het om", "Vragen", "Stand", "Gesteld op", "Leersessie", "Antwoorden", "Bronnen")


def scans(region: Region) -> bytes:
    """ODS with a line for each element of each closed scan; the evidence of members is not in there."""
    order = {code: place for place, code in enumerate(Element.values)}
    lines = []
    for scan in region.scans.closed().prefetch_related("results"):
        day = _day(scan.closed_at)
        for row in sorted(scan.results.all(), key=lambda each: order[each.element]):
            shown = [row.get_element_display(), float(row.median), row.lowest, row.highest, row.count]
            lines.append([scan.name, day, *shown])
    return spreadsheets.ods("Zelfscans", SCAN_HEADINGS, lines)


def needs(region: Region) -> bytes:
    """ODS with a line for each learning need, with its answers and their sources."""
    rows = region.needs.select_related("session").prefetch_related("answers").order_by("kind", "created_at")
    return spreadsheets.ods("Leervragen", NEED_HEADINGS, [_need(row) for row in rows])


def _need(row: Need) -> list[object]:
    answers = list(row.answers.all())
    sources = [" ".join(filter(None, (answer.source, answer.source_url))) for answer in answers]
    session = row.session.title if row.session else ""
    told = [row.get_kind_display(), row.title, row.questions, row.get_state_display(), _day(row.created_at), session]
    return [*told, "\n\n".join(answer.text for answer in answers), "\n".join(filter(None, sources))]


def _day(at) -> str:
    return date_format(local_date(at), "j F Y") if at else ""
