"""What editors and coordinators do: all applications, who sits, the decision, and the list of assessors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.models import Entry
from loket.catalogue.recognition import deciding, filters, forms, granting, judging, pages, permissions
from loket.catalogue.recognition.models import Assessor, Procedure, Seat
from loket.catalogue.recognition.views import applying
from loket.core import gate
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

PER_PAGE = 25


def _for_staff(request: HttpRequest) -> None:
    if not permissions.is_staff(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Every application, what is due first on top."""
    _for_staff(request)
    rows = Procedure.objects.select_related("entry", "applicant").order_by(
        F("closed_at").desc(nulls_first=True), "due_on", "-applied_at", "pk"
    )
    rows = rows.defer("sheet", "entry__content")
    found = filters.ProcedureFilter(request.GET, queryset=rows, request=request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("pagina"))
    at = timezone.now()
    today = local_date(at)
    lines = [{"row": row, "days": row.days_so_far(at), "is_late": row.is_late(today)} for row in page]
    context = {"filter": found, "page": page, "lines": lines, "today": today}
    return render(request, "catalogue/recognition/procedures.html", context)


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    _for_staff(request)
    shown = gate.fetch(Procedure, request.user, *applying.PEOPLE, pk=pk)
    form = forms.SeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies eerst een beoordelaar.")
        return redirect(shown)
    assessor = form.cleaned_data["assessor"]
    try:
        judging.assign(shown, assessor, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{assessor} is gevraagd en heeft een mail gekregen.")
    return redirect(f"{shown.get_absolute_url()}#beoordelaars")


@require_POST
def release(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    _for_staff(request)
    shown = gate.fetch(Procedure, request.user, *applying.PEOPLE, pk=pk)
    seat = get_object_or_404(Seat.objects.select_related("assessor__person", "procedure"), pk=seat_pk, procedure=shown)
    form = forms.ReleaseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        judging.release(seat, by=request.user, at=timezone.now(), reason=reason or "Vrijgemaakt door de redactie")
    except ValidationError as error:
        messages.error(request, error.message)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De plaats is vrij.")
    return redirect(f"{shown.get_absolute_url()}#beoordelaars")


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the decision down."""
    _for_staff(request)
    shown = gate.fetch(Procedure, request.user, *applying.PEOPLE, pk=pk)
    if shown.is_decided or not shown.is_open:
        messages.info(request, "Over deze aanvraag is al besloten.")
        return redirect(shown)
    if not permissions.decides(request.user, shown):
        raise PermissionDenied("Over deze aanvraag beslist iemand die er geen belang bij heeft.")
    initial = {"outcome": shown.verdict, "level": shown.level, "motivation": pages.decision_draft(shown)}
    form = forms.DecisionForm(request.POST if request.method == "POST" else None, initial=initial, procedure=shown)
    if form.is_valid():
        return _decide(request, shown, form)
    context = {"procedure": shown, "entry": shown.entry, "form": form}
    return render(request, "catalogue/recognition/decide.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, shown: Procedure, form) -> HttpResponse:
    try:
        deciding.decide(shown, **form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        context = {"procedure": shown, "entry": shown.entry, "form": form}
        return render(request, "catalogue/recognition/decide.html", context, status=422)
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(shown)
    messages.success(request, "Het besluit is vastgelegd. De aanvrager heeft bericht gekregen.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def assessors(request: HttpRequest) -> HttpResponse:
    """Who may judge, and adding somebody."""
    _for_staff(request)
    today = local_date(timezone.now())
    form = forms.AssessorForm(request.POST if request.method == "POST" else None, initial={"active_from": today})
    if form.is_valid():
        try:
            with transaction.atomic():
                made = Assessor.objects.create(**form.cleaned_data)
        except IntegrityError:  # another tab was first
            messages.error(request, "Deze persoon zit al in deze groep.")
        else:
            messages.success(request, f"{made} is nu beoordelaar: {made.body_label}.")
        return redirect("assessors")
    rows = [{"row": row, "is_active": row.is_active_on(today)} for row in Assessor.objects.in_order()]
    context = {"rows": sorted(rows, key=lambda line: not line["is_active"]), "form": form, "today": today}
    return render(request, "catalogue/recognition/assessors.html", context, status=422 if form.errors else 200)


@require_POST
def end_assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's last day as an assessor."""
    _for_staff(request)
    row = get_object_or_404(Assessor.objects.select_related("person"), pk=pk)
    form = forms.UntilForm(request.POST, assessor=row)
    if form.is_valid():
        Assessor.objects.filter(pk=row.pk).update(until=form.cleaned_data["until"])
        messages.success(request, f"De laatste dag van {row} is bewaard.")
    else:
        messages.error(request, form.errors["until"][0])
    return redirect("assessors")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw a recognition before its term."""
    entry = get_object_or_404(Entry.objects.published().select_related("owner", "deputy", "organisation"), slug=slug)
    if not permissions.can_withdraw_recognition(request.user, entry):
        raise PermissionDenied("Alleen de redactie trekt een erkenning in.")
    form = forms.TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            granting.withdraw(entry, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except StaleState as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "De erkenning is ingetrokken. De eigenaar heeft uw uitleg gekregen.")
        return redirect(entry)
    context = {"entry": entry, "form": form}
    return render(request, "catalogue/recognition/take_back.html", context, status=422 if form.errors else 200)
