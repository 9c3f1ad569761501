"""The door: a list to tick, codes that are scanned or typed, also by a phone that has no connection for a while."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from network.events import door
from network.events.models import CheckIn
from network.events.organiser_forms import DoorForm
from network.events.views.organising import own_event


@require_http_methods(["GET", "HEAD", "POST"])
def at_the_door(request: HttpRequest, slug: str) -> HttpResponse:
    """The list with a field for a code. A camera that scans the code of a phone opens this page with it filled in."""
    event = own_event(request, slug)
    form = DoorForm(request.POST or None, initial={"code": request.GET.get("code", "")[:300]})
    seen = None
    if request.method == "POST" and form.is_valid():
        seen = _judge(request, event, form)
        form = DoorForm()
    people = list(event.registrations.confirmed().order_by("name", "pk"))
    inside = sum(row.attended_at is not None for row in people)
    context = {"event": event, "form": form, "seen": seen, "people": people, "inside": inside}
    return render(request, "network/events/door.html", context, status=422 if form.errors else 200)


@require_POST
def scan(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for the script on the page, which sends each code with a key of its own, again until it is answered."""
    event = own_event(request, slug)
    form = DoorForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"answer": "wrong", "title": "Dit is geen code"}, status=422)
    seen = _judge(request, event, form)
    name = seen.registration.name if seen.registration else ""
    return JsonResponse({"answer": seen.answer, "title": seen.get_answer_display(), "name": name})


def _judge(request: HttpRequest, event, form: DoorForm) -> CheckIn:
    data = form.cleaned_data
    return door.check_in(
        event,
        data["code"],
        key=data["key"] or uuid.uuid4(),
        by=request.user,
        at=timezone.now(),
        scanned_at=data["scanned_at"],
        anyway=data["anyway"],
    )
