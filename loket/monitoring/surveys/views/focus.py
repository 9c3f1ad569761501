"""Focus groups, for coordinators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from loket.core.workflow import StaleState
from loket.monitoring.surveys import focusing, forms, pages
from loket.monitoring.surveys.models import FocusGroup, Participant
from loket.monitoring.surveys.views.making import for_coordinators

CAME = {"ja": True, "nee": False, "onbekend": None}


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    for_coordinators(request)
    context = pages.focus_groups_page(request.user, request.GET.get("pagina"))
    return render(request, "surveys/focus_groups.html", context)


def _page(request: HttpRequest, group: FocusGroup, form: forms.ParticipantForm) -> HttpResponse:
    context = {
        "group": group,
        "participants": pages.participants(group),
        "steps": focusing.GROUPS.available(group, request.user),
        "form": form,
    }
    return render(request, "surveys/focus_group.html", context, status=422 if form.errors else 200)


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, gate.fetch(FocusGroup, request.user, "survey", pk=pk), forms.ParticipantForm())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    for_coordinators(request)
    shown = gate.fetch(FocusGroup, request.user, pk=pk) if pk is not None else FocusGroup()
    form = forms.FocusGroupForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        kept = focusing.keep(form.save(commit=False), by=request.user, at=timezone.now())
        messages.success(request, "Bewaard.")
        return redirect(kept)
    context = {"form": form, "title": "Focusgroep", "back": shown.get_absolute_url() if pk is not None else ""}
    return render(request, "surveys/write.html", context, status=422 if form.errors else 200)


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    shown = gate.fetch(FocusGroup, request.user, pk=pk)
    if act not in focusing.GROUPS.transitions:
        raise Http404
    try:
        focusing.step(shown, act, by=request.user, at=timezone.now())
    except (StaleState, ValidationError) as error:
        messages.error(request, getattr(error, "message", str(error)))
    else:
        messages.success(request, f"De stand is nu: {shown.get_state_display().lower()}.")
    return redirect(shown)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(FocusGroup, request.user, "survey", pk=pk)
    form = forms.ParticipantForm(request.POST)
    if form.is_valid():
        try:
            focusing.add(shown, form.filled(), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "De deelnemer staat erbij.")
            return redirect(shown)
    return _page(request, shown, form)


@require_POST
def participant(request: HttpRequest, pk: int, participant: int) -> HttpResponse:
    """Was there, was not there, or is not in it after all."""
    shown = gate.fetch(FocusGroup, request.user, pk=pk)
    row = get_object_or_404(Participant, pk=participant, group=shown)
    if "weg" in request.POST:
        focusing.remove(row, by=request.user)
        messages.success(request, "De deelnemer is weggehaald.")
    else:
        focusing.mark(row, came=CAME.get(request.POST.get("was_erbij", "")), by=request.user)
    return redirect(shown)
