"""An Xpert's own hours, and the claims for them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import spreadsheets
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from xperts.trajectories import claiming, exporting, forms, hour_pages, logging_hours, permissions
from xperts.trajectories.filters import ClaimFilter
from xperts.trajectories.models import Claim, Engagement, HourEntry
from xperts.trajectories.views.trajectory import fetch

PER_PAGE = 50
_ABOUT_CLAIM = ("engagement__trajectory__case", "engagement__person", "decided_by")


def _writable(request: HttpRequest):
    return Engagement.objects.of(request.user).writable().select_related("trajectory__case").order_by("-pk")


@require_http_methods(["GET", "HEAD", "POST"])
def my_hours(request: HttpRequest) -> HttpResponse:
    """Write hours; below it what was written, the months, and what is left."""
    at = timezone.now()
    chosen = request.GET.get("traject", "")
    initial = {"day": local_date(at), "engagement": chosen if chosen.isdecimal() else None}
    form = forms.HoursForm(request.POST or None, parts=_writable(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            logging_hours.write(told.pop("engagement"), **told, by=request.user, at=at)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De uren zijn geschreven.")
            return redirect("my_hours")
    context = hour_pages.my_hours(request.user, at=at) | {"form": form}
    return render(request, "xperts/trajectories/my_hours.html", context, status=422 if form.errors else 200)


def _entry(request: HttpRequest, pk: int) -> HourEntry:
    rows = HourEntry.objects.visible_to(request.user).select_related("engagement__trajectory__case", "claim")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other hours in their place; what stood there stays to be seen."""
    row = _entry(request, pk)
    initial = {name: getattr(row, name) for name in ("day", "minutes", "kind", "what")}
    form = forms.ChangeHoursForm(request.POST or None, parts=Engagement.objects.none(), initial=initial)
    withdraw = forms.WithdrawForm()
    if request.method == "POST" and form.is_valid():
        try:
            logging_hours.change(row, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De uren zijn gewijzigd. Wat er stond, blijft te zien.")
            return redirect("my_hours")
    context = {"row": row, "form": form, "withdraw": withdraw, "case": row.engagement.trajectory.case}
    return render(request, "xperts/trajectories/change_hours.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw_hours(request: HttpRequest, pk: int) -> HttpResponse:
    row = _entry(request, pk)
    form = forms.WithdrawForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        logging_hours.withdraw(row, why=why, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("change_hours", pk)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De uren zijn ingetrokken. De regel blijft te zien.")
    return redirect("my_hours")


@require_safe
def hours(request: HttpRequest, number: int) -> HttpResponse:
    """All hours of one trajectory, for those who are part of it and the desk."""
    return render(request, "xperts/trajectories/hours.html", hour_pages.hours_page(fetch(request, number)))


@require_POST
def claim_month(request: HttpRequest) -> HttpResponse:
    """Claim a month of own hours."""
    own = Engagement.objects.of(request.user).select_related("trajectory__case")
    form = forms.MonthForm(request.POST, parts=own)
    if not form.is_valid():
        messages.error(request, "Kies een maand om te declareren.")
        return redirect("my_hours")
    told = form.cleaned_data
    try:
        claim = claiming.submit(told["engagement"], told["month"], by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("my_hours")
    except StaleState as error:
        messages.error(request, str(error))
        return redirect("my_hours")
    messages.success(request, "De maand is gedeclareerd. U hoort het als de coördinator heeft gekeken.")
    return redirect(claim)


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """For coordinators: what waits for a judgement first."""
    _for_coordinators(request)
    rows = Claim.objects.select_related(*_ABOUT_CLAIM).order_by("-state", "month", "pk")
    found = ClaimFilter(request.GET, queryset=rows, request=request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"filter": found, "page": page, "totals": hour_pages.claim_totals(found.qs)}
    return render(request, "xperts/trajectories/claims.html", context)


def _for_coordinators(request: HttpRequest) -> None:
    if not permissions.can_judge_claims(request.user):
        raise PermissionDenied("Deze bladzijde is voor de coördinator.")


def _claim(request: HttpRequest, pk: int) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(request.user).select_related(*_ABOUT_CLAIM), pk=pk)


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    context = hour_pages.claim_page(_claim(request, pk), request.user)
    return render(request, "xperts/trajectories/claim.html", context | {"form": forms.ReasonForm()})


@require_POST
def approve_claim(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _claim(request, pk)
    try:
        claiming.approve(shown, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"De declaratie van {shown.engagement.name} is goedgekeurd.")
    return redirect("claims")


@require_POST
def return_claim(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _claim(request, pk)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        context = hour_pages.claim_page(shown, request.user) | {"form": form}
        return render(request, "xperts/trajectories/claim.html", context, status=422)
    try:
        claiming.send_back(shown, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{shown.engagement.name} heeft uw uitleg gekregen en kan de uren aanpassen.")
    return redirect("claims")


@require_safe
def claims_file(request: HttpRequest, extension: str) -> HttpResponse:
    """The claims of the filter for finance, as ODS or CSV."""
    _for_coordinators(request)
    found = ClaimFilter(request.GET, queryset=Claim.objects.all(), request=request).qs
    if extension == "ods":
        response = HttpResponse(exporting.claims_ods(found), content_type=spreadsheets.MIME)
    else:
        response = HttpResponse(exporting.claims_csv(found), content_type=exporting.CSV_MIME)
    response["Content-Disposition"] = f'attachment; filename="declaraties.{extension}"'
    return response
