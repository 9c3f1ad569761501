"""The self-scan: the outcome, opening one, filling it in, closing it; and each element on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import spreadsheets
from loket.core.workflow import StaleState
from network.regions import exporting, forms, permissions
from network.regions.enums import Element
from network.regions.models import Scan
from network.regions.pages import scans as pages
from network.regions.pages import subjects
from network.regions.pages.region import frame
from network.regions.views.opening import own_region, region_to_lead, scan_of, tell
from network.regions.workflow import scanning

_TAB = "region_scans"


@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: HttpRequest, slug: str) -> HttpResponse:
    """The chart with its table; the facilitator opens a new moment here."""
    region = region_to_lead(request, slug) if request.method == "POST" else own_region(request, slug)
    form = forms.ScanOpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = scanning.open_scan(region, form.cleaned_data["name"], by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "De zelfscan staat open. Leden zien hem in hun eigen loket.")
            return redirect("region_scan", slug, made.pk)
    chosen = [int(value) for value in request.GET.getlist("naast") if value.isdecimal() and len(value) < 10]
    context = pages.overview(region, request.user, chosen) | {"form": form}
    frame_of = frame(region, request.user, _TAB)
    return render(request, "network/regions/scans.html", frame_of | context, status=422 if form.errors else 200)


@require_safe
def scans_ods(request: HttpRequest, slug: str) -> HttpResponse:
    region = own_region(request, slug)
    response = HttpResponse(exporting.scans(region), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = f'attachment; filename="zelfscans-{region.slug}.ods"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One moment: members fill in their own scores; once it is closed the outcome stands here."""
    region = own_region(request, slug)
    found = scan_of(region, pk)
    context = pages.scan_page(found, request.user)
    scores = permissions.can_score(request.user, found)
    form = forms.ScoreForm(request.POST or None, initial=forms.ScoreForm.filled(context["own"])) if scores else None
    if request.method == "POST" and _scored(request, found, form):
        messages.success(request, "Uw scores zijn bewaard. U kunt ze wijzigen zolang de scan open staat.")
        return redirect("region_scans", slug)
    status = 422 if form and form.errors else 200
    context |= frame(region, request.user, _TAB) | {"form": form}
    return render(request, "network/regions/scan.html", context, status=status)


def _scored(request: HttpRequest, found: Scan, form: forms.ScoreForm | None) -> bool:
    """Whether the scores were kept; otherwise the form says what is wrong with them."""
    if form is None:
        raise PermissionDenied("Deze zelfscan is gesloten, of u leest alleen mee.")
    if not form.is_valid():
        return False
    try:
        scanning.score(found, form.scores(), by=request.user, at=timezone.now())
    except StaleState:
        form.add_error(None, "De zelfscan is intussen gesloten. Uw scores zijn niet bewaard.")
        return False
    return True


@require_POST
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = scan_of(region_to_lead(request, slug), pk)
    done = "De zelfscan is gesloten. De mediaan per element staat hieronder."
    tell(request, lambda: scanning.close(found, by=request.user, at=timezone.now()), done)
    return redirect("region_scan", slug, pk)


@require_POST
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = scan_of(region_to_lead(request, slug), pk)
    tell(request, lambda: scanning.reopen(found, by=request.user, at=timezone.now()), "De zelfscan staat weer open.")
    return redirect("region_scan", slug, pk)


@require_safe
def element(request: HttpRequest, slug: str, element: str) -> HttpResponse:
    """Where the region stands on one element, and all that helps it on."""
    region = own_region(request, slug)
    if element not in Element.values:
        raise Http404
    context = subjects.element_page(region, Element(element), request.user)
    return render(request, "network/regions/element.html", frame(region, request.user, _TAB) | context)
