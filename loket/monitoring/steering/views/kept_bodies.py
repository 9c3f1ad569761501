"""Keeping the advisory bodies, for coordinators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from loket.monitoring.steering import advising, body_forms, body_pages, permissions
from loket.monitoring.steering.models import Advice, Body, Meeting, Member

PARTS = {"leden": (Member, "lid"), "vergaderingen": (Meeting, "vergadering"), "adviezen": (Advice, "advies")}


def _for_coordinators(request: HttpRequest) -> None:
    if not permissions.can_steer(request.user):
        raise PermissionDenied("Deze bladzijde is voor coördinatoren.")


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    _for_coordinators(request)
    return render(request, "steering/kept_bodies.html", body_pages.kept_page())


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    _for_coordinators(request)
    shown = get_object_or_404(Body, slug=slug)
    return render(request, "steering/kept_body.html", body_pages.kept_body_page(shown, request.user, at=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str = "") -> HttpResponse:
    _for_coordinators(request)
    shown = get_object_or_404(Body, slug=slug) if slug else Body()
    form = body_forms.BodyForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        kept = advising.keep_body(form.save(commit=False), by=request.user)
        messages.success(request, "Bewaard.")
        return redirect("body_kept", kept.slug)
    context = {"form": form, "body": shown if slug else None, "title": "Adviesgroep"}
    return render(request, "steering/body_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_part(request: HttpRequest, slug: str, part: str, pk: int | None = None) -> HttpResponse:
    """A member, a meeting or an advice: new, or one that changes."""
    _for_coordinators(request)
    kept_in = get_object_or_404(Body, slug=slug)
    model, word = PARTS[part]
    shown = get_object_or_404(model, pk=pk, body=kept_in) if pk is not None else model(body=kept_in)
    form = body_forms.FORMS[model](request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        if model is Member:
            advising.keep_member(form.filled(), by=request.user, at=timezone.now())
        else:
            advising.keep_part(form.filled(), by=request.user)
        messages.success(request, "Bewaard.")
        return redirect("body_kept", slug)
    context = {"form": form, "body": kept_in, "title": word.capitalize(), "part": part, "pk": pk}
    return render(request, "steering/body_edit.html", context, status=422 if form.errors else 200)


@require_POST
def remove_part(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    _for_coordinators(request)
    model, word = PARTS[part]
    advising.remove_part(get_object_or_404(model, pk=pk, body__slug=slug), by=request.user)
    messages.success(request, f"Weggehaald: {word}.")
    return redirect("body_kept", slug)


@require_POST
def step_advice(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Publish an advice, or take it from the site."""
    _for_coordinators(request)
    advice = get_object_or_404(Advice, pk=pk, body__slug=slug)
    if act not in advising.ADVICE.transitions:
        raise Http404
    try:
        advising.step_advice(advice, act, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        is_public = act == "publish"
        messages.success(request, "Het advies staat op de site." if is_public else "Het advies is van de site.")
    return redirect("body_kept", slug)
