"""The registers as a spreadsheet."""

from collections.abc import Iterator

from django.db.models import QuerySet

from loket.core import spreadsheets
from loket.core.templatetags.formats import iso
from loket.monitoring.steering import pages
from loket.monitoring.steering.kinds import Register
from loket.monitoring.steering.models import Deal, Pilot, Risk, Steered
from loket.vocabulary import lookup

MOST_ROWS = 10_000
_COMMON = ("Titel", "Toelichting", "Stand", "Eigenaar", "Samen met", "Fase", "Onderwerp", "Gebied", "Begint op")
_ENDS = ("Afgesloten op", "Bron")
_MORE = {
    Pilot: ("Beoogd bereik", "Bereik", "Waardering", "Resultaat", "Besluit", "Waarom"),
    Risk: ("Kans", "Gevolg", "Kans × gevolg", "Maatregelen"),
    Deal: ("Partner",),
}


def ods(register: Register, rows: QuerySet) -> bytes:
    headings = (*_COMMON, register.due, *_ENDS, *_MORE.get(register.model, ()))
    found = pages.ordered(rows, register)
    if register.model is Risk:
        found = found.prefetch_related("measures")
    return spreadsheets.ods(register.many, headings, _rows(found))


def _rows(found: QuerySet) -> Iterator[tuple]:
    for item in found[:MOST_ROWS]:
        yield (
            item.title,
            item.text,
            item.get_state_display(),
            str(item.owner or ""),
            item.with_whom,
            item.get_phase_display(),
            item.get_subject_display(),
            ", ".join(lookup.area_label(code) for code in item.areas),
            iso(item.starts_on),
            iso(item.due_on),
            iso(item.closed_on),
            item.source,
            *_more(item),
        )


def _more(item: Steered) -> tuple:
    if isinstance(item, Pilot):
        mark = None if item.appreciation is None else float(item.appreciation)
        return item.reach_planned, item.reach, mark, item.result, item.get_outcome_display(), item.reason
    if isinstance(item, Risk):
        measures = "; ".join(f"{row.text}{' (gedaan)' if row.done_on else ''}" for row in item.measures.all())
        return item.chance, item.impact, item.score, measures
    return (str(item.organisation),) if isinstance(item, Deal) else ()
