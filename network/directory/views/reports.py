"""What people reported, for the editors and the coordinator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.core import gate
from loket.core.workflow import StaleState
from network.directory import contacting, pages
from network.directory.enums import ReportState
from network.directory.models import Report
from network.directory.permissions import can_judge_reports

BARRING = {
    "uitsluiten": (
        lambda report, by, at: contacting.bar(report, by=by, at=at),
        "Deze persoon kan geen berichten meer sturen en plaatsen.",
    ),
    "toelaten": (
        lambda report, by, at: contacting.unbar(report, by=by),
        "Deze persoon kan weer berichten sturen en plaatsen.",
    ),
}


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    if not can_judge_reports(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie en de coördinator.")
    state = request.GET.get("stand") if request.GET.get("stand") in ReportState.values else ReportState.OPEN
    context = pages.reports_page(request.user, state, request.GET.get("pagina"))
    here = request.path
    context["tabs"] = [
        {"label": label, "url": f"{here}?stand={value}", "is_current": value == state}
        for value, label in ReportState.choices
    ]
    return render(request, "network/directory/reports.html", context)


@require_POST
def report_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Handle a report or open it again; or keep who wrote it from writing more."""
    report = gate.fetch(Report, request.user, "accused", pk=pk)
    at = timezone.now()
    if act in BARRING:
        step, told = BARRING[act]
        step(report, request.user, at)
        messages.success(request, told)
        return redirect("network_reports")
    try:
        contacting.REPORTS.apply(report, act, by=request.user, at=at)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        undo = f"undo:{request.path.replace('/handle/', '/reopen/')}" if act == "handle" else ""
        messages.success(request, f"De melding is {report.get_state_display().lower()}.", extra_tags=undo)
    return redirect("network_reports")
