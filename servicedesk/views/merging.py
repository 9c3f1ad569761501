"""Putting questions together and apart, with a button to undo it; and questions that ask the same."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from loket.core.workflow import StaleState
from servicedesk import choosing, forms, merging
from servicedesk.models import Message, Question, Rearrangement
from servicedesk.views.question import fetch


def _chosen(request: HttpRequest) -> Question:
    """The question whose number was sent along."""
    number = request.POST.get("nummer", "")
    if not number.isdecimal() or len(number) > 17:
        raise Http404
    return gate.fetch(Question, request.user, number=int(number))


@require_http_methods(["GET", "HEAD", "POST"])
def question_merge(request: HttpRequest, number: int) -> HttpResponse:
    """Choose the question in which this one goes on."""
    question = fetch(request, number, to_handle=True)
    if request.method != "POST":
        context = choosing.page(question, request.GET.get("q", ""), at=timezone.now())
        return render(request, "servicedesk/merge.html", context)
    into = _chosen(request)
    try:
        merging.merge(question, into, by=request.user, at=timezone.now())
    except (StaleState, ValidationError) as error:
        messages.error(request, _sentence(error))
        return redirect("question_merge", number=number)
    messages.success(request, f"{question.reference} gaat verder in {into.reference}. U kunt dit ongedaan maken.")
    return redirect(into)


@require_http_methods(["GET", "HEAD", "POST"])
def message_move(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Move a message to another question, or make a new question of it."""
    question, message = _message(request, number, pk)
    form = forms.SplitForm(request.POST if "apart" in request.POST else None)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        try:
            to = _moved(request, message, form)
        except (StaleState, ValidationError) as error:
            messages.error(request, _sentence(error))
            return redirect("message_move", number=number, pk=pk)
        messages.success(request, f"Het bericht staat nu bij {to.reference}. U kunt dit ongedaan maken.")
        return redirect(question)
    context = choosing.page(question, request.GET.get("q", ""), at=timezone.now()) | {"form": form, "message": message}
    return render(request, "servicedesk/move.html", context, status=422 if form.errors else 200)


def _moved(request: HttpRequest, message: Message, form: forms.SplitForm) -> Question:
    if form.is_bound:
        return merging.split(message, subject=form.cleaned_data["subject"], by=request.user, at=timezone.now())
    to = _chosen(request)
    merging.move(message, to, by=request.user, at=timezone.now())
    return to


def _message(request: HttpRequest, number: int, pk: int) -> tuple[Question, Message]:
    """A message of the conversation of this question, which may be of one that was merged into it."""
    question = fetch(request, number, to_handle=True)
    shown = Message.objects.in_conversation(question).select_related("question", "post", "author")
    return question, get_object_or_404(shown, pk=pk)


def _sentence(error: StaleState | ValidationError) -> str:
    return error.messages[0] if isinstance(error, ValidationError) else str(error)


@require_POST
def question_put_back(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """*Ongedaan maken*: a merge, a split or a move."""
    question = fetch(request, number, to_handle=True)
    row = get_object_or_404(Rearrangement.objects.about(question), pk=pk)
    try:
        merging.undo(row, by=request.user, at=timezone.now())
    except (StaleState, ValidationError) as error:
        messages.error(request, _sentence(error))
    else:
        messages.success(request, "Het is ongedaan gemaakt.")
    return redirect(question)


@require_safe
def question_alike(request: HttpRequest, number: int) -> HttpResponse:
    """Who else asks or asked this; and what was answered."""
    question = fetch(request, number)
    context = choosing.alike_panel(question, request.user, at=timezone.now())
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "servicedesk/_alike.html" if is_part else "servicedesk/alike.html", context)
