"""Finding an event and registering for it. Public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from loket.core import gate, pdf
from loket.core.workflow import StaleState
from loket.usage import counting
from network.events import (
    calendars,
    certificates,
    evaluating,
    filters,
    finding,
    forms,
    pages,
    registering,
    series_pages,
)
from network.events.models import Event, Registration
from network.events.places import Busy

MOST_IN_FEED = 5000


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def events(request: HttpRequest) -> HttpResponse:
    """What comes, by month, with facets; what was, on request. By htmx only the part that changes."""
    at = timezone.now()
    shown = Event.objects.past(at) if finding.PAST in request.GET else Event.objects.coming(at)
    found = filters.EventFilter(request.GET, queryset=shown, request=request)
    is_part = request.htmx and not request.htmx.boosted
    template = "network/events/_found.html" if is_part else "network/events/events.html"
    return render(request, template, finding.found_page(found, filters.GROUPS, request.GET))


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same selection as a calendar to subscribe to."""
    at = timezone.now()
    shown = filters.EventFilter(request.GET, queryset=Event.objects.public().order_by("starts_at"), request=request)
    text = calendars.feed(shown.qs[:MOST_IN_FEED], name="Bijeenkomsten gezondheidsbevordering", at=at)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_not_required
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = gate.fetch(Event, request.user, "organisation", "series", slug=slug)
    if shown.is_public:
        counting.count(request, "view", "event", shown.pk, owner_id=shown.organiser_id)
    context = pages.event_page(shown, request.user, at=timezone.now())
    context["beside"] = series_pages.beside(shown, request.user)
    return render(request, "network/events/event.html", context)


@login_not_required
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event for one's own calendar."""
    shown = get_object_or_404(Event.objects.public(), slug=slug)
    response = HttpResponse(
        calendars.feed([shown], name=shown.title, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.ics"'
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """One step for who is signed in; a guest confirms the address by a button behind a mail."""
    shown = get_object_or_404(Event.objects.public(), slug=slug)
    form = forms.RegisterForm(request.POST or None, event=shown, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = registering.register(shown, asking_of(request.user, form.cleaned_data), at=timezone.now())
        except registering.AlreadyRegistered as known:
            return _known_already(request, known)
        except ValidationError as error:
            form.add_error(None, error)
        except Busy as error:
            form.add_error(None, str(error))
        else:
            return redirect("registration_sent", slug) if made.person is None else redirect(made)
    context = {**pages.event_page(shown, request.user, at=timezone.now()), "form": form}
    return render(request, "network/events/register.html", context, status=422 if form.errors else 200)


def asking_of(user, data: dict) -> registering.Asking:
    if not user.is_authenticated:
        return registering.Asking(**data)
    known = {"name": str(user), "email": user.email, "sector": user.sector, "level": user.level}
    organisation = user.organisation.name if user.organisation else ""
    return registering.Asking(**data, **known, organisation=organisation, person=user)


def _known_already(request: HttpRequest, known: registering.AlreadyRegistered) -> HttpResponse:
    """Signed in: to one's own registration. A guest learns nothing about others: the same page as for a new one."""
    if request.user.is_authenticated:
        messages.info(request, str(known))
        return redirect(known.registration)
    registering.remind(known.registration, at=timezone.now())
    return redirect("registration_sent", known.registration.event.slug)


@login_not_required
@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """A guest is told to look into the mail."""
    shown = get_object_or_404(Event.objects.public(), slug=slug)
    return render(request, "network/events/sent.html", {"event": shown})


def by_token(token: str) -> Registration:
    return get_object_or_404(Registration.objects.select_related("event", "person", "needs", "discount"), token=token)


@login_not_required
@require_safe
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """How one's registration stands, and what one can do: buttons only."""
    shown = by_token(token)
    initial = {"answer": shown.answer}
    if hasattr(shown, "needs"):
        initial |= {"diet": shown.needs.diet, "access": shown.needs.access}
    context = pages.registration_page(shown, at=timezone.now()) | {"form": forms.AnswersForm(initial=initial)}
    return render(request, "network/events/registration.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody thought of it, once."""
    shown = by_token(token)
    form = forms.EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            evaluating.answer(shown, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            messages.info(request, error.messages[0])
        else:
            messages.success(request, "Dank u wel. Uw antwoorden zijn bewaard, zonder uw naam.")
        return redirect(shown)
    context = {"registration": shown, "event": shown.event, "form": form, "open": evaluating.can_evaluate(shown)}
    return render(request, "network/events/evaluate.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Proof of attendance for who has the link; only when ticked as present."""
    shown = get_object_or_404(
        Registration.objects.select_related("event").filter(attended_at__isnull=False), token=token
    )
    response = HttpResponse(certificates.certificate(shown, timezone.localdate()), content_type=pdf.MIME)
    response["Content-Disposition"] = f'attachment; filename="bewijs-{shown.event.slug}.pdf"'
    return response


ACTS = {
    "bevestigen": (lambda row, at: registering.confirm_address(row, at=at), "Uw e-mailadres is bevestigd."),
    "aannemen": (lambda row, at: registering.accept_offer(row, by=None, at=at), "De plaats is van u."),
    "afmelden": (lambda row, at: registering.cancel(row, by=None, at=at), "U bent afgemeld."),
}


@login_not_required
@require_POST
def registration_act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    shown = by_token(token)
    step, told = ACTS[act]
    try:
        step(shown, timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except (StaleState, Busy) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(shown)


@login_not_required
@require_POST
def registration_answers(request: HttpRequest, token: str) -> HttpResponse:
    shown = by_token(token)
    form = forms.AnswersForm(request.POST)
    if not form.is_valid():
        context = pages.registration_page(shown, at=timezone.now()) | {"form": form}
        return render(request, "network/events/registration.html", context, status=422)
    registering.change(shown, by=None, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Uw antwoorden zijn bewaard.")
    return redirect(shown)
