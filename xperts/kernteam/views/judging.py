"""One case for who judges or steers it: first the question about interest, then the dossier and the ballot."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from xperts.kernteam import forms, pages, reading, voting
from xperts.kernteam.models import Declaration
from xperts.kernteam.reading import Reading

_NEEDS = ("contact", "organisation", "framework", "handler")


def fetch(request: HttpRequest, number: int) -> Reading:
    """The case as this person may know it. Raises ``Http404`` for everybody else, and for who has an interest."""
    rows = reading.cases_for(request.user).select_related(*_NEEDS)
    return reading.read(request.user, get_object_or_404(rows, number=number), at=timezone.now())


@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    return page(request, fetch(request, number))


def page(request: HttpRequest, shown: Reading, *, form=None, call_form=None, status: int = 200) -> HttpResponse:
    """Nothing of the dossier before the question about interest is answered with no."""
    if shown.must_declare:
        context = {"case": shown.case, "form": form or forms.DeclareForm(), "who": pages.who_asks(shown.case)}
        return render(request, "xperts/kernteam/declare.html", context, status=status)
    context = pages.case_page(shown, at=timezone.now()) | pages.dossier(shown.case)
    if shown.can_cast:
        context["form"] = form or ballot_form(shown)
    if shown.can_record_call:
        context["call_form"] = call_form or forms.CallForm()
    return render(request, "xperts/kernteam/case.html", context, status=status)


def ballot_form(shown: Reading, data=None) -> forms.BallotForm:
    own = shown.own[-1] if shown.own else None
    return forms.BallotForm(data, case=shown.case, people=pages.preferable(shown.case), own=own)


@require_POST
def declare(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the question about interest."""
    shown = fetch(request, number)
    form = forms.DeclareForm(request.POST)
    if not form.is_valid():
        return page(request, shown, form=form if shown.must_declare else None, status=422)
    if not shown.must_declare:
        return redirect("kernteam_case", number)
    try:
        voting.declare(shown.case, shown.member, **form.cleaned_data, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
        return redirect("kernteam")
    if form.cleaned_data["has_conflict"]:
        messages.success(request, "Bedankt dat u dit zegt. U hoeft over deze aanvraag niet te oordelen.")
        return redirect("kernteam")
    return redirect("kernteam_case", number)


@require_POST
def cast(request: HttpRequest, number: int) -> HttpResponse:
    """Judge, or change the own ballot. The same submission counts once, whichever tab or telephone sends it."""
    shown = fetch(request, number)
    if shown.must_declare or not shown.is_asked:
        return page(request, shown, status=403)
    form = ballot_form(shown, request.POST)
    if not form.is_valid():
        return page(request, shown, form=form, status=422)
    try:
        voting.cast(shown.case, shown.member, form.judging(), by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        form.show_newest(shown.case)
        return page(request, shown, form=form, status=422)
    except voting.HasTie as error:
        raise Http404 from error
    except voting.VotingClosed as error:
        messages.error(request, str(error))
        return page(request, fetch(request, number), status=409)
    messages.success(request, "Uw oordeel is ontvangen. U kunt het veranderen tot het besluit is genomen.")
    return _received(request, reverse("kernteam_case", args=[number]))


def _received(request: HttpRequest, url: str) -> HttpResponse:
    """For the script the address alone: a redirect that it follows would show the message where nobody reads it."""
    is_by_script = request.headers.get("X-Requested-With") == "fetch"
    return JsonResponse({"url": url}, status=201) if is_by_script else redirect(url)


@require_POST
def call(request: HttpRequest, number: int) -> HttpResponse:
    """Add the minutes of a call."""
    shown = fetch(request, number)
    form = forms.CallForm(request.POST)
    if not shown.can_record_call:
        raise Http404
    if not form.is_valid():
        return page(request, shown, call_form=form, status=422)
    try:
        voting.record_call(shown.case, **form.cleaned_data, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Het verslag staat bij de aanvraag. Wie al oordeelde, heeft bericht gekregen.")
    return redirect("kernteam_case", number)


@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: HttpRequest, number: int, seat: str) -> HttpResponse:
    """Write down a ballot that somebody gave on the phone."""
    shown = fetch(request, number)
    if not shown.can_steer or seat not in shown.team.seats:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.OnBehalfForm(data, case=shown.case, people=pages.preferable(shown.case))
    if form.is_valid():
        judging = form.judging(call_note=form.cleaned_data["call_note"])
        try:
            voting.cast_on_behalf(shown.case, seat, judging, by=request.user, at=timezone.now())
        except (ValidationError, voting.VotingClosed, StaleState) as error:
            form.add_error(None, str(getattr(error, "message", error)))
            form.show_newest(shown.case)
        else:
            messages.success(request, "Het oordeel is vastgelegd. Het lid heeft bericht en kan het veranderen.")
            return redirect("kernteam_case", number)
    context = {"case": shown.case, "form": form, "acting": shown.team.seats[seat], "who": pages.seat_of(shown, seat)}
    return render(request, "xperts/kernteam/on_behalf.html", context, status=422 if form.errors else 200)


@require_POST
def undo_declaration(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """The coordinator opens the question about interest again."""
    shown = fetch(request, number)
    if not shown.can_steer:
        raise Http404
    declaration = get_object_or_404(Declaration, pk=pk, case=shown.case)
    try:
        voting.undo_declaration(declaration, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Het lid kan de vraag opnieuw beantwoorden. Wat er stond, blijft bewaard.")
    return redirect("kernteam_case", number)
