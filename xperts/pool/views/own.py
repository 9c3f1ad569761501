"""Somebody's own place in the pool: profile, ties, time, training, and the steps that are theirs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.templatetags.formats import long_date
from xperts.pool import forms, pages, permissions, profile_forms, profiling, training, workflow
from xperts.pool.models import Availability, Interest, Training, Xpert
from xperts.pool.views import undoing
from xperts.pool.views.answers import tell, try_form


def _own(request: HttpRequest) -> Xpert:
    return get_object_or_404(pages.with_people(Xpert.objects.all()), person=request.user)


@require_safe
def own_xpert(request: HttpRequest) -> HttpResponse:
    """My place in the pool; who is not in it reads how one comes there."""
    xpert = pages.with_people(Xpert.objects.filter(person=request.user)).first()
    context = pages.own_page(xpert, at=timezone.now()) if xpert else {"xpert": None}
    return render(request, "xperts/pool/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    return profile_of(request, _own(request), reverse("own_xpert"))


def profile_of(request: HttpRequest, xpert: Xpert, back: str) -> HttpResponse:
    """The form of a profile, for the Xpert or for the desk; ``back`` is where to go after."""
    form = profile_forms.ProfileForm(request.POST or None, xpert=xpert)
    if request.method == "POST" and form.is_valid():
        change = lambda: profiling.change(xpert, form.values(), by=request.user, at=timezone.now())  # noqa: E731
        if try_form(form, change):
            messages.success(request, "Het profiel is bewaard.")
            return redirect(back)
    context = {"form": form, "xpert": xpert, "back": back, "is_own": permissions.is_own(request.user, xpert)}
    return render(request, "xperts/pool/profile.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: HttpRequest) -> HttpResponse:
    """My standing interests and the times in which I can."""
    return ties_of(request, _own(request), reverse("own_xpert_ties"), reverse("own_xpert"))


def ties_of(request: HttpRequest, xpert: Xpert, here: str, back: str) -> HttpResponse:
    """Both lists with a form under each; which one was sent stands in the field ``what``."""
    what = request.POST.get("what", "")
    interest = forms.InterestForm(request.POST if what == "interest" else None)
    free = forms.AvailabilityForm(request.POST if what == "availability" else None)
    sent, add = (interest, profiling.add_interest) if what == "interest" else (free, profiling.add_availability)
    if request.method == "POST" and sent.is_valid():
        added = lambda: add(xpert, sent.cleaned_data, by=request.user, at=timezone.now())  # noqa: E731
        if try_form(sent, added):
            messages.success(request, "Toegevoegd.")
            return redirect(here)
    context = {"xpert": xpert, "interest_form": interest, "free_form": free, "back": back, "form": sent}
    context |= {"interests": xpert.interests.all(), "availability": xpert.availability.all()}
    context |= {"is_own": permissions.is_own(request.user, xpert)}
    return render(request, "xperts/pool/ties.html", context, status=422 if sent.errors else 200)


@require_POST
def remove_tie(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """Take a line away, of one's own or, for the desk, of another."""
    models = {"belang": Interest, "periode": Availability}
    if what not in models:
        raise Http404
    row = get_object_or_404(models[what].objects.select_related("xpert"), pk=pk)
    if not permissions.can_edit(request.user, row.xpert):
        raise Http404
    undo = undoing.keep(request, row)
    removed = lambda: profiling.remove(row, by=request.user, at=timezone.now())  # noqa: E731
    tell(request, removed, f"Weggehaald: {_called(row)}.", undo=undo)
    return _to_list(request, row)


@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Take back that a tie, a time or hours were just taken away."""
    row, at = undoing.kept(request), timezone.now()
    back = training.put_back if isinstance(row, Training) else profiling.put_back
    tell(request, lambda: back(row, by=request.user, at=at), f"Teruggezet: {_called(row)}.")
    return _to_list(request, row)


def _called(row: undoing.Row) -> str:
    """As a message names it."""
    if isinstance(row, Availability):
        return f"de periode vanaf {long_date(row.begins_on)}"
    return row.title if isinstance(row, Training) else row.name


def _to_list(request: HttpRequest, row: undoing.Row) -> HttpResponse:
    """The page of the list in which it stands: one's own, or that of the desk."""
    if isinstance(row, Training):
        return redirect("own_training" if row.person_id == request.user.pk else "team_training")
    is_own = permissions.is_own(request.user, row.xpert)
    return redirect("own_xpert_ties") if is_own else redirect("xpert_ties", row.xpert_id)


STEPS = {
    "rust": ("rest", workflow.rest, "U bent in rust. Wij vragen u niet voor nieuwe trajecten."),
    "weer-actief": ("resume", workflow.resume, "Welkom terug. U bent weer te vragen."),
    "stoppen": ("", workflow.ask_to_leave, "De coördinator weet dat u wilt stoppen. U bent in rust."),
    "niet-meedoen": ("refuse", workflow.refuse, "Uw voordracht is ingetrokken."),
}
WITH_WORDS = {"stoppen", "niet-meedoen"}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, act: str) -> HttpResponse:
    """A step of one's own; what cannot be taken back asks for words first."""
    xpert = _own(request)
    if act not in STEPS:
        raise Http404
    name, function, done = STEPS[act]
    is_possible = workflow.XPERTS.can(xpert, name, request.user) if name else xpert.is_in_pool
    if not is_possible:
        raise PermissionDenied("Dit kan nu niet. Bekijk hoe u in de pool staat.")
    form = forms.ReasonForm(request.POST or None, required=act in WITH_WORDS)
    if request.method == "POST" and form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "note": form.cleaned_data["note"]}
        tell(request, lambda: function(xpert, **told), done)
        return redirect("own_xpert")
    context = {"form": form, "act": act, "xpert": xpert}
    return render(request, "xperts/pool/own_step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def own_training(request: HttpRequest) -> HttpResponse:
    """My hours of training and intervision; for Xperts and for the desk."""
    if not permissions.keeps_hours(request.user):
        raise PermissionDenied("Deze bladzijde is voor Xperts en de servicedesk.")
    form = forms.TrainingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.values() | {"by": request.user, "at": timezone.now()}
        if try_form(form, lambda: training.log(request.user, **told)):
            messages.success(request, "Opgeschreven.")
            return redirect("own_training")
    context = pages.training_page(request.user, at=timezone.now()) | {"form": form}
    return render(request, "xperts/pool/training.html", context, status=422 if form.errors else 200)


@require_POST
def remove_training(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Training.objects.select_related("person"), pk=pk)
    if row.person_id != request.user.pk and not permissions.keeps_pool(request.user):
        raise Http404
    undo = undoing.keep(request, row)
    removed = lambda: training.remove(row, by=request.user, at=timezone.now())  # noqa: E731
    tell(request, removed, f"Weggehaald: {_called(row)}.", undo=undo)
    return _to_list(request, row)
