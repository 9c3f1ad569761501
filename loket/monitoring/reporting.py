"""Making reports: each once, whatever crashes or restarts.

A report is a row that waits from the end of its period. Who makes it claims it first, in a commit of its own; files,
figures and mails are written in one transaction that only succeeds while that claim holds. A claim of half an
hour old belongs to who has died, and is taken over.
"""

import hashlib
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from loket.core.templatetags.formats import long_date
from loket.core.working_days import local_date
from loket.monitoring import exporting, notifications, panels, periods
from loket.monitoring.blocks import Block, Prose, as_json
from loket.monitoring.enums import LENGTHS, REPORTS, Place, ReportState
from loket.monitoring.models import Report, ReportFile
from loket.monitoring.models.report import due_on, new_claim
from loket.monitoring.panels import Asked
from loket.monitoring.periods import Period
from loket.monitoring.permissions import can_monitor

MOST_MISSED = 12
"""After a long silence so many periods of a kind are still reported."""


def open_reports(today: date) -> int:
    """A waiting row for the period that runs, so that its text can be written, and for each that is over: the last one,
    and those since the last report. Returns how many are new."""
    count = 0
    for kind in REPORTS:
        for period in (*_missing(kind, today), periods.around(LENGTHS[kind], today)):
            count += open_report(kind, period)[1]
    return count


def _missing(kind: Place, today: date) -> list[Period]:
    last = periods.before(LENGTHS[kind], today)
    earlier = Report.objects.filter(kind=kind, first__lte=last.first)
    newest = earlier.order_by("-first").values_list("first", flat=True).first()
    if newest is None:
        return [last]
    found, period = [], last
    while period.first > newest and len(found) < MOST_MISSED:
        found.append(period)
        period = period.previous
    return found


def open_report(kind: Place, period: Period) -> tuple[Report, bool]:
    """The row of this kind and period, and whether it is new; two at once find the same one."""
    return Report.objects.get_or_create(kind=kind, first=period.first, defaults={"due_on": due_on(kind, period)})


def asked_for(kind: Place, period: Period, *, at: datetime) -> Report:
    """The report that somebody asks for by hand.

    Raises ``ValidationError`` for a period of another length, one that is not over, and a report that is there already.
    """
    if period.length != LENGTHS[kind]:
        raise ValidationError(
            f"Een {kind.label.lower()} gaat over een {LENGTHS[kind].label}, niet over {period.label}."
        )
    if not period.is_over(local_date(at)):
        raise ValidationError(f"De periode {period.label} is nog niet voorbij. Het rapport kan daarna gemaakt worden.")
    report, _ = open_report(kind, period)
    if report.is_made:
        raise ValidationError(f"Dit rapport is al gemaakt, op {long_date(report.made_at)}.")
    return report


def make_due(*, at: datetime) -> int:
    """Open what is missing and make what is due; returns how many were made. An error leaves the others for the next
    run: the report that failed is then claimed, and comes back when its claim is old."""
    today = local_date(at)
    open_reports(today)
    count = 0
    for report in Report.objects.due(today).free(at).order_by("due_on", "pk"):
        count += make(report, at=at)
    return count


def make(report: Report, *, at: datetime) -> bool:
    """Make it and send it; False when another has it or had it. What goes wrong inside is raised as it comes."""
    claim = new_claim()
    claimed = Report.objects.filter(pk=report.pk).free(at)
    if not claimed.update(state=ReportState.MAKING, claim=claim, claimed_at=at, attempts=F("attempts") + 1):
        return False
    report.refresh_from_db()
    shown = compose(report, at=at)
    files = _files(report, shown, at=at)
    with transaction.atomic():
        held = Report.objects.filter(pk=report.pk, state=ReportState.MAKING, claim=claim)
        if not held.update(state=ReportState.MADE, made_at=at, blocks=as_json(shown), claim=None):
            return False
        ReportFile.objects.bulk_create(files)
        notifications.made(report, at=at)
    return True


def compose(report: Report, *, at: datetime) -> list[Block]:
    """The text of the coordinator, and the blocks of this kind of report over its period, as known at a moment."""
    text = [Prose(title="Vooraf", text=report.text)] if report.text.strip() else []
    return [*text, *panels.blocks(Place(report.kind), Asked(report.period, at))]


def _files(report: Report, shown: list[Block], *, at: datetime) -> list[ReportFile]:
    made = {
        "pdf": exporting.report_pdf(report, shown, local_date(at)),
        "ods": exporting.ods(shown),
        "csv": exporting.csv(shown),
    }
    return [
        ReportFile(report=report, extension=extension, content=content, sha256=hashlib.sha256(content).hexdigest())
        for extension, content in made.items()
    ]


def write_text(report: Report, text: str, *, by, at: datetime) -> None:
    """Keep the text that goes in front. Raises ``PermissionDenied``; ``ValidationError`` once it is being made."""
    if not can_monitor(by):
        raise PermissionDenied("Alleen een coördinator schrijft de tekst van een rapport.")
    waiting = Report.objects.filter(pk=report.pk, state=ReportState.WAITING)
    if not waiting.update(text=text.strip(), text_at=at, text_by=by):
        raise ValidationError("Dit rapport is al gemaakt. De tekst kan niet meer veranderen.")


def tell_of_unmade(*, at: datetime) -> int:
    """Tell the coordinators which reports should have been there this morning, each once; returns how many."""
    today, count = local_date(at), 0
    for report in Report.objects.due(today).filter(told_at__isnull=True):
        with transaction.atomic():
            if Report.objects.filter(pk=report.pk, told_at__isnull=True).update(told_at=at):
                notifications.not_made(report, at=at)
                count += 1
    return count
