"""Proposing an event, judging the proposal, and everything an organiser does."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from network.events import (
    attendance,
    certificates,
    exporting,
    finding,
    forms,
    joining,
    pages,
    registering,
    serial,
    workflow,
)
from network.events.models import Event
from network.events.organiser_forms import ScopeForm
from network.events.permissions import can_organise
from network.events.places import Busy


def own_event(request: HttpRequest, slug: str) -> Event:
    """An event that this person organises; others get 403 when they may see it, 404 when not."""
    event = gate.fetch(Event, request.user, "organisation", "organiser", slug=slug)
    if not can_organise(request.user, event):
        raise PermissionDenied("Deze bladzijde is voor de organisatoren.")
    return event


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I organise and where I go; for the desk also what waits for a judgement."""
    return render(request, "network/events/mine.html", finding.own_page(request.user, at=timezone.now()))


@require_safe
def learned(request: HttpRequest) -> HttpResponse:
    """One's own *leerregister*."""
    return render(request, "network/events/learned.html", {"rows": certificates.register_rows(request.user)})


@require_safe
def learned_ods(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(certificates.register_ods(request.user), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = 'attachment; filename="leerregister.ods"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """First what is there to join; then, with that kept, the proposal itself."""
    about = forms.AboutForm(request.GET or None)
    if not about.is_valid():
        status = 422 if about.errors else 200
        return render(request, "network/events/propose_about.html", {"form": about}, status=status)
    asked = about.cleaned_data
    similar = joining.candidates(request.user, themes=asked["themes"], areas=asked["areas"], around=asked["day"])
    form = forms.ProposalForm(request.POST or None, initial=_from_about(request.GET, asked))
    event = _proposed(request, form, similar) if request.method == "POST" and form.is_valid() else None
    if event:
        messages.success(request, "Uw voorstel is verstuurd. U hoort binnen enkele werkdagen van ons.")
        return redirect(event)
    context = {"form": form, "similar": similar, "about": about}
    return render(request, "network/events/propose.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, form: forms.ProposalForm, similar: list[joining.Candidate]) -> Event | None:
    """The written proposal; None when the form now says what is wrong with it."""
    looked_at = [_looked_at(candidate, request.POST) for candidate in similar]
    why_new = form.cleaned_data["why_new"]
    try:
        return workflow.propose(
            form.content(), looked_at=looked_at, why_new=why_new, by=request.user, at=timezone.now()
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def _from_about(typed, asked: dict) -> dict:
    return {"title": asked["title"], "themes": asked["themes"], "areas": typed.get("areas", ""), "day": asked["day"]}


def _looked_at(candidate: joining.Candidate, data) -> dict:
    why_not = data.get(f"why_not_{candidate.key}", "")[:400].replace("\x00", "")
    return {"title": candidate.title, "url": candidate.url, "kind": candidate.kind, "why_not": why_not}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an event; in a series also all that follow, when somebody says so."""
    event = own_event(request, slug)
    form, scope = forms.EventForm(request.POST or None, instance=event), _scope(request, event)
    del form.fields["capacity"]
    if request.method == "POST" and form.is_valid() and _changed(request, event, form, scope):
        messages.success(request, "De bijeenkomst is gewijzigd. Wie een plaats heeft, krijgt bericht als dat nodig is.")
        return redirect(event)
    context = {"form": form, "event": event, "scope": scope}
    return render(request, "network/events/edit.html", context, status=422 if form.errors else 200)


def _scope(request: HttpRequest, event: Event) -> ScopeForm | None:
    return ScopeForm(request.POST or None) if any(serial.following(event)) else None


def _changed(request: HttpRequest, event: Event, form: forms.EventForm, scope: ScopeForm | None) -> bool:
    """Write the change; False when the form now says what is wrong with it."""
    change = serial.change_following if _for_following(scope) else workflow.change
    try:
        change(event, form.content(), by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error.messages)
    except Busy as error:
        form.add_error(None, str(error))
    return not form.errors


def _for_following(scope: ScopeForm | None) -> bool:
    return bool(scope and scope.is_valid() and scope.is_for_following())


@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    event = own_event(request, slug)
    context = pages.participants_page(event) | {"form": forms.CapacityForm(initial={"capacity": event.capacity})}
    return render(request, "network/events/participants.html", context)


@require_safe
def participants_ods(request: HttpRequest, slug: str) -> HttpResponse:
    event = own_event(request, slug)
    response = HttpResponse(exporting.participants(event), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}-deelnemers.ods"'
    return response


@require_POST
def capacity(request: HttpRequest, slug: str) -> HttpResponse:
    event = own_event(request, slug)
    form = forms.CapacityForm(request.POST)
    if not form.is_valid():
        context = pages.participants_page(event) | {"form": form}
        return render(request, "network/events/participants.html", context, status=422)
    wanted = form.cleaned_data["capacity"]
    done = lambda: registering.change_capacity(event, wanted, by=request.user, at=timezone.now())  # noqa: E731
    tell(request, done, "Het aantal plaatsen is gewijzigd.")
    return redirect("event_participants", slug)


STEPS = {
    "goedkeuren": ("approve", workflow.approve),
    "niet-doen": ("refuse", workflow.refuse),
    "intrekken": ("withdraw", workflow.withdraw),
    "openen": ("open", workflow.open_registration),
    "sluiten": ("close", workflow.close_registration),
    "afgelasten": ("cancel", workflow.cancel),
    "afronden": ("evaluate", workflow.evaluate),
}
WORDS_OF = {"refuse": "note", "cancel": "reason", "evaluate": "yields"}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """One step of an event; the ones that need words ask for them first."""
    event = gate.fetch(Event, request.user, "organiser", slug=slug)
    if act not in STEPS:
        raise Http404
    name, function = STEPS[act]
    if not workflow.EVENTS.transitions[name].allowed(request.user, event):
        raise PermissionDenied("Deze stap is niet aan u.")
    words = WORDS_OF.get(name)
    form, scope = forms.ReasonForm(request.POST or None) if words else None, _scope(request, event)
    if request.method == "POST" and (form is None or form.is_valid()):
        told = {words: form.cleaned_data["note"]} if words else {}
        subjects = [event, *serial.following(event)] if _for_following(scope) else [event]
        tell(request, lambda: _take(function, name, subjects, request.user, told), "Gedaan.")
        return redirect(event)
    label = workflow.EVENTS.transitions[name].label
    context = {"event": event, "label": label, "form": form, "act": act, "scope": scope}
    return render(request, "network/events/step.html", context, status=422 if form and form.errors else 200)


def _take(function, name: str, subjects: list[Event], user, told: dict) -> None:
    """The step for each that stands where it can be taken; the first of them always, so that a refusal is told."""
    with transaction.atomic():
        for number, subject in enumerate(subjects):
            if number == 0 or workflow.EVENTS.can(subject, name, user):
                function(subject, by=user, at=timezone.now(), **told)


REGISTRATION_ACTS = {
    "toelaten": (registering.admit, "Toegelaten."),
    "afmelden": (registering.cancel, "Afgemeld. De plaats gaat naar wie wacht."),
    "aanwezig": (attendance.tick, "Aanwezig."),
    "niet-aanwezig": (attendance.untick, "Niet aanwezig."),
}


@require_POST
def registration_step(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    event = own_event(request, slug)
    row = get_object_or_404(event.registrations.select_related("event", "person"), pk=pk)
    if act not in REGISTRATION_ACTS:
        raise Http404
    function, told = REGISTRATION_ACTS[act]
    tell(request, lambda: function(row, by=request.user, at=timezone.now()), f"{row.name}: {told}")
    return redirect("event_door" if "deur" in request.GET else "event_participants", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse_registration(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = own_event(request, slug)
    row = get_object_or_404(event.registrations.select_related("event", "person"), pk=pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        refused = lambda: registering.refuse(row, by=request.user, at=timezone.now(), note=note)  # noqa: E731
        tell(request, refused, f"{row.name} krijgt bericht.")
        return redirect("event_participants", slug)
    context = {"event": event, "label": f"{row.name} niet toelaten", "form": form}
    return render(request, "network/events/step.html", context, status=422 if form.errors else 200)


def tell(request: HttpRequest, function, done: str) -> None:
    """Do it, and say in a sentence how it went."""
    try:
        function()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except (StaleState, Busy) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
