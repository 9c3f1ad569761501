"""Couplings: wishes of a region, the list of the desk, and one coupling with its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from loket.core.working_days import AMSTERDAM
from network.regions import forms, permissions
from network.regions.enums import Side
from network.regions.models import Coupling
from network.regions.pages import couplings as pages
from network.regions.pages.region import frame
from network.regions.views.opening import coupling_to_read, own_region, region_to_lead, tell
from network.regions.workflow import couplings as workflow


@require_http_methods(["GET", "HEAD", "POST"])
def of_region(request: HttpRequest, slug: str) -> HttpResponse:
    """The couplings of a region; its facilitator says here with whom it would like to be coupled."""
    region = region_to_lead(request, slug) if request.method == "POST" else own_region(request, slug)
    context = pages.of_region(region, request.user)
    initial = {f"wish_{row.place}": str(row.other_id) for row in context["wishes"]}
    form = forms.WishesForm(request.POST or None, others=context["others"], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.prefer(region, form.chosen(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Uw wensen zijn bewaard.")
            return redirect("region_couplings", slug)
    context |= frame(region, request.user, "region_couplings") | {"form": form}
    return render(request, "network/regions/couplings.html", context, status=422 if form.errors else 200)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """For desk and coordinator: what fits, what runs, and who has no helper and why."""
    _require_matcher(request)
    return render(request, "network/regions/desk.html", pages.desk())


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    _require_matcher(request)
    outcome = workflow.propose(by=request.user, at=timezone.now())
    count = len(outcome.pairs)
    word = "koppeling" if count == 1 else "koppelingen"
    messages.success(request, f"{count} {word} voorgesteld. Keur ze hieronder een voor een goed.")
    return redirect("couplings")


def _require_matcher(request: HttpRequest) -> None:
    if not permissions.can_match(request.user):
        raise PermissionDenied("Deze bladzijde is voor de servicedesk en de coördinator.")


@require_safe
def coupling(request: HttpRequest, pk: int) -> HttpResponse:
    found = coupling_to_read(request, pk)
    return render(request, "network/regions/coupling.html", pages.coupling_page(found, request.user))


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found = coupling_to_read(request, pk)
    step = lambda: workflow.approve(found, by=request.user, at=timezone.now())  # noqa: E731
    tell(request, step, "Goedgekeurd. De begeleiders van beide regio's krijgen de vraag of zij meedoen.")
    return redirect("couplings")


@require_POST
def agree(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """A yes of one side, on a page that the mail led to."""
    found = coupling_to_read(request, pk)
    step = lambda: workflow.agree(found, Side(side), by=request.user, at=timezone.now())  # noqa: E731
    tell(request, step, "Dank u wel. Uw ja staat genoteerd.")
    return redirect(found)


WORDS = {
    "niet-doen": ("refuse", workflow.refuse, "Koppeling niet doen", "Genoteerd. Deze koppeling komt niet terug."),
    "nee": ("decline", workflow.decline, "Nee, liever niet", "Genoteerd. De andere regio krijgt bericht."),
    "stoppen": ("stop", workflow.stop, "Koppeling stoppen", "De koppeling is gestopt. Beide regio's krijgen bericht."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """A no, from whichever side; the reason is kept."""
    found = coupling_to_read(request, pk)
    if act not in WORDS:
        raise Http404
    name, function, label, done = WORDS[act]
    if not workflow.COUPLINGS.transitions[name].allowed(request.user, found):
        raise PermissionDenied("Deze stap is niet aan u.")
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        tell(request, lambda: function(found, by=request.user, at=timezone.now(), note=note), done)
        return redirect(found if permissions.can_see_coupling(request.user, found) else "couplings")
    context = {"form": form, "label": label, "coupling": found}
    return render(request, "network/regions/coupling_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the first meeting, or move it."""
    found = coupling_to_read(request, pk)
    if not permissions.is_party(request.user, found):
        raise PermissionDenied("De begeleiders van beide regio's spreken het gesprek af.")
    form = forms.MomentForm(request.POST or None, initial=_moment(found))
    if request.method == "POST" and form.is_valid() and _met(request, found, form):
        messages.success(request, "Het gesprek staat. Beide regio's krijgen het in hun agenda.")
        return redirect(found)
    context = {"form": form, "label": "Gesprek afspreken", "coupling": found}
    return render(request, "network/regions/coupling_form.html", context, status=422 if form.errors else 200)


def _moment(coupling: Coupling) -> dict:
    if coupling.starts_at is None:
        return {}
    start, end = coupling.starts_at.astimezone(AMSTERDAM), coupling.ends_at.astimezone(AMSTERDAM)
    return {"day": start.date(), "starts": start.time(), "ends": end.time(), "place": coupling.place}


def _met(request: HttpRequest, coupling: Coupling, form: forms.MomentForm) -> bool:
    moment = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at", "place")}
    try:
        workflow.meet(coupling, **moment, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    except StaleState as error:
        form.add_error(None, str(error))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Did it help? Once for each side."""
    found = coupling_to_read(request, pk)
    if Side(side) not in pages.own_sides(found, request.user):
        raise PermissionDenied("Dit is voor de begeleiders van deze regio.")
    form = forms.FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "by": request.user, "at": timezone.now()}
        tell(request, lambda: workflow.tell_whether_it_helped(found, Side(side), **told), "Dank u wel.")
        return redirect(found)
    context = {"form": form, "label": "Hielp het?", "coupling": found}
    return render(request, "network/regions/coupling_form.html", context, status=422 if form.errors else 200)
