"""Keeping entries current: the page of the editors, and for owners the page behind a reminder."""

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue import freshness as current
from loket.catalogue import freshness_forms, permissions
from loket.catalogue.enums import EntryState
from loket.catalogue.models import Entry
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

# Trying addresses one after another is no way to find out who has an account.
MOST_WRONG_ADDRESSES, WRONG_ADDRESS_SECONDS = 10, 3600


def _fetch(slug: str) -> Entry:
    """A published or archived entry, with the people around it."""
    entries = Entry.objects.exclude(state=EntryState.UNPUBLISHED).select_related("owner", "deputy", "organisation")
    return get_object_or_404(entries, slug=slug)


@require_safe
def freshness(request: HttpRequest) -> HttpResponse:
    """What is past its check, comes due, has no owner, or has links that no longer work."""
    if not permissions.is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")
    today = local_date(timezone.now())
    context = current.overview(request.GET.get("deel", ""), request.GET.get("pagina"), today)
    return render(request, "catalogue/freshness.html", context)


@require_safe
def check_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """The page behind a reminder: it says how the entry stands, the act itself is a button."""
    entry = _fetch(slug)
    if not (permissions.can_propose(request.user, entry) or permissions.can_adopt(request.user, entry)):
        raise PermissionDenied("Deze bladzijde is voor wie deze ingang bijhoudt.")
    context = current.check_page(entry, request.user, local_date(timezone.now()))
    return render(request, "catalogue/check_entry.html", context)


@require_POST
def undo_confirmation(request: HttpRequest, slug: str) -> HttpResponse:
    entry = _fetch(slug)
    try:
        current.undo_confirmation(entry, by=request.user, at=timezone.now())
    except (current.TooLate, StaleState) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Teruggedraaid. De controle staat weer open.")
    return redirect("check_entry", entry.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def caretakers(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose owner and deputy."""
    entry = _fetch(slug)
    if not entry.is_published:
        return redirect("check_entry", entry.slug)
    if not permissions.can_appoint(request.user, entry):
        raise PermissionDenied("Alleen de eigenaar en de redactie kiezen wie deze ingang bijhoudt.")
    told = request.POST if request.method == "POST" else None
    if told is not None and _tried_too_often(request):
        messages.error(request, "U hebt te vaak een adres geprobeerd. Probeer het over een uur opnieuw.")
        return redirect(request.path)
    needs_owner = not permissions.is_editor(request.user)
    form = freshness_forms.CaretakersForm(told, entry=entry, needs_owner=needs_owner)
    if form.is_valid():
        return _appoint(request, entry, form.cleaned_data)
    if form.errors:
        _count_wrong(request)
    context = {"entry": entry, "form": form}
    return render(request, "catalogue/caretakers.html", context, status=422 if form.errors else 200)


def _wrong_key(request: HttpRequest) -> str:
    return f"caretakers:wrong:{request.user.pk}"


def _tried_too_often(request: HttpRequest) -> bool:
    return (cache.get(_wrong_key(request)) or 0) >= MOST_WRONG_ADDRESSES


def _count_wrong(request: HttpRequest) -> None:
    cache.set(_wrong_key(request), (cache.get(_wrong_key(request)) or 0) + 1, WRONG_ADDRESS_SECONDS)


def _appoint(request: HttpRequest, entry: Entry, told: dict) -> HttpResponse:
    try:
        current.appoint(entry, **told, by=request.user, at=timezone.now())
    except (ValidationError, StaleState) as error:
        messages.error(request, getattr(error, "message", str(error)))
        return redirect(request.path)
    names = [f"Eigenaar: {told['owner'] or 'niemand'}", f"vervanger: {told['deputy'] or 'niemand'}"]
    messages.success(request, f"{'; '.join(names)}. Wie nieuw is, heeft een mail gekregen.")
    return redirect(entry)


@require_POST
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """*Neem over*."""
    entry = _fetch(slug)
    try:
        current.adopt(entry, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"U bent nu de eigenaar van {entry.title}. U krijgt de herinneringen.")
    return redirect("check_entry", entry.slug)


@require_POST
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """*Bied aan organisatie*."""
    entry = _fetch(slug)
    try:
        number = current.offer(entry, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        people = "1 persoon" if number == 1 else f"{number} personen"
        messages.success(request, f"Aangeboden: {people} van {entry.organisation} krijgt een mail.")
    return redirect(f"{reverse('freshness')}?deel=zonder-eigenaar")
