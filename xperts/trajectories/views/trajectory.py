"""The page of one trajectory, and the acts on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from xperts.kernteam import reading
from xperts.trajectories import contracting, evaluating, forms, pages, permissions
from xperts.trajectories.models import Milestone, Trajectory


def fetch(request: HttpRequest, number: int) -> Trajectory:
    """The trajectory of this case with its people; 404 for who is not part of it."""
    rows = Trajectory.objects.visible_to(request.user).with_people()
    return get_object_or_404(rows, case__number=number)


@require_safe
def trajectory(request: HttpRequest, number: int) -> HttpResponse:
    shown = fetch(request, number)
    context = pages.trajectory_page(shown, request.user, at=timezone.now())
    return render(request, "xperts/trajectories/trajectory.html", context)


@require_POST
def tick(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Say that a step of the planning was done; pressing again takes it back."""
    shown = fetch(request, number)
    row = get_object_or_404(Milestone.objects.filter(trajectory=shown), pk=pk)
    row.trajectory = shown
    is_done = request.POST.get("gedaan") == "ja"
    contracting.tick(row, by=request.user, at=timezone.now(), is_done=is_done)
    messages.success(request, f"“{row.what}” is gedaan." if is_done else f"“{row.what}” staat weer open.")
    return redirect(f"{shown.get_absolute_url()}#planning")


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whether it is really done, then ask everybody to evaluate."""
    shown = fetch(request, number)
    if request.method == "POST":
        try:
            evaluating.finish(shown, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, error.message)
        except StaleState as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Het traject is afgerond. Iedereen is gevraagd om te evalueren.")
        return redirect(shown)
    if not permissions.can_finish(request.user, shown):
        messages.info(request, "Dit traject kan nu niet worden afgerond.")
        return redirect(shown)
    return render(request, "xperts/trajectories/finish.html", {"trajectory": shown, "case": shown.case})


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, number: int) -> HttpResponse:
    """One side says what it found; what others said is not on this page."""
    shown = fetch(request, number)
    form = forms.EvaluationForm(request.POST or None)
    is_mine = permissions.signs_as(request.user, shown) is not None
    own = evaluating.has_answered(shown, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            evaluating.evaluate(shown, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Dank u wel. Uw evaluatie is bewaard.")
            return redirect(shown)
    is_open = shown.finished_at is not None and shown.evaluated_at is None and is_mine and not own
    context = {"trajectory": shown, "case": shown.case, "form": form, "is_open": is_open or bool(form.errors)}
    context |= {"is_mine": is_mine, "has_answered": own}
    return render(request, "xperts/trajectories/evaluate.html", context, status=422 if form.errors else 200)


@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """What came of it, for both sides and for the kernteam; there once the evaluation is over."""
    known = Q(pk__in=Trajectory.objects.visible_to(request.user)) | Q(case__in=reading.cases_for(request.user))
    rows = Trajectory.objects.filter(known, evaluated_at__isnull=False).with_people()
    shown = get_object_or_404(rows, case__number=number)
    return render(request, "xperts/trajectories/report.html", pages.report_page(shown))


@require_POST
def close_evaluation(request: HttpRequest, number: int) -> HttpResponse:
    shown = fetch(request, number)
    try:
        evaluating.close(shown, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De evaluatie is gesloten. Wat er is ingevuld, kan iedereen nu lezen.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def lasting(request: HttpRequest, number: int) -> HttpResponse:
    """Half a year later: what is left of it?"""
    shown = fetch(request, number)
    form = forms.LastingForm(request.POST or None)
    answered = getattr(shown, "lasting", None)
    if request.method == "POST" and form.is_valid():
        try:
            evaluating.answer_lasting(shown, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Dank u wel. Uw antwoord helpt bij volgende trajecten.")
            return redirect(shown)
    is_open = permissions.can_answer_lasting(request.user, shown) and answered is None
    context = {"trajectory": shown, "case": shown.case, "form": form, "is_open": is_open or bool(form.errors)}
    return render(
        request,
        "xperts/trajectories/lasting.html",
        context | {"answered": answered},
        status=422 if form.errors else 200,
    )
