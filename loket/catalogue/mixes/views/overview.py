"""The start page, a new mix, and the overview of one: pillars against themes or target groups."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from loket.catalogue.mixes import example, forms, pages, sharing, workflow
from loket.catalogue.mixes.enums import Axis
from loket.catalogue.mixes.views.opening import opened, to_manage, told
from loket.core.working_days import local_date


def axis_of(request: HttpRequest) -> str:
    asked = request.GET.get("as", "")
    return asked if asked in Axis.values else Axis.THEME.value


@login_not_required
@require_safe
def mixes(request: HttpRequest) -> HttpResponse:
    """What a mix is, with an example; for who is signed in their own."""
    own = pages.own(request.user) if request.user.is_authenticated else []
    context = {"own": own, **pages.overview(example.plan(local_date(timezone.now())), Axis.THEME)}
    return render(request, "catalogue/mixes/mixes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = forms.StartForm.initial_for(local_date(timezone.now())) | {"token": uuid.uuid4()}
    form = forms.StartForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        mix = workflow.create(by=request.user, at=timezone.now(), token=token, **form.changes())
        return redirect(mix)
    return render(request, "catalogue/mixes/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@told
@vary_on_headers("HX-Request")
def mix(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview. htmx asks with ``sinds``, the save it has: nothing new is answered with 204."""
    shown = opened(request, pk)
    since = request.GET.get("sinds", "")
    since = int(since) if since.isdecimal() and len(since) < 9 else None
    if request.htmx and since == shown.version:
        return HttpResponse(status=204)
    plan = pages.read(shown, local_date(timezone.now()))
    context = pages.frame(shown, request.user, "mix") | pages.overview(plan, axis_of(request))
    context["news"] = pages.changes_since(shown, request.user, since) if since is not None else []
    template = "catalogue/mixes/_overview.html" if request.htmx else "catalogue/mixes/mix.html"
    return render(request, template, context)


@told
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    shown = to_manage(request, pk)
    if request.method == "POST":
        workflow.delete(shown, by=request.user)
        messages.success(request, f"De mix “{shown.title}” is weggegooid.")
        return redirect("mixes")
    return render(request, "catalogue/mixes/delete.html", pages.frame(shown, request.user, "mix_settings"))


@told
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop seeing a mix of somebody else."""
    shown = opened(request, pk)
    sharing.leave(shown, by=request.user, at=timezone.now())
    messages.success(request, f"U werkt niet meer mee aan “{shown.title}”.")
    return redirect("mixes")
