"""Surveys: making, sending and closing them, for coordinators; what came out, for who works here and partners."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from loket.monitoring.surveys import exporting, forms, pages, permissions, results, workflow
from loket.monitoring.surveys.models import Survey


def for_coordinators(request: HttpRequest) -> None:
    if not permissions.can_survey(request.user):
        raise PermissionDenied("Deze bladzijde is voor coördinatoren.")


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    if not permissions.can_open(request.user):
        raise PermissionDenied("Deze bladzijde is voor medewerkers van het loket en voor partners.")
    return render(request, "surveys/surveys.html", pages.surveys_page(request.user, request.GET.get("pagina")))


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """A preview before it is sent, the response while it runs, the results when it is closed."""
    shown = gate.fetch(Survey, request.user, "version__questionnaire", pk=pk)
    if permissions.can_read_results(request.user, shown):
        asked = request.GET.get("met", "")
        beside = next((row for row in results.earlier(shown) if str(row.pk) == asked), None)
        context = pages.results_page(shown, request.user, beside=beside)
        return render(request, "surveys/results.html", context)
    return render(request, "surveys/survey.html", pages.survey_page(shown, request.user, at=timezone.now()))


@require_safe
def results_ods(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Survey, request.user, "version__questionnaire", pk=pk)
    if not permissions.can_read_results(request.user, shown):
        raise PermissionDenied("De resultaten komen als de meting is gesloten.")
    file = exporting.ods(shown, with_texts=permissions.can_read_open_answers(request.user, shown))
    disposition = {"Content-Disposition": f'attachment; filename="meting-{pk}.ods"'}
    return HttpResponse(file, content_type=spreadsheets.MIME, headers=disposition)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new survey, or one that was not sent yet."""
    for_coordinators(request)
    shown = gate.fetch(Survey, request.user, pk=pk) if pk is not None else Survey()
    form = forms.SurveyForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            kept = workflow.keep(form.filled(), by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Bewaard. Kijk hieronder wie een mail krijgt, en verstuur dan.")
            return redirect(kept)
    context = {"form": form, "survey": shown if pk is not None else None}
    return render(request, "surveys/edit.html", context, status=422 if form.errors else 200)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    for_coordinators(request)
    shown = gate.fetch(Survey, request.user, pk=pk)
    try:
        made = workflow.send(shown, by=request.user, at=timezone.now())
    except (StaleState, ValidationError) as error:
        messages.error(request, getattr(error, "message", str(error)))
    else:
        word = "persoon krijgt" if len(made.asked) == 1 else "mensen krijgen"
        messages.success(request, f"Verstuurd: {len(made.asked)} {word} een mail.")
    return redirect(shown)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    for_coordinators(request)
    shown = gate.fetch(Survey, request.user, pk=pk)
    try:
        workflow.close(shown, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De meting is gesloten.")
    return redirect(shown)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    for_coordinators(request)
    shown = gate.fetch(Survey, request.user, pk=pk)
    try:
        workflow.remove(shown, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(shown)
    messages.success(request, "Het concept is weggegooid.")
    return redirect("surveys")
