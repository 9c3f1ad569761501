"""Writing questionnaires, for coordinators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from loket.monitoring.surveys import forms, pages, questioning, ready
from loket.monitoring.surveys.models import Question, Questionnaire, Version
from loket.monitoring.surveys.views.making import for_coordinators


@require_safe
def questionnaires(request: HttpRequest) -> HttpResponse:
    for_coordinators(request)
    return render(request, "surveys/questionnaires.html", pages.questionnaires_page(request.user))


@require_safe
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Questionnaire, request.user, pk=pk)
    context = pages.questionnaire_page(shown, request.GET.get("versie"))
    return render(request, "surveys/questionnaire.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    for_coordinators(request)
    shown = gate.fetch(Questionnaire, request.user, pk=pk) if pk is not None else Questionnaire()
    form = forms.QuestionnaireForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        kept = questioning.keep(form.save(commit=False), by=request.user, at=timezone.now())
        messages.success(request, "Bewaard.")
        return redirect(kept)
    context = {"form": form, "title": "Vragenlijst", "back": shown.get_absolute_url() if pk is not None else ""}
    return render(request, "surveys/write.html", context, status=422 if form.errors else 200)


@require_POST
def first(request: HttpRequest) -> HttpResponse:
    """Begin with the ready questionnaire."""
    for_coordinators(request)
    made = ready.make(by=request.user, at=timezone.now())
    messages.success(request, "Dit is de vragenlijst bij het programma. U kunt haar nog aanpassen.")
    return redirect(made)


@require_POST
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Questionnaire, request.user, pk=pk)
    try:
        questioning.new_version(shown, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Dit is een nieuwe versie. U kunt haar wijzigen tot u haar verstuurt.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, question: int | None = None) -> HttpResponse:
    """A question in the version that can change: new, or one that changes."""
    kept_in = gate.fetch(Questionnaire, request.user, pk=pk)
    version = get_object_or_404(Version, questionnaire=kept_in, fixed_at=None)
    shown = (
        get_object_or_404(Question, pk=question, version=version) if question is not None else Question(version=version)
    )
    form = forms.QuestionForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            questioning.keep_question(form.save(commit=False), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "De vraag is bewaard.")
            return redirect(kept_in)
    context = {"form": form, "title": "Vraag", "back": kept_in.get_absolute_url()}
    return render(request, "surveys/write.html", context, status=422 if form.errors else 200)


@require_POST
def question_step(request: HttpRequest, pk: int, question: int, act: str) -> HttpResponse:
    """Up, down, or away."""
    kept_in = gate.fetch(Questionnaire, request.user, pk=pk)
    shown = get_object_or_404(Question.objects.select_related("version"), pk=question, version__questionnaire=kept_in)
    try:
        if act == "weghalen":
            questioning.remove_question(shown, by=request.user)
            messages.success(request, "De vraag is weggehaald.")
        else:
            questioning.move_question(shown, up=act == "omhoog", by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect(kept_in)
