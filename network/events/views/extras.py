"""What belongs to an event beside it: programme, documents, a list of participants, one's own calendar, a discount."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.points.ledger import NotEnough
from loket.core import gate, pdf
from loket.core.files.serving import response_headers
from loket.core.working_days import AMSTERDAM
from network.events import discounts, documents, importing, own_calendar, programme, tickets
from network.events.models import CalendarAddress, Event, EventDocument, Registration
from network.events.organiser_forms import DocumentForm, ImportForm, ProgrammeFormSet, programme_initial
from network.events.places import Busy
from network.events.views.organising import own_event
from network.events.views.public import by_token


@require_http_methods(["GET", "HEAD", "POST"])
def programme_of(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as lines to fill in; three empty ones below what there is."""
    event = own_event(request, slug)
    rows = ProgrammeFormSet(
        request.POST or None, initial=programme_initial(event), form_kwargs={"days": _days(event)}, prefix="deel"
    )
    wrong: list[str] = []
    if request.method == "POST" and rows.is_valid():
        try:
            parts = [part for row in rows if (part := row.part())]
            programme.write(event, parts, by=request.user, at=timezone.now())
        except ValidationError as error:
            wrong = error.messages
        else:
            messages.success(request, "Het programma is bewaard.")
            return redirect(event)
    status = 422 if wrong or rows.total_error_count() else 200
    context = {"event": event, "rows": rows, "wrong": wrong}
    return render(request, "network/events/programme.html", context, status=status)


def _days(event: Event) -> list[tuple[str, str]]:
    first, last = (moment.astimezone(AMSTERDAM).date() for moment in (event.starts_at, event.ends_at))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(day.isoformat(), date_format(day, "D j M")) for day in days]


@require_http_methods(["GET", "HEAD", "POST"])
def documents_of(request: HttpRequest, slug: str) -> HttpResponse:
    event = own_event(request, slug)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            documents.add(event, data["file"], data["title"], by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, "Het document staat bij de bijeenkomst.")
            return redirect("event_documents", slug)
    context = {"event": event, "form": form, "documents": event.documents.all()}
    return render(request, "network/events/documents.html", context, status=422 if form.errors else 200)


@require_POST
def document_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = own_event(request, slug)
    documents.remove(
        get_object_or_404(EventDocument.objects.select_related("event"), event=event, pk=pk), by=request.user
    )
    messages.success(request, "Het document is weggehaald.")
    return redirect("event_documents", slug)


@login_not_required
@require_safe
def document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For who may see the event."""
    event = gate.fetch(Event, request.user, slug=slug)
    found = get_object_or_404(event.documents, pk=pk)
    response = FileResponse(found.stored.open("rb"))
    for name, told in response_headers(found.name, found.kind).items():
        response[name] = told
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_participants(request: HttpRequest, slug: str) -> HttpResponse:
    """A list from a file; one broken line keeps all out, and each broken line is named."""
    event = own_event(request, slug)
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["file"].read(importing.MOST_BYTES + 1)
            report = importing.run(event, content, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("file", error)
        except Busy as error:
            form.add_error(None, str(error))
    context = {"event": event, "form": form, "report": report}
    status = 422 if form.errors or (report and report.wrong) else 200
    return render(request, "network/events/import.html", context, status=status)


@require_safe
def own_calendar_page(request: HttpRequest) -> HttpResponse:
    known = CalendarAddress.objects.filter(person=request.user).first()
    link = f"{settings.SITE_URL}{reverse('own_calendar_feed', args=[known.token])}" if known else ""
    return render(request, "network/events/own_calendar.html", {"link": link})


@require_POST
def own_calendar_renew(request: HttpRequest) -> HttpResponse:
    """Make the address, or a new one in its place."""
    own_calendar.renew(request.user, at=timezone.now())
    messages.success(request, "Dit is uw nieuwe adres. Een ouder adres werkt niet meer.")
    return redirect("own_calendar")


@login_not_required
@require_safe
def own_calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For the program that has the address; who has left has no calendar any more."""
    address = get_object_or_404(
        CalendarAddress.objects.select_related("person").filter(person__is_active=True), token=token
    )
    text = own_calendar.feed(address.person, at=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_not_required
@require_safe
def registration_code(request: HttpRequest, token: str) -> HttpResponse:
    """The code to show at the door, as a picture."""
    return HttpResponse(tickets.picture(_with_ticket(token)), content_type="image/svg+xml")


@login_not_required
@require_safe
def registration_ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The same on paper, for who has the link and a place."""
    shown = _with_ticket(token)
    response = HttpResponse(tickets.ticket(shown, timezone.localdate()), content_type=pdf.MIME)
    response["Content-Disposition"] = f'attachment; filename="ticket-{shown.event.slug}.pdf"'
    return response


def _with_ticket(token: str) -> Registration:
    return get_object_or_404(Registration.objects.with_ticket().select_related("event"), token=token)


@login_not_required
@require_POST
def registration_discount(request: HttpRequest, token: str) -> HttpResponse:
    """Points for a lower price; only the person whose points they are, signed in."""
    shown = by_token(token)
    if request.user.pk != shown.person_id or not request.user.is_authenticated:
        messages.error(request, "Log in om uw punten te gebruiken.")
        return redirect(shown)
    points = request.POST.get("points", "")
    try:
        discounts.use(shown, int(points) if points.isdecimal() and len(points) < 6 else 0, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except NotEnough as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De korting staat bij uw aanmelding.")
    return redirect(shown)
