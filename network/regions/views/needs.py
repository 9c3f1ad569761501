"""Learning needs: the list, one with its answers, and its steps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import spreadsheets
from loket.core.workflow import StaleState
from network.regions import exporting, forms
from network.regions.enums import NeedKind, NeedState
from network.regions.pages import subjects as pages
from network.regions.pages.region import frame
from network.regions.views.opening import need_of, own_region, region_to_write, tell
from network.regions.workflow import needs as workflow

_TAB = "region_needs"


@require_safe
def needs(request: HttpRequest, slug: str) -> HttpResponse:
    """By kind and state; what is unknown in the address is left out."""
    region = own_region(request, slug)
    kind, state = request.GET.get("soort", ""), request.GET.get("stand", "")
    kind = kind if kind in NeedKind.values else ""
    state = state if state in NeedState.values else ""
    context = pages.needs_page(region, request.user, kind, state)
    return render(request, "network/regions/needs.html", frame(region, request.user, _TAB) | context)


@require_safe
def needs_ods(request: HttpRequest, slug: str) -> HttpResponse:
    region = own_region(request, slug)
    response = HttpResponse(exporting.needs(region), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = f'attachment; filename="leervragen-{region.slug}.ods"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    region = region_to_write(request, slug)
    kind = request.GET.get("soort", "")
    form = forms.NeedForm(request.POST or None, initial={"kind": kind} if kind in NeedKind.values else None)
    if request.method == "POST" and form.is_valid():
        made = workflow.ask(region, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "De leervraag staat erbij. Hieronder leest u wat u verder kan helpen.")
        return redirect("region_need", slug, made.pk)
    context = frame(region, request.user, _TAB) | {"form": form, "title": "Leervraag toevoegen"}
    return render(request, "network/regions/need_form.html", context, status=422 if form.errors else 200)


@require_safe
def need(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    region = own_region(request, slug)
    found = need_of(region, pk)
    context = frame(region, request.user, _TAB) | pages.need_page(found, request.user)
    return render(request, "network/regions/need.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    region = region_to_write(request, slug)
    found = need_of(region, pk)
    form = forms.NeedForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        workflow.change(found, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "De leervraag is gewijzigd.")
        return redirect("region_need", slug, pk)
    context = frame(region, request.user, _TAB) | {"form": form, "title": "Leervraag wijzigen", "need": found}
    return render(request, "network/regions/need_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An answer with its source; a tick says that it is enough."""
    region = region_to_write(request, slug)
    found = need_of(region, pk)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"is_enough": form.cleaned_data["is_enough"], "by": request.user, "at": timezone.now()}
        try:
            workflow.add_answer(found, form.content(), **given)
        except (ValidationError, StaleState) as error:
            form.add_error(None, getattr(error, "messages", str(error)))
        else:
            messages.success(request, "Het antwoord staat erbij.")
            return redirect("region_need", slug, pk)
    context = frame(region, request.user, _TAB) | {"form": form, "title": "Antwoord toevoegen", "need": found}
    return render(request, "network/regions/need_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lapse(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It is no longer asked; the reason is kept."""
    region = region_to_write(request, slug)
    found = need_of(region, pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        step = lambda: workflow.lapse(found, by=request.user, at=timezone.now(), note=note)  # noqa: E731
        tell(request, step, "De leervraag is vervallen. U kunt hem altijd weer openzetten.")
        return redirect("region_need", slug, pk)
    context = frame(region, request.user, _TAB) | {"form": form, "title": "Leervraag laten vervallen", "need": found}
    return render(request, "network/regions/need_form.html", context, status=422 if form.errors else 200)


STEPS = {
    "openzetten": (workflow.reopen, "De leervraag staat weer open."),
    "uit-de-sessie": (workflow.leave, "De leervraag staat weer open, zonder sessie."),
}


@require_POST
def step(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    found = need_of(region_to_write(request, slug), pk)
    if act not in STEPS:
        raise Http404
    function, done = STEPS[act]
    tell(request, lambda: function(found, by=request.user, at=timezone.now()), done)
    return redirect("region_need", slug, pk)
