"""Series: one page for all its events, registering for all that come, and making one of an event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from network.events import calendars, registering, serial, series_pages
from network.events.models import Event, Series
from network.events.organiser_forms import SeriesForm
from network.events.places import Busy
from network.events.views.organising import own_event
from network.events.views.public import asking_of


@login_not_required
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    shown = gate.fetch(Series, request.user, slug=slug)
    context = series_pages.series_page(shown, request.user, at=timezone.now())
    return render(request, "network/events/series.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    shown = gate.fetch(Series, request.user, slug=slug)
    events = Event.objects.public().filter(series=shown).order_by("starts_at")
    text = calendars.feed(events, name=shown.title, at=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_POST
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register for all that is open; each by itself, so that a full one does not stand in the way of the others."""
    shown, at = gate.fetch(Series, request.user, slug=slug), timezone.now()
    page = series_pages.series_page(shown, request.user, at=at)
    done = 0
    for event in page["open"]:
        try:
            registering.register(event, asking_of(request.user, {}), at=at)
        except registering.AlreadyRegistered:
            continue
        except ValidationError as error:
            messages.error(request, f"{event.title}: {error.messages[0]}")
        except Busy as error:
            messages.error(request, str(error))
        else:
            done += 1
    if done:
        messages.success(request, f"U bent voor {done} bijeenkomsten aangemeld. Hieronder ziet u hoe elk ervoor staat.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a series of this event, or add days to the one it is in."""
    event = own_event(request, slug)
    initial = {"title": event.title, "summary": event.summary}
    form = SeriesForm(request.POST or None, initial=initial)
    if event.series_id:
        del form.fields["title"], form.fields["summary"]
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(event, form.cleaned_data, request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "De volgende bijeenkomsten zijn voorgesteld. De servicedesk kijkt ernaar.")
            return redirect(made)
    context = {"event": event, "form": form}
    return render(request, "network/events/series_begin.html", context, status=422 if form.errors else 200)


def _made(event: Event, data: dict, user) -> Series:
    if event.series_id:
        serial.extend(event.series, event, data["days"], by=user, at=timezone.now())
        return event.series
    return serial.begin(event, data["title"], data["summary"], data["days"], by=user, at=timezone.now())
