"""Leersessies: planning, the page of one, cases step by step, and the harvest."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from loket.core.working_days import AMSTERDAM
from network.regions import forms
from network.regions.enums import Element, NeedState
from network.regions.models import LearnSession, Region
from network.regions.pages import sessions as pages
from network.regions.pages.region import frame
from network.regions.views.opening import own_region, region_to_write, session_to_lead, session_to_read, tell
from network.regions.workflow import sessions as workflow

_TAB = "region_sessions"


@require_safe
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    region = own_region(request, slug)
    context = frame(region, request.user, _TAB) | pages.listed(region)
    return render(request, "network/regions/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a session; what it is to take up comes along from the page of an element or need."""
    region = region_to_write(request, slug)
    form = forms.SessionForm(request.POST or None, region=region, initial=_asked(request, region))
    made = _planned(request, form, region) if request.method == "POST" and form.is_valid() else None
    if made:
        messages.success(request, "De leersessie staat. Leden krijgen een uitnodiging voor hun agenda.")
        return redirect(made)
    context = frame(region, request.user, _TAB) | {"form": form, "title": "Leersessie plannen"}
    return render(request, "network/regions/session_form.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, region: Region) -> dict:
    initial: dict = {}
    if request.GET.get("element") in Element.values:
        element = Element(request.GET["element"])
        initial |= {"elements": [element.value], "title": f"Leersessie {element.label.lower()}"}
    number = request.GET.get("leervraag", "")
    if number.isdecimal() and len(number) < 10:
        need = region.needs.filter(pk=int(number), state=NeedState.OPEN).first()
        initial |= {"needs": [need.pk], "title": f"Leersessie: {need.title}"[:160]} if need else {}
    return initial


def _planned(request: HttpRequest, form: forms.SessionForm, region: Region) -> LearnSession | None:
    data = form.cleaned_data
    needs = list(data["needs"].select_related("region__network"))
    try:
        return workflow.plan(
            region, form.content(), by=request.user, at=timezone.now(), taken_up=needs, guests=list(data["guests"])
        )
    except (ValidationError, StaleState) as error:
        form.add_error(None, getattr(error, "messages", str(error)))
        return None


@require_safe
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = session_to_read(request, slug, pk)
    context = frame(found.region, request.user, _TAB) | pages.session_page(found, request.user)
    yields = {
        "noticed_form": forms.NoticedForm(auto_id="merk_%s"),
        "measured_form": forms.MeasuredForm(auto_id="meet_%s"),
    }
    return render(request, "network/regions/session.html", context | yields)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = session_to_lead(request, slug, pk)
    start, end = found.starts_at.astimezone(AMSTERDAM), found.ends_at.astimezone(AMSTERDAM)
    initial = {name: getattr(found, name) for name in ("title", "place", "elements", "note")}
    initial |= {"day": start.date(), "starts": start.time(), "ends": end.time()}
    form = forms.SessionEditForm(request.POST or None, region=found.region, initial=initial)
    if request.method == "POST" and form.is_valid():
        change = lambda: workflow.change(found, form.content(), by=request.user, at=timezone.now())  # noqa: E731
        tell(request, change, "De leersessie is gewijzigd.")
        return redirect(found)
    context = frame(found.region, request.user, _TAB) | {"form": form, "title": "Leersessie wijzigen", "session": found}
    return render(request, "network/regions/session_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = session_to_lead(request, slug, pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        step = lambda: workflow.cancel(found, by=request.user, at=timezone.now(), note=note)  # noqa: E731
        tell(request, step, "De leersessie gaat niet door. Iedereen krijgt bericht; de leervragen staan weer open.")
        return redirect(found)
    context = frame(found.region, request.user, _TAB)
    context |= {"form": form, "title": "Leersessie afzeggen", "session": found}
    return render(request, "network/regions/session_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What came of it; needs without an answer stay listed as open."""
    found = session_to_lead(request, slug, pk)
    form = forms.HarvestForm(request.POST or None, initial={"summary": found.summary})
    if request.method == "POST" and form.is_valid():
        step = lambda: workflow.harvest(found, by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
        tell(request, step, "De oogst staat erbij. Leervragen zonder antwoord blijven open.")
        return redirect(found)
    context = frame(found.region, request.user, _TAB)
    context |= {
        "form": form,
        "title": "Oogsten",
        "session": found,
        "waiting": found.needs.filter(state="session").count(),
    }
    return render(request, "network/regions/session_form.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = session_to_lead(request, slug, pk)
    tell(request, lambda: workflow.reopen(found, by=request.user, at=timezone.now()), "De leersessie staat weer open.")
    return redirect(found)


YIELDS = {"merkbaar": forms.NoticedForm, "meetbaar": forms.MeasuredForm}


@require_POST
def add_yield(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """What became noticeable for this participant, or who measures what."""
    found = session_to_read(request, slug, pk)
    if kind not in YIELDS:
        raise Http404
    form = YIELDS[kind](request.POST, auto_id=f"{kind[:4]}_%s")
    if form.is_valid():
        tell(request, lambda: _keep_yield(found, kind, form, request.user), "De opbrengst staat erbij.")
        return redirect(f"{found.get_absolute_url()}#opbrengst")
    forms_shown = {
        "noticed_form": forms.NoticedForm(auto_id="merk_%s"),
        "measured_form": forms.MeasuredForm(auto_id="meet_%s"),
    }
    forms_shown["noticed_form" if kind == "merkbaar" else "measured_form"] = form
    context = frame(found.region, request.user, _TAB) | pages.session_page(found, request.user) | forms_shown
    return render(request, "network/regions/session.html", context | {"form": form}, status=422)


def _keep_yield(session: LearnSession, kind: str, form, user) -> None:
    at = timezone.now()
    if kind == "merkbaar":
        workflow.notice(session, form.cleaned_data["role"], form.changes(), by=user, at=at)
    else:
        workflow.measure(session, form.cleaned_data, by=user, at=at)
