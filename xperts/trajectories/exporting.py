"""Claims for finance, and trajectories for the desk, as files."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from loket.core import spreadsheets
from loket.core.templatetags.formats import iso
from loket.core.working_days import local_date
from xperts.trajectories import pages
from xperts.trajectories.models import Claim, Trajectory

CSV_MIME = "text/csv; charset=utf-8"
CLAIM_HEADINGS = (
    "Aanvraag",
    "Xpert",
    "Maand",
    "Minuten",
    "Uren",
    "Tarief per uur (euro)",
    "Bedrag (euro)",
    "Stand",
    "Ingediend op",
    "Beoordeeld op",
    "Beoordeeld door",
)
_HEADINGS = (
    "Aanvraag",
    "Titel",
    "Xpert",
    "Stand",
    "Toegekend (min)",
    "Gebruikt (min)",
    "Over (min)",
    "Getekend",
    "Afgerond",
)
# A spreadsheet runs what begins like this (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _claims(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.select_related("engagement__trajectory__case", "decided_by").order_by("month", "pk")


def claims_ods(claims: QuerySet[Claim]) -> bytes:
    """One line a claim; amounts are numbers in euros with two decimals, empty before they are fixed."""
    rows = [_claim_line(row, _as_number) for row in _claims(claims)]
    return spreadsheets.ods("Declaraties", CLAIM_HEADINGS, rows)


def claims_csv(claims: QuerySet[Claim]) -> str:
    """The same with semicolons and decimal commas, as Dutch spreadsheets read it; begins with a byte order mark."""
    file = io.StringIO()
    file.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    lines = csv.writer(file, delimiter=";")
    lines.writerow(CLAIM_HEADINGS)
    lines.writerows([_harmless(cell) for cell in _claim_line(row, _with_comma)] for row in _claims(claims))
    return file.getvalue()


def _claim_line(claim: Claim, written) -> list[object]:
    return [
        claim.engagement.trajectory.case.reference,
        claim.engagement.name,
        f"{claim.month:%Y-%m}",
        claim.minutes,
        f"{claim.minutes // 60}:{claim.minutes % 60:02}",
        written(claim.rate_cents),
        written(claim.cents),
        claim.get_state_display(),
        iso(local_date(claim.submitted_at)),
        iso(local_date(claim.decided_at)) if claim.decided_at else "",
        str(claim.decided_by or ""),
    ]


def _as_number(cents: int | None) -> object:
    return None if cents is None else cents / 100


def _with_comma(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02}"


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def trajectories_ods(rows: Iterable[Trajectory], *, at: datetime) -> bytes:
    """One line a trajectory; times are minutes."""
    lines = [_trajectory_line(pages.line(row, at)) for row in pages.listed(rows)]
    return spreadsheets.ods("Trajecten", _HEADINGS, lines)


def _trajectory_line(line: dict) -> list[object]:
    row, used, allowed = line["row"], line["used"], line["allowed"]
    moments = [iso(local_date(moment)) if moment else "" for moment in (row.sealed_at, row.finished_at)]
    case = row.case
    return [
        case.reference,
        case.title,
        line["xperts"],
        case.get_state_display(),
        allowed,
        used,
        allowed - used,
        *moments,
    ]
