"""The page of an assessor: first the question about interest, then the dossier and the vote."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.catalogue.recognition import forms, judging, pages
from loket.catalogue.recognition.enums import SeatRole
from loket.catalogue.recognition.models import Seat
from loket.core import gate
from loket.core.workflow import StaleState

_PROCEDURE = tuple(f"procedure__{name}" for name in ("entry__owner__organisation", "entry__deputy__organisation"))
PEOPLE = ("assessor__person__organisation", "procedure__entry__organisation", "procedure__applicant", *_PROCEDURE)


@require_safe
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Seat, request.user, *PEOPLE, pk=pk)
    return _page(request, shown)


def _page(request: HttpRequest, shown: Seat, *, form=None, status: int = 200) -> HttpResponse:
    """Nothing of the dossier before the question is answered with no; then the profile is looked at once more."""
    context = {"seat": shown, "procedure": shown.procedure, "entry": shown.procedure.entry, "tie": ""}
    if shown.released_at:
        return render(request, "catalogue/recognition/seat_gone.html", context, status=status)
    if shown.has_interest is None:
        if shown.procedure.state not in judging.SEATING_STATES:
            return render(request, "catalogue/recognition/seat_gone.html", context, status=status)
        context["form"] = form or forms.InterestForm()
        return render(request, "catalogue/recognition/interest.html", context, status=status)
    try:
        judging.require_no_tie(shown, at=timezone.now())
    except judging.HasTie as error:
        return render(request, "catalogue/recognition/seat_gone.html", context | {"tie": str(error)}, status=403)
    context |= pages.seat_page(shown)
    context["form"] = form or _ballot_form(shown, initial={"round": shown.procedure.round})
    return render(request, "catalogue/recognition/seat.html", context, status=status)


def _ballot_form(shown: Seat, *args, **options) -> forms.BallotForm:
    return forms.BallotForm(*args, is_adviser=shown.role == SeatRole.ADVISER, **options)


@require_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Seat, request.user, *PEOPLE, pk=pk)
    form = forms.InterestForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form=form, status=422)
    try:
        judging.declare(shown, **form.cleaned_data, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(shown)
    if shown.has_interest:
        messages.success(request, "Bedankt dat u dit zegt. De redactie zoekt iemand anders.")
    return redirect(shown)


@require_POST
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote. Who is too late, or voted in another tab, reads so in one sentence."""
    shown = gate.fetch(Seat, request.user, *PEOPLE, pk=pk)
    form = _ballot_form(shown, request.POST)
    if not form.is_valid():
        return _page(request, shown, form=form, status=422)
    told = {"vote": form.cleaned_data["vote"], "motivation": form.cleaned_data["motivation"]}
    try:
        judging.cast(shown, **told, number=form.cleaned_data["round"], by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
        return _page(request, shown, form=form, status=422)
    except judging.HasTie:
        return _page(request, shown)
    except judging.VotingClosed as error:
        messages.error(request, str(error))
        return _page(request, gate.fetch(Seat, request.user, *PEOPLE, pk=pk), status=409)
    messages.success(request, "Uw stem is ontvangen en staat vast.")
    return redirect(shown)
