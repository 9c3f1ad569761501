"""What the coordinator keeps: seats and holders, absences, the way of working, the budget; and one's own absence."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loket.accounts import organisations
from loket.core import markdown
from loket.core.workflow import StaleState
from xperts.kernteam import amounts, appointing, forms, permissions, rules, team
from xperts.kernteam import team_pages as pages
from xperts.kernteam.models import Absence, Member, SeatHolder


def _require_keeper(request: HttpRequest) -> None:
    if not permissions.keeps_team(request.user):
        raise PermissionDenied("Deze bladzijde is voor de coördinator.")


def refuse(form, error: Exception) -> None:
    """Put what was refused above the form, each sentence once."""
    for sentence in dict.fromkeys(getattr(error, "messages", None) or [str(error)]):
        form.add_error(None, sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest) -> HttpResponse:
    """Who sits where; somebody new on a seat."""
    _require_keeper(request)
    form = forms.SeatForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            member = _put(form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"{member} staat erbij.")
            return redirect("kernteam_team")
    return _team(request, seat_form=form, status=422 if form.errors else 200)


def _put(told: dict, *, by, at) -> Member:
    """Into the kernadviesteam, and on a seat where one was chosen; both or neither."""
    with transaction.atomic():
        member = appointing.add_member(told["person"], by=by, at=at)
        if told["seat"]:
            term = {name: told[name] for name in ("is_stand_in", "starts_on", "ends_on")}
            appointing.seat(member, told["seat"], **term, by=by, at=at)
    return member


def _team(request: HttpRequest, *, status: int = 200, **shown) -> HttpResponse:
    context = pages.team_page(at=timezone.now())
    context["seat_form"] = shown.get("seat_form") or forms.SeatForm()
    context["absence_form"] = shown.get("absence_form") or forms.AbsenceOfForm(members=pages.present_members())
    return render(request, "xperts/kernteam/team.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of a term."""
    _require_keeper(request)
    holder = get_object_or_404(SeatHolder.objects.select_related("member__person"), pk=pk, closed_at__isnull=True)
    form = forms.UntilForm(request.POST if request.method == "POST" else None, initial={"ends_on": holder.ends_on})
    if form.is_valid():
        try:
            appointing.end_seat(holder, **form.cleaned_data, by=request.user, at=timezone.now())
        except (ValidationError, StaleState) as error:
            refuse(form, error)
        else:
            messages.success(request, "De laatste dag is vastgelegd.")
            return redirect("kernteam_team")
    context = {"holder": holder, "form": form}
    return render(request, "xperts/kernteam/end_seat.html", context, status=422 if form.errors else 200)


@require_POST
def absence_of(request: HttpRequest) -> HttpResponse:
    """The coordinator tells an absence for a member."""
    _require_keeper(request)
    form = forms.AbsenceOfForm(request.POST, members=pages.present_members())
    if form.is_valid():
        try:
            appointing.report_absence(**form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "De afwezigheid staat erbij. Open aanvragen zijn overgedragen.")
            return redirect("kernteam_team")
    return _team(request, absence_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """A member's own place: seat, absence, and other organisations."""
    member = team.member_of(request.user)
    if member is None:
        raise PermissionDenied("Deze bladzijde is voor leden van het kernadviesteam.")
    form = forms.AbsenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            appointing.report_absence(member, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Uw afwezigheid is doorgegeven. Open aanvragen zijn overgedragen.")
            return redirect("kernteam_own")
    return _own(request, member, form=form, status=422 if form.errors else 200)


def _own(request: HttpRequest, member: Member, *, form, interests=None, status: int = 200) -> HttpResponse:
    names = "\n".join(member.interests.values_list("name", flat=True))
    context = pages.own_page(member, at=timezone.now())
    context |= {"form": form, "interests_form": interests or forms.InterestsForm(initial={"names": names})}
    return render(request, "xperts/kernteam/own.html", context, status=status)


@require_POST
def interests(request: HttpRequest) -> HttpResponse:
    """The other organisations that a member has ties with; a name that is not known is refused by name."""
    member = team.member_of(request.user)
    if member is None:
        raise PermissionDenied("Deze bladzijde is voor leden van het kernadviesteam.")
    form = forms.InterestsForm(request.POST)
    names = [line.strip() for line in request.POST.get("names", "").splitlines() if line.strip()]
    found = {name: organisations.find(name) for name in names[:50]}
    if unknown := [name for name, row in found.items() if row is None]:
        form.add_error("names", f"Deze organisatie kennen wij niet: {', '.join(unknown)}. Controleer de naam.")
        return _own(request, member, form=forms.AbsenceForm(), interests=form, status=422)
    appointing.set_interests(member, found.values(), by=request.user, at=timezone.now())
    messages.success(request, "Uw organisaties zijn bewaard.")
    return redirect("kernteam_own")


@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Back again."""
    absence = get_object_or_404(Absence.objects.select_related("member"), pk=pk)
    try:
        appointing.end_absence(absence, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De afwezigheid is voorbij. Wat was overgedragen, komt terug.")
    is_own = absence.member.person_id == request.user.pk
    return redirect("kernteam_own" if is_own else "kernteam_team")


@require_http_methods(["GET", "HEAD", "POST"])
def way_of_working(request: HttpRequest) -> HttpResponse:
    """The versions of the way of working, for the whole kernteam; a new one by the coordinator."""
    if not permissions.can_open(request.user):
        raise PermissionDenied("Deze bladzijde is voor het kernteam en de coördinator.")
    shown = rules.in_force()
    start = forms.WayOfWorkingForm.start(shown)
    form = forms.WayOfWorkingForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            rules.renew(**form.version(), by=request.user, at=timezone.now())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "De nieuwe versie geldt vanaf nu.")
            return redirect("kernteam_rules")
    context = pages.rules_page(shown, request.user) | {"form": form, "html": markdown.to_html(shown.text)}
    return render(request, "xperts/kernteam/way_of_working.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest) -> HttpResponse:
    """The budget of layer 3 per year, and what decisions took of it."""
    _require_keeper(request)
    at = timezone.now()
    form = forms.BudgetForm(request.POST if request.method == "POST" else None, initial=pages.budget_start(at))
    if form.is_valid():
        cents = amounts.in_cents(form.cleaned_data["euros"])
        try:
            rules.set_budget(form.cleaned_data["year"], cents, by=request.user, at=at)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"Het budget van {form.cleaned_data['year']} is bewaard.")
            return redirect("kernteam_budget")
    context = pages.budget_page() | {"form": form}
    return render(request, "xperts/kernteam/budget.html", context, status=422 if form.errors else 200)
