"""Inviting people to an event: choosing, looking who it is, sending, reminding, reading what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from network.events.models import Event
from network.invitations import exporting, forms, pages, permissions, workflow
from network.invitations.enums import LeftOut


def _event(request: HttpRequest, slug: str, allowed) -> Event:
    """An event about whose invitations this person may know; others get 403 when they may see it, else 404."""
    event = gate.fetch(Event, request.user, "series", "organisation", slug=slug)
    if not allowed(request.user, event):
        raise PermissionDenied("Deze bladzijde is voor de organisatoren.")
    return event


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug, permissions.can_read_figures)
    context = pages.overview_page(event, request.user, request.GET.get("pagina"), at=timezone.now())
    return render(request, "network/invitations/overview.html", context)


@require_safe
def response_ods(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug, permissions.can_read_figures)
    sees_all = permissions.can_read_all(request.user, event)
    response = HttpResponse(exporting.response_ods(event, sees_all=sees_all), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}-antwoorden.ods"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choosing stands in the address, so that looking again and sending are about the same people."""
    event = _event(request, slug, permissions.can_read_all)
    form = forms.ChoiceForm(request.GET if _has_chosen(request) else None, event=event, user=request.user)
    if not form.is_valid() or form.choice().is_empty:
        if form.is_bound and form.is_valid():
            form.add_error(None, "Kies voor wie deze bijeenkomst is: minstens een groep.")
        status = 422 if form.errors else 200
        return render(request, "network/invitations/choose.html", {"event": event, "form": form}, status=status)
    send = forms.SendForm(request.POST or None)
    if request.method == "POST" and send.is_valid() and _sent(request, event, form, send):
        return redirect("invitations", slug)
    return _preview(request, event, form, send)


def _has_chosen(request: HttpRequest) -> bool:
    return "kies" in request.GET


def _preview(request: HttpRequest, event: Event, form: forms.ChoiceForm, send: forms.SendForm) -> HttpResponse:
    shown = request.GET.get("valt_af", "")
    if shown and shown not in LeftOut.values:
        raise Http404
    number, at = request.GET.get("pagina"), timezone.now()
    context = pages.preview_page(event, form.choice(), request.user, shown=shown, number=number, at=at)
    query = request.GET.copy()
    for name in ("valt_af", "pagina"):
        query.pop(name, None)
    context |= {"event": event, "send": send, "words": pages.chosen_words(form.choice()), "query": query.urlencode()}
    context["can_invite"] = permissions.can_invite(request.user, event)
    return render(request, "network/invitations/preview.html", context, status=422 if send.errors else 200)


def _sent(request: HttpRequest, event: Event, form: forms.ChoiceForm, send: forms.SendForm) -> bool:
    data = send.cleaned_data
    try:
        made = workflow.invite(event, form.choice(), **data, by=request.user, at=timezone.now())
    except ValidationError as error:
        send.add_error(None, error)
        return False
    messages.success(request, f"De uitnodigingen voor {made.expected} mensen gaan de deur uit. Dat duurt even.")
    return True


@require_POST
def stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = _event(request, slug, permissions.can_read_all)
    current = get_object_or_404(event.invitation_rounds.select_related("event"), pk=pk)
    try:
        workflow.stop(current, by=request.user, at=timezone.now())
    except StaleState:
        messages.info(request, "Deze ronde was al klaar.")
    else:
        messages.success(request, "Er gaat niets meer uit. Wat al weg is, blijft geldig.")
    return redirect("invitations", slug)


@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind those who are ticked, or everybody who did not answer."""
    event, at = _event(request, slug, permissions.can_read_all), timezone.now()
    numbers = list(workflow.can_be_reminded(event, at=at).values_list("pk", flat=True)[: workflow.MOST_AT_ONCE])
    form = forms.ReminderForm(request.POST, numbers=numbers)
    chosen = form.cleaned_data["chosen"] if form.is_valid() else []
    if not (chosen or request.POST.get("all")):
        messages.error(request, "Kies eerst wie u herinnert.")
        return redirect("invitations", slug)
    wanted = None if request.POST.get("all") else chosen
    told = workflow.remind(event, wanted, by=request.user, at=at)
    messages.success(request, f"{told} {'persoon krijgt' if told == 1 else 'mensen krijgen'} een herinnering.")
    return redirect("invitations", slug)
