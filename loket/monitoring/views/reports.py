"""Reports: the list, one report, its files, its text, who receives it; and the public archive."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.monitoring import forms, notifications, pages, periods, receiving, reporting
from loket.monitoring.models import Recipient, Report
from loket.monitoring.models.report import SLUGS
from loket.monitoring.permissions import can_monitor
from loket.monitoring.views.dashboards import as_file
from loket.monitoring.views.keeping import refuse, require_keeper

KINDS = {slug: kind for kind, slug in SLUGS.items()}


def fetch(request: HttpRequest, slug: str, code: str) -> Report:
    """A report that this person may see, else 404; everybody may see the yearly ones that were made."""
    period = periods.parse(code)
    if period is None or slug not in KINDS:
        raise Http404
    visible = Report.objects.visible_to(request.user)
    return get_object_or_404(visible, kind=KINDS[slug], first=period.first)


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """All reports, and who receives them."""
    require_keeper(request)
    form = forms.RecipientForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            receiving.add(form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"{form.cleaned_data['email']} krijgt dit rapport voortaan.")
            return redirect("reports")
    context = pages.reports_page(request.GET.get("pagina")) | {"form": form}
    return render(request, "monitoring/reports.html", context, status=422 if form.errors else 200)


@require_POST
def recipient_drop(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    row = get_object_or_404(Recipient, pk=pk)
    receiving.drop(row, by=request.user)
    messages.success(request, f"{row.email} krijgt dit rapport niet meer. De links in oude mails werken niet meer.")
    return redirect("reports")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One report as it was made; a waiting one as it would be now, with a form for its text."""
    shown, at = fetch(request, slug, code), timezone.now()
    form = forms.ReportTextForm(request.POST if request.method == "POST" else None, initial={"text": shown.text})
    if request.method == "POST" and form.is_valid() and _kept(request, shown, form, at):
        return redirect(shown)
    found = pages.kept_blocks(shown) if shown.is_made else reporting.compose(shown, at=at)
    files = reverse("report", args=[slug, code])
    context = pages.report_page(shown, found, files=f"{files}bestand.", at=timezone.now()) | {
        "form": form,
        "keeps": can_monitor(request.user),
    }
    return render(request, "monitoring/report.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, shown: Report, form, at) -> bool:
    require_keeper(request)
    try:
        reporting.write_text(shown, form.cleaned_data["text"], by=request.user, at=at)
    except ValidationError as error:
        refuse(form, error)
        return False
    messages.success(request, "De tekst is bewaard.")
    return True


@login_not_required
@require_safe
def report_file(request: HttpRequest, slug: str, code: str, extension: str) -> HttpResponse:
    """The bytes as they were made."""
    return _file(fetch(request, slug, code), extension)


def _file(shown: Report, extension: str) -> HttpResponse:
    kept = get_object_or_404(shown.files, extension=extension)
    return as_file(bytes(kept.content), f"{shown.slug}rapport-{shown.period.code}.{extension}")


@require_POST
def report_make(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Make it now, and send it; also for a period that has no row yet."""
    require_keeper(request)
    period, at = periods.parse(code), timezone.now()
    if period is None or slug not in KINDS:
        raise Http404
    try:
        wanted = reporting.asked_for(KINDS[slug], period, at=at)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("reports")
    if reporting.make(wanted, at=at):
        messages.success(request, f"{wanted} is gemaakt en verstuurd.")
    else:
        messages.warning(request, "Dit rapport wordt op dit moment al gemaakt.")
    return redirect("report", slug, code)


@login_not_required
@require_safe
def yearly_reports(request: HttpRequest) -> HttpResponse:
    """The public archive: the yearly reports."""
    rows = Report.objects.public().defer("blocks").order_by("-first")
    return render(request, "monitoring/yearly_reports.html", {"reports": list(rows)})


@login_not_required
@require_safe
def report_shared(request: HttpRequest, token: str) -> HttpResponse:
    """A report for who got its link by mail."""
    shown = notifications.shared(token)
    if shown is None:
        return render(request, "monitoring/report_gone.html", status=404)
    files = reverse("report_shared", args=[token])
    context = pages.report_page(shown, pages.kept_blocks(shown), files=f"{files}bestand.", at=timezone.now())
    return render(request, "monitoring/report.html", context)


@login_not_required
@require_safe
def report_shared_file(request: HttpRequest, token: str, extension: str) -> HttpResponse:
    shown = notifications.shared(token)
    if shown is None:
        raise Http404
    return _file(shown, extension)
