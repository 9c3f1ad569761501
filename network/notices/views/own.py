"""Posting notices, changing and ending them, and how often one hears of others'."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from loket.core.telling import Rhythm, stopped_by
from loket.core.workflow import StaleState
from network.notices import forms, pages, permissions, workflow
from network.notices.enums import Kind, PostingState
from network.notices.models import Posting, Watch
from network.notices.notifications import EXTEND, STOP


@require_safe
def own_postings(request: HttpRequest) -> HttpResponse:
    context = pages.own_page(request.user, at=timezone.now())
    context["form"] = forms.WatchForm(initial={"rhythm": context["rhythm"]})
    return render(request, "network/notices/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new notice, or one's own that changes."""
    shown = gate.fetch(Posting, request.user, pk=pk) if pk else Posting()
    if pk and not permissions.is_author(request.user, shown):
        raise Http404
    kind = request.GET.get("soort") if request.GET.get("soort") in Kind.values else Kind.SEEK
    form = forms.PostingForm(request.POST or None, instance=shown, initial={} if pk else {"kind": kind})
    if request.method == "POST" and form.is_valid():
        step = workflow.change if pk else workflow.post
        try:
            kept = step(form.filled(), by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Uw bericht is gewijzigd." if pk else "Uw bericht staat op het prikbord.")
            return redirect(kept)
    context = {"form": form, "posting": shown if pk else None}
    return render(request, "network/notices/write.html", context, status=422 if form.errors else 200)


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """End it, let it stand longer, take it down or put it back."""
    shown, at = gate.fetch(Posting, request.user, "author", pk=pk), timezone.now()
    try:
        told = _take(shown, act, request.user, at)
    except (StaleState, ValidationError) as error:
        messages.error(request, getattr(error, "message", str(error)))
    else:
        undo = {"done": "extend", "remove": "restore"}.get(act)
        tag = f"undo:{reverse('posting_step', args=[pk, undo])}" if undo else ""
        messages.success(request, told, extra_tags=tag)
    return redirect(shown)


def _take(shown: Posting, act: str, user, at) -> str:
    steps = {
        "extend": (workflow.extend, f"Uw bericht staat er nog {shown.weeks} weken."),
        "done": (workflow.finish, "Uw bericht staat niet meer open."),
        "remove": (workflow.remove, "Het bericht is weggehaald. De schrijver krijgt daar mail over."),
        "restore": (workflow.restore, "Het bericht staat er weer."),
    }
    take, told = steps[act]
    take(shown, by=user, at=at)
    return told


@require_POST
def watch(request: HttpRequest) -> HttpResponse:
    form = forms.WatchForm(request.POST)
    if form.is_valid():
        workflow.watch(request.user, form.cleaned_data["rhythm"], at=timezone.now())
        messages.success(request, "Uw keuze is bewaard.")
        return redirect("own_postings")
    context = pages.own_page(request.user, at=timezone.now()) | {"form": form}
    return render(request, "network/notices/own.html", context, status=422)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the mail: one press lets it stand longer, without signing in."""
    number = stopped_by(EXTEND, token)
    shown = (
        Posting.objects.select_related("author").filter(pk=number, author__is_active=True).first() if number else None
    )
    if shown is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            workflow.extend(shown, by=shown.author, at=timezone.now())
        except (StaleState, ValidationError) as error:
            refused = getattr(error, "message", str(error))
    is_done = request.method == "POST" and not refused
    context = {
        "posting": shown,
        "is_done": is_done,
        "refused": refused,
        "is_removed": shown.state == PostingState.REMOVED,
    }
    return render(request, "network/notices/extend.html", context)


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *afmelden* in a mail: one button, no sign-in."""
    number = stopped_by(STOP, token)
    person = get_user_model().objects.filter(pk=number).first() if number else None
    if number is None:
        raise Http404
    if request.method == "POST" and person:
        workflow.watch(person, Rhythm.NEVER, at=timezone.now())
    is_mailed = bool(person) and Watch.objects.filter(person=person).exclude(rhythm=Rhythm.NEVER).exists()
    return render(request, "network/notices/stop.html", {"is_mailed": is_mailed})
