"""The list of cases as a spreadsheet; without names of people."""

from datetime import datetime

from django.db.models import QuerySet

from loket.core import spreadsheets
from loket.core.templatetags.formats import moment
from loket.vocabulary import lookup
from xperts.cases import pages, similar
from xperts.cases.models import Case

MOST_ROWS = 10_000
HEADINGS = (
    "Nummer",
    "Titel",
    "Stand",
    "Organisatie",
    "Thema's",
    "Gebied",
    "Vraag gesteld",
    "Pre-intake begonnen",
    "Diagnose gesteld",
    "Aanvraag ingediend",
    "Besluit uiterlijk",
    "Besloten",
    "Dagen sinds de vraag",
    "Te laat",
)


def ods(cases: QuerySet, *, at: datetime) -> bytes:
    return spreadsheets.ods("Advies op maat", HEADINGS, (_row(case, at) for case in cases[:MOST_ROWS]))


def _row(case: Case, at: datetime) -> tuple:
    moments = (case.asked_at, case.opened_at, case.diagnosed_at, case.applied_at, case.decision_due_at, case.decided_at)
    is_late = case.is_late(at) or case.was_decided_late
    return (
        case.reference,
        case.title,
        case.get_state_display(),
        str(case.organisation or ""),
        ", ".join(map(similar.theme_label, case.themes)),
        ", ".join(map(lookup.area_label, case.areas)),
        *map(moment, moments),
        pages.days_since_question(case, at),
        "ja" if is_late else "nee",
    )
