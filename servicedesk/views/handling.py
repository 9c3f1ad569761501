"""What the desk does with a question besides writing: details, the guide, referring, closing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from servicedesk import forms, pages, referring, workflow
from servicedesk.models import Referral
from servicedesk.views.question import fetch


def _invalid(request: HttpRequest, question, form, title: str) -> HttpResponse:
    """A form of the side panel on a page of its own, with what was typed."""
    context = {"question": question, "form": form, "title": title}
    return render(request, "servicedesk/handle.html", context, status=422)


def _is_part(request: HttpRequest) -> bool:
    return bool(request.htmx and not request.htmx.boosted)


@require_http_methods(["GET", "HEAD", "POST"])
def question_details(request: HttpRequest, number: int) -> HttpResponse:
    """Who deals with it and what it is about."""
    question = fetch(request, number, to_handle=True)
    form = forms.DetailsForm(request.POST or None, question=question, at=timezone.now())
    if request.method != "POST":
        context = {"question": question, "form": form, "title": "Gegevens van de vraag"}
        return render(request, f"servicedesk/{'_details' if _is_part(request) else 'handle'}.html", context)
    if not form.is_valid():
        return _invalid(request, question, form, "Gegevens van de vraag")
    workflow.change(question, by=request.user, at=timezone.now(), **form.content())
    messages.success(request, "Bewaard.")
    return redirect(question)


@require_safe
def question_standard(request: HttpRequest, number: int) -> HttpResponse:
    """The texts that can be put in an answer."""
    context = {"question": fetch(request, number, to_handle=True), "answers": pages.standard_answers()}
    return render(request, f"servicedesk/{'_standard' if _is_part(request) else 'standard'}.html", context)


@require_POST
def question_guide(request: HttpRequest, number: int) -> HttpResponse:
    """The question behind the question."""
    question = fetch(request, number, to_handle=True)
    form = forms.GuideForm(request.POST, instance=question)
    if not form.is_valid():
        return _invalid(request, question, form, "Doorvragen")
    workflow.change(question, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Bewaard.")
    return redirect(question)


@require_POST
def question_refer(request: HttpRequest, number: int) -> HttpResponse:
    """Choose something to send along with the next answer."""
    question = fetch(request, number, to_handle=True)
    subject_type, _, subject_id = request.POST.get("onderwerp", "").replace("\x00", "").partition(":")
    wanted = int(subject_id) if subject_id.isdecimal() and len(subject_id) < 18 else 0
    reason = request.POST.get("reden", "").replace("\x00", "")
    try:
        referring.refer(question, subject_type, wanted, reason=reason, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "De verwijzing gaat mee met uw antwoord.")
    return redirect(question)


@require_POST
def question_referral(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Say in other words why, or leave it out after all."""
    question = fetch(request, number, to_handle=True)
    referral = get_object_or_404(Referral.objects.waiting().select_related("question"), question=question, pk=pk)
    if "weg" in request.POST:
        referring.drop(referral, by=request.user)
        messages.success(request, "De verwijzing gaat niet mee.")
    else:
        referring.explain(referral, request.POST.get("reden", "").replace("\x00", ""), by=request.user)
        messages.success(request, "Bewaard.")
    return redirect(question)


@require_POST
def question_close(request: HttpRequest, number: int) -> HttpResponse:
    """Close, with how it ended."""
    question = fetch(request, number, to_handle=True)
    form = forms.CloseForm(request.POST)
    if not form.is_valid():
        return _invalid(request, question, form, "Vraag sluiten")
    try:
        workflow.close(question, **form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error("outcome", error)
        return _invalid(request, question, form, "Vraag sluiten")
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De vraag is gesloten.")
    return redirect(question)
