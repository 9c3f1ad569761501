"""The page of the asker: by the link of the question alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.core.files.serving import response_headers
from loket.core.workflow import StaleState
from servicedesk import answering, asker_page, filing, forms, scanning, workflow
from servicedesk.models import Question, QuestionFile, Referral

PAGE_SIZE = 25


def _by_token(token: str) -> Question:
    related = ("queue", "asker", "assignee", "organisation", "rating", "handled_in", "public_answer__entry")
    return get_object_or_404(Question.objects.select_related(*related), token=token)


def _expired(request: HttpRequest) -> HttpResponse:
    return render(request, "servicedesk/expired.html", status=410)


def _page(request: HttpRequest, question: Question, *, status: int = 200, **given) -> HttpResponse:
    context = asker_page.follow_page(question, at=timezone.now())
    context |= {"react": forms.ReactForm(), "rate": forms.RateForm(), "file_errors": []} | given
    return render(request, "servicedesk/follow.html", context, status=status)


@login_not_required
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """How the question stands, what was written, and what one can do: buttons only."""
    question = _by_token(token)
    if not question.link_holds(timezone.now()):
        return _expired(request)
    return _page(request, question)


@login_not_required
@require_POST
def follow_react(request: HttpRequest, token: str) -> HttpResponse:
    """The asker answers, with files; a question that waited goes on, one that was closed opens again."""
    question, at = _by_token(token), timezone.now()
    if not question.link_holds(at):
        return _expired(request)
    form = forms.ReactForm(request.POST)
    is_valid, refused = form.is_valid(), []
    for upload in request.FILES.getlist("files"):
        try:
            filing.keep(upload, form.cleaned_data["submission"], at=at)
        except ValidationError as error:
            refused += error.messages
    if not is_valid or refused:
        kept = filing.kept_for(form.cleaned_data.get("submission"))
        errors = [(text, "#id_files") for text in refused]
        return _page(request, question, react=form, file_errors=errors, kept=kept, status=422)
    answering.hear(question, form.cleaned_data["text"], at=at, submission=form.cleaned_data["submission"])
    messages.success(request, "Uw bericht is verstuurd.")
    where = question.goes_on_in
    return redirect((where if where.is_of_same_person(question) else question).get_follow_url())


ACTS = {
    "opgelost": (workflow.withdraw, "Uw vraag is gesloten. Fijn dat het is opgelost."),
    "heropenen": (workflow.reopen, "Uw vraag is weer open."),
}


@login_not_required
@require_POST
def follow_act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    question, at = _by_token(token), timezone.now()
    if not question.link_holds(at):
        return _expired(request)
    step, told = ACTS[act]
    try:
        step(question, by=None, at=at)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(question.get_follow_url())


@login_not_required
@require_POST
def follow_rate(request: HttpRequest, token: str) -> HttpResponse:
    """Two questions after closing."""
    question, at = _by_token(token), timezone.now()
    if not question.link_holds(at):
        return _expired(request)
    form = forms.RateForm(request.POST)
    if not form.is_valid():
        return _page(request, question, rate=form, status=422)
    try:
        workflow.rate(question, at=at, **form.cleaned_data)
    except ValidationError as error:
        messages.info(request, error.messages[0])
    else:
        messages.success(request, "Dank u wel voor uw oordeel.")
    return redirect(question.get_follow_url())


@login_not_required
@require_POST
def follow_referral(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Whether a referral helped."""
    question, at = _by_token(token), timezone.now()
    if not question.link_holds(at):
        return _expired(request)
    referral = get_object_or_404(Referral.objects.given(at), question=question, pk=pk)
    form = forms.ReferralRateForm(request.POST)
    if form.is_valid():
        workflow.rate_referral(referral, at=at, **form.cleaned_data)
        messages.success(request, "Dank u wel. Dat helpt ons om beter te verwijzen.")
    else:
        messages.error(request, "Kies een van de antwoorden.")
    return redirect(question.get_follow_url())


@login_not_required
@require_safe
def follow_file(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A file of one's own question, or one that came with an answer."""
    question, at = _by_token(token), timezone.now()
    if not question.link_holds(at):
        return _expired(request)
    shown = asker_page.messages_of(question, at)
    files = QuestionFile.objects.filter(Q(message__in=shown) | Q(message__copies__in=shown)).distinct()
    return served(request, get_object_or_404(files, pk=pk))


def held_back(request: HttpRequest, sha256: str) -> HttpResponse | None:
    """A page instead of a file that is in quarantine."""
    if not scanning.is_held_back(sha256):
        return None
    context = {"is_infected": bool(scanning.infected([sha256]))}
    return render(request, "servicedesk/quarantined.html", context, status=409)


def served(request: HttpRequest, file: QuestionFile) -> HttpResponse:
    """Inert, under its own name; headers go last, for Django guesses some."""
    if held := held_back(request, file.sha256):
        return held
    response = FileResponse(file.stored.open("rb"))
    for name, told in response_headers(file.name, file.kind).items():
        response[name] = told
    return response


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All questions of who is signed in."""
    own = Question.objects.filter(asker=request.user).order_by("-asked_at", "-pk").defer("lexemes")
    page = Paginator(own, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "servicedesk/mine.html", {"page": page})
