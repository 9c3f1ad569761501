"""Asking, and following what one asked. Public; a question is opened by its own unguessable link."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.files.receiving import too_large
from servicedesk import asking, bringing, filing, forms, suggesting
from servicedesk.models import HelpedBefore
from servicedesk.permissions import can_bring
from servicedesk.suggesting import Suggestion

STEP_LOOK, STEP_SEND = "bekijken", "versturen"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """One page. Sending it may first show what is there already (without a script), and loses nothing on the way."""
    if request.method != "POST":
        return _form_page(request, forms.AskForm(user=request.user))
    form = forms.AskForm(request.POST, request.FILES, user=request.user)
    is_valid = form.is_valid()
    refused = _keep_files(request, form)
    if not is_valid or refused:
        return _form_page(request, form, refused=refused, status=422)
    if request.POST.get("stap") == STEP_LOOK:
        return _form_page(request, form, suggestions=_suggestions(request, form))
    question = asking.ask(_asking(request, form), at=timezone.now())
    messages.success(request, f"Uw vraag is verstuurd. Het nummer is {question.reference}.")
    return redirect(question.get_follow_url())


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for(request: HttpRequest) -> HttpResponse:
    """A partner or an Xpert asks for somebody else, who is told."""
    if not can_bring(request.user):
        raise PermissionDenied
    form = forms.BringForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question = bringing.bring(form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"De vraag is verstuurd als {question.reference}. {question.who} krijgt bericht.")
        return redirect("my_loket")
    context = {"form": form, "capacity": bringing.capacity_of(request.user).label}
    return render(request, "servicedesk/bring.html", context, status=422 if form.errors else 200)


def _asking(request: HttpRequest, form: forms.AskForm) -> asking.Asking:
    data = dict(form.cleaned_data)
    theme = data.pop("theme")
    person = request.user if request.user.is_authenticated else None
    return asking.Asking(**data, themes=[theme] if theme else [], person=person)


def _submission(form: forms.AskForm) -> uuid.UUID | None:
    return form.cleaned_data.get("submission") if form.is_bound else None


def _keep_files(request: HttpRequest, form: forms.AskForm) -> list[str]:
    """Keep what was chosen, also when the rest is not right yet; returns a sentence for each that may not come in."""
    refused = [f"{name}: dit bestand is te groot." for name in too_large(request)]
    for upload in request.FILES.getlist("files"):
        try:
            filing.keep(upload, _submission(form), at=timezone.now())
        except ValidationError as error:
            refused += error.messages
    return refused


def _suggestions(request: HttpRequest, form: forms.AskForm) -> list[Suggestion]:
    data = form.cleaned_data
    themes = [data["theme"]] if data.get("theme") else []
    return suggesting.for_text(f"{data['text']} {data['for_whom']}", request.user, themes=themes)


def _form_page(request: HttpRequest, form: forms.AskForm, *, status: int = 200, **context) -> HttpResponse:
    submission = _submission(form) or form["submission"].value()
    told = {"form": form, "submission": submission, "kept": filing.kept_for(_submission(form)), **context}
    errors = [(text, "#id_files") for text in context.get("refused", [])]
    is_looking = "suggestions" in context
    told |= {"file_errors": errors, "is_looking": is_looking, "suggestions": context.get("suggestions", [])}
    return render(request, "servicedesk/ask.html", told, status=status)


@login_not_required
@require_POST
def ask_suggestions(request: HttpRequest) -> HttpResponse:
    """What may answer the question while it is typed. A search by POST: what is typed stays out of every log."""
    text = request.POST.get("text", "").replace("\x00", " ")
    theme = request.POST.get("theme", "")
    found = suggesting.for_text(text, request.user, themes=[theme] if theme else [])
    context = {
        "suggestions": found,
        "submission": request.POST.get("submission", ""),
        "is_short": len(text.strip()) < suggesting.FEWEST_LETTERS,
        "can_end": "zonder-knop" not in request.GET,
    }
    return render(request, "servicedesk/_suggestions.html", context)


@login_not_required
@require_POST
def ask_helped(request: HttpRequest) -> HttpResponse:
    """*Dit hielp mij*: counted once for each form, without who; asking ends here."""
    subject_type, _, subject_id = request.POST.get("onderwerp", "").partition(":")
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        submission = uuid.uuid4()
    number = int(subject_id) if subject_id.isdecimal() and len(subject_id) < 18 else 0
    found = suggesting.findable(subject_type.replace("\x00", ""), number, request.user)
    if found is None:
        messages.info(request, "Dat onderwerp is er niet meer.")
        return redirect("ask")
    told = {"subject_type": found.subject_type, "subject_id": found.subject_id, "at": timezone.now()}
    HelpedBefore.objects.get_or_create(submission=submission, defaults=told)
    return redirect("ask_ended")


@login_not_required
@require_safe
def ask_ended(request: HttpRequest) -> HttpResponse:
    """Thanks, and where to go on."""
    return render(request, "servicedesk/ended.html")
