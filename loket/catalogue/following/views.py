"""Following, hearing of it or no longer, and the page of what one follows."""

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

from loket.catalogue.following import pages, workflow
from loket.catalogue.following.enums import Target
from loket.catalogue.following.forms import RhythmForm
from loket.catalogue.following.models import Follow
from loket.catalogue.following.notifications import STOP
from loket.core import gate
from loket.core.telling import Rhythm, stopped_by


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The page to follow something, or to change how; a button elsewhere posts here too."""
    followed = workflow.target(kind, key)
    if followed is None:
        raise Http404
    existing = pages.existing(followed, request.user)
    # Taking *niet meer volgen* back posts the rhythm of before in the address.
    told = request.POST if "rhythm" in request.POST else request.GET
    initial = {"rhythm": existing.rhythm if existing else Rhythm.WEEKLY}
    form = RhythmForm(told if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        return _follow(request, followed, form.cleaned_data["rhythm"])
    others = pages.related_targets(followed.fields["entry"]) if kind == Target.ENTRY else []
    context = {"form": form, "followed": followed, "existing": existing, "others": others}
    context["back"] = pages.page_of(kind, followed.key)
    return render(request, "catalogue/following/follow.html", context, status=422 if form.errors else 200)


def _follow(request: HttpRequest, followed: workflow.Followed, rhythm: str) -> HttpResponse:
    try:
        row = workflow.follow(followed, rhythm=rhythm, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        undo = f"undo:{reverse('unfollow', args=[row.pk])}"
        told = {"meteen": "U krijgt meteen mail.", "wekelijks": "U krijgt elke week mail."}
        sentence = f"U volgt {followed.title}. {told.get(rhythm, 'U krijgt geen mail.')}"
        messages.success(request, sentence, extra_tags=undo)
    return redirect(pages.page_of(followed.kind, followed.key))


@require_safe
def following(request: HttpRequest) -> HttpResponse:
    context = pages.mine(request.user, request.GET.get("deel", ""), request.GET.get("pagina"))
    return render(request, "catalogue/following/mine.html", context)


@require_POST
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    row = gate.fetch(Follow, request.user, "entry", "organisation", pk=pk)
    title, undo = row.title, f"{reverse('follow', args=[row.kind, row.key])}?rhythm={row.rhythm}"
    workflow.stop(row, by=request.user)
    messages.success(request, f"U volgt {title} niet meer.", extra_tags=f"undo:{undo}")
    return redirect("following")


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *afmelden* in a mail: one button, no sign-in."""
    number, _, rhythm = (stopped_by(STOP, token) or "").partition("-")
    if rhythm not in Rhythm.values:
        raise Http404
    person = get_user_model().objects.filter(pk=number).first()
    if request.method == "POST" and person:
        workflow.stop_mail(person, rhythm)
    is_mailed = bool(person and Follow.objects.filter(user=person, rhythm=rhythm).exists())
    context = {"is_mailed": is_mailed, "is_weekly": rhythm == Rhythm.WEEKLY}
    return render(request, "catalogue/following/stop.html", context)
