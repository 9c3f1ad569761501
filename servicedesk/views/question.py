"""The page of one question, for the desk; the coordinator looks along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.core import markdown
from loket.core.workflow import StaleState
from loket.post import serving
from loket.post.models import MessageAttachment
from servicedesk import answering, filing, forms, pages, presence, referring, suggesting, workflow
from servicedesk.enums import MessageKind
from servicedesk.models import Message, Question, QuestionFile, StandardAnswer
from servicedesk.permissions import can_handle, can_see_desk
from servicedesk.views.following import held_back, served

_OF_PAGE = ("rating", "bringer", "imported", "public_answer__entry")
_RELATED = ("queue", "asker", "assignee", "organisation", "handled_in", "linked_to", *_OF_PAGE)


def fetch(request: HttpRequest, number: int, *related: str, to_handle: bool = False) -> Question:
    """The question for who is of the desk, with their draft; 403 for who only looks along and wants to act."""
    seen = Question.objects.visible_to(request.user).with_draft_of(request.user)
    question = get_object_or_404(seen.select_related("own_draft", *(related or _RELATED)), number=number)
    if not (can_handle(request.user) if to_handle else can_see_desk(request.user)):
        raise PermissionDenied
    return question


@require_safe
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Conversation, and beside it who asked, the terms, the guide and what may help."""
    return _page(request, fetch(request, number))


def _page(request: HttpRequest, shown: Question, *, status: int = 200, **given) -> HttpResponse:
    context = pages.question_page(shown, request.user, at=timezone.now())
    context |= {
        "guide_form": forms.GuideForm(instance=shown),
        "close": forms.CloseForm(),
        "meanwhile": [],
    } | given
    if "write" not in context:
        context["write"] = forms.WriteForm(initial=_initial(request, shown, context["seen"]))
    return render(request, "servicedesk/question.html", context, status=status)


def _initial(request: HttpRequest, shown: Question, seen: int) -> dict:
    """The own draft, or a standard answer that was picked."""
    draft = getattr(shown, "own_draft", None)
    initial = {"seen": seen, "kind": draft.kind if draft else MessageKind.REPLY, "text": draft.text if draft else ""}
    picked = request.GET.get("antwoord", "")
    answer = StandardAnswer.objects.filter(pk=picked).first() if picked.isdecimal() and len(picked) < 10 else None
    if answer:
        initial["text"] = f"{initial['text']}\n\n{pages.filled(answer, shown, request.user)}".strip()
    return initial


@require_POST
def question_write(request: HttpRequest, number: int) -> HttpResponse:
    """An answer, a note or a call. What came in meanwhile is shown first, with what was typed kept."""
    shown = fetch(request, number, to_handle=True)
    form = forms.WriteForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, write=form, status=422)
    try:
        told = _written(request, shown, form)
    except answering.WrittenMeanwhile as error:
        return _page(request, shown, write=_seen_now(request, error.messages), meanwhile=error.messages, status=409)
    except StaleState as error:
        form.add_error(None, str(error))
        shown.refresh_from_db()
        return _page(request, shown, write=form, status=409)
    except ValidationError as error:
        form.add_error("text", error)
        return _page(request, shown, write=form, status=422)
    messages.success(request, told)
    return redirect(shown)


def _written(request: HttpRequest, shown: Question, form: forms.WriteForm) -> str:
    """Keep the files, then write; returns what to tell."""
    data, at = form.cleaned_data, timezone.now()
    for upload in request.FILES.getlist("files"):
        filing.keep(upload, data["submission"], at=at)
    values = {name: data[name] for name in ("text", "seen", "then", "cc", "submission")}
    writing = answering.Writing(**values)
    if data["kind"] == MessageKind.REPLY:
        answering.reply(shown, writing, by=request.user, at=at)
        return "Uw antwoord vertrekt over een halve minuut. Tot die tijd kunt u het terughalen."
    answering.write_note(shown, writing, kind=data["kind"], by=request.user, at=at)
    return "De notitie is bewaard."


def _seen_now(request: HttpRequest, new: list[Message]) -> forms.WriteForm:
    """The same form, which now knows what came in."""
    data = request.POST.copy()
    data["seen"] = str(max(message.pk for message in new))
    form = forms.WriteForm(data)
    form.is_valid()
    return form


@require_POST
def question_draft(request: HttpRequest, number: int) -> JsonResponse:
    """Keep what is being written, on each pause of typing."""
    shown = fetch(request, number, to_handle=True)
    text, kind = request.POST.get("text", ""), request.POST.get("kind", "")
    if "\x00" in text or len(text) > forms.MOST_TEXT or kind not in MessageKind.values:
        return JsonResponse({"error": "Deze tekst is te lang of bevat tekens die niet kunnen."}, status=422)
    answering.save_draft(shown, text, kind, by=request.user, at=timezone.now())
    return JsonResponse({"errors": {}})


@require_POST
def question_preview(request: HttpRequest, number: int) -> HttpResponse:
    """How the text will look; nothing is kept."""
    fetch(request, number, to_handle=True)
    text = request.POST.get("text", "").replace("\x00", "")[: forms.MOST_TEXT]
    return render(request, "servicedesk/_preview.html", {"html": markdown.to_html(text)})


@require_POST
def question_undo(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Take an answer back that has not left yet."""
    shown = fetch(request, number, to_handle=True)
    message = get_object_or_404(Message.objects.select_related("question"), question=shown, pk=pk)
    try:
        answering.take_back(message, by=request.user, at=timezone.now())
    except StaleState:
        messages.error(request, "Terughalen kan niet meer: het antwoord is al weg, of er is iets bij gekomen.")
    else:
        messages.success(request, "Het antwoord is teruggehaald. De tekst staat weer klaar als concept.")
    return redirect(shown)


@require_safe
def question_presence(request: HttpRequest, number: int) -> HttpResponse:
    """Who else looks at this question now."""
    shown = fetch(request, number)
    others = presence.arrive(shown.pk, request.user, at=timezone.now())
    return render(request, "servicedesk/_presence.html", {"others": others, "question": shown})


@require_safe
def question_suggestions(request: HttpRequest, number: int) -> HttpResponse:
    """What may help, from the words of the question or of a search of one's own."""
    shown = fetch(request, number)
    typed = request.GET.get("q", "").replace("\x00", " ")[: suggesting.MOST_TYPED]
    found = referring.suggest(shown, typed, request.user)
    context = {"question": shown, "found": found, "typed": typed, "can_handle": can_handle(request.user)}
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "servicedesk/_refer.html" if is_part else "servicedesk/refer.html", context)


@require_safe
def question_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file with a question, for the desk."""
    seen = Question.objects.visible_to(request.user) if can_see_desk(request.user) else Question.objects.none()
    return served(request, get_object_or_404(QuestionFile, question__in=seen, pk=pk))


@require_safe
def question_attachment(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """A file that came by mail, for the desk."""
    shown = fetch(request, number)
    posts = shown.messages.filter(post__isnull=False).values("post")
    kept = get_object_or_404(MessageAttachment, message__in=posts, pk=pk)
    return held_back(request, kept.sha256) or serving.attachment(kept)


@require_POST
def question_step(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """A step with one press."""
    shown = fetch(request, number, to_handle=True)
    try:
        workflow.act(shown, act, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"De vraag is nu: {shown.get_state_display().lower()}.")
    return redirect(shown)
