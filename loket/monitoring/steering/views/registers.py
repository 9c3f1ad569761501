"""Action points, pilots, risks and agreements: for coordinators, and for who owns one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from loket.monitoring.steering import exporting, filters, forms, pages, permissions, workflow
from loket.monitoring.steering.kinds import REGISTERS
from loket.monitoring.steering.models import Measure, Pilot, Risk


def _for_coordinators(request: HttpRequest) -> None:
    if not permissions.can_steer(request.user):
        raise PermissionDenied("Deze bladzijde is voor coördinatoren.")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    _for_coordinators(request)
    return render(request, "steering/overview.html", pages.overview_page(request.user, at=timezone.now()))


def _found(request: HttpRequest, slug: str):
    register = REGISTERS[slug]
    shown = register.model.objects.visible_to(request.user)
    return filters.filter_of(register)(request.GET, queryset=shown, request=request)


@require_safe
def items(request: HttpRequest, slug: str) -> HttpResponse:
    _for_coordinators(request)
    context = pages.list_page(REGISTERS[slug], _found(request, slug), request.GET.get("pagina"), at=timezone.now())
    return render(request, "steering/list.html", context)


@require_safe
def items_ods(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as it is filtered."""
    _for_coordinators(request)
    file = exporting.ods(REGISTERS[slug], _found(request, slug).qs)
    disposition = {"Content-Disposition": f'attachment; filename="{slug}.ods"'}
    return HttpResponse(file, content_type=spreadsheets.MIME, headers=disposition)


@require_safe
def item(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    register = REGISTERS[slug]
    shown = gate.fetch(register.model, request.user, *register.related, pk=pk)
    context = pages.item_page(shown, request.user, at=timezone.now()) | {"form": forms.MeasureForm()}
    return render(request, "steering/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """A new one, or one that changes."""
    _for_coordinators(request)
    register = REGISTERS[slug]
    shown = gate.fetch(register.model, request.user, *register.related, pk=pk) if pk is not None else register.model()
    form = forms.FORMS[register.model](request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            kept = workflow.keep(form.filled(), by=request.user, at=timezone.now())
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect(kept)
    context = {"form": form, "register": register, "item": shown if pk is not None else None}
    return render(request, "steering/edit.html", context, status=422 if form.errors else 200)


@require_POST
def step(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    register = REGISTERS[slug]
    shown = gate.fetch(register.model, request.user, *register.related, pk=pk)
    if act not in register.workflow.transitions:
        raise Http404
    note = forms.NoteForm(request.POST)
    try:
        if not note.is_valid():
            raise ValidationError("Deze toelichting kan zo niet. Maak haar korter dan 1.000 tekens.")
        workflow.step(shown, act, by=request.user, at=timezone.now(), note=note.cleaned_data["note"])
    except (StaleState, ValidationError) as error:
        messages.error(request, getattr(error, "message", str(error)))
    else:
        undo = reverse("steered_step", args=[slug, pk, workflow.REOPEN]) if shown.is_over else ""
        messages.success(
            request, f"De stand is nu: {shown.get_state_display().lower()}.", extra_tags=undo and f"undo:{undo}"
        )
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A pilot ends with a decision and a reason."""
    pilot = gate.fetch(Pilot, request.user, pk=pk)
    if not workflow.PILOTS.can(pilot, workflow.END, request.user):
        raise PermissionDenied("Deze pilot is nu niet af te ronden.")
    form = forms.EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.end_pilot(pilot, form.verdict(), by=request.user, at=timezone.now())
        except (StaleState, ValidationError) as error:
            form.add_error(None, getattr(error, "message", str(error)))
        else:
            messages.success(request, f"De pilot is afgerond: {pilot.get_outcome_display().lower()}.")
            return redirect(pilot)
    return render(request, "steering/end.html", {"form": form, "pilot": pilot}, status=422 if form.errors else 200)


@require_POST
def add_measure(request: HttpRequest, pk: int) -> HttpResponse:
    risk, at = gate.fetch(Risk, request.user, "owner", pk=pk), timezone.now()
    form = forms.MeasureForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        workflow.add_measure(risk, told["text"], due_on=told["due_on"], by=request.user, at=at)
        messages.success(request, "De maatregel staat erbij.")
        return redirect(risk)
    context = pages.item_page(risk, request.user, at=at) | {"form": form}
    return render(request, "steering/item.html", context, status=422)


@require_POST
def settle_measure(request: HttpRequest, pk: int, measure: int) -> HttpResponse:
    risk = gate.fetch(Risk, request.user, pk=pk)
    shown = get_object_or_404(Measure.objects.select_related("risk"), pk=measure, risk=risk)
    workflow.settle_measure(shown, is_done=request.POST.get("done") == "ja", by=request.user, at=timezone.now())
    return redirect(risk)
