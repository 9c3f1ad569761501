"""Sorting the work: one answer to several, lists that are kept, and who stands in for whom."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.working_days import local_date
from servicedesk import answering_many, keeping_views, lists, pages, standing_in, triage_forms
from servicedesk.models import Absence, SavedView
from servicedesk.permissions import can_end_absence, can_keep_view
from servicedesk.views.desk import back, require_desk, require_handler


@require_http_methods(["GET", "HEAD", "POST"])
def answer_many(request: HttpRequest) -> HttpResponse:
    """One text to the ticked questions, each in person."""
    require_handler(request.user)
    at = timezone.now()
    data = request.POST if request.method == "POST" else request.GET
    questions = answering_many.chosen(triage_forms.numbers(data))
    form = triage_forms.AnswerManyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("then", "submission")}
        found = answering_many.answer(
            questions, form.cleaned_data["text"], seen=form.seen(), by=request.user, at=at, **told
        )
        _tell(request, found)
        return back(request)
    context = {
        "form": form,
        "lines": [pages.line(row, at) for row in questions],
        "seen": [f"{pk}:{last}" for pk, last in answering_many.last_seen(questions).items()],
        "back": data.get("terug", ""),
        "standard": pages.standard_texts(),
    }
    return render(request, "servicedesk/answer_many.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, found: answering_many.Told) -> None:
    if found.done:
        one = found.done == 1
        messages.success(request, f"{found.done} {'antwoord vertrekt' if one else 'antwoorden vertrekken'} zo meteen.")
    for question, why in found.left:
        messages.error(request, f"{question.reference} is niet beantwoord: {why}.")


@require_POST
def view_new(request: HttpRequest) -> HttpResponse:
    """Keep the list that is shown, under a name."""
    require_desk(request.user)
    form = triage_forms.ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return back(request)
    try:
        view = keeping_views.keep(**form.cleaned_data, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"De lijst “{view}” is bewaard.")
    return back(request)


@require_safe
def views(request: HttpRequest) -> HttpResponse:
    """The kept lists, to rename, order, share and throw away."""
    require_desk(request.user)
    rows = lists.views_of(request.user, "")
    for row in rows:
        row["can_change"] = can_keep_view(request.user, row["view"])
    return render(request, "servicedesk/views.html", {"rows": rows})


@require_POST
def view_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename or share, move up or down, or throw away."""
    require_desk(request.user)
    view = get_object_or_404(SavedView.objects.shown_to(request.user), pk=pk)
    if "weg" in request.POST:
        keeping_views.drop(view, by=request.user)
        messages.success(request, f"De lijst “{view}” is weg.")
    elif "plaats" in request.POST:
        keeping_views.move(view, -1 if request.POST["plaats"] == "op" else 1, by=request.user)
    else:
        _rename(request, view)
    return redirect("desk_views")


def _rename(request: HttpRequest, view: SavedView) -> None:
    form = triage_forms.ViewForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(next(iter(form.errors.values())))
        told = {name: form.cleaned_data[name] for name in ("name", "is_shared")}
        keeping_views.change(view, **told, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Bewaard.")


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away from when to when, and who stands in."""
    require_desk(request.user)
    today = local_date(timezone.now())
    form = triage_forms.AbsenceForm(request.POST or None, today=today, user=request.user)
    if request.method == "POST":
        require_handler(request.user)
        if form.is_valid():
            form.save()
            messages.success(request, f"Bewaard. {form.instance.stand_in} vervangt {form.instance.person}.")
            return redirect("desk_absences")
    context = {"form": form, "rows": standing_in.planned(today), "today": today}
    return render(request, "servicedesk/absences.html", context, status=422 if form.errors else 200)


@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Back earlier than planned, or not away after all."""
    absence = get_object_or_404(Absence.objects.select_related("person"), pk=pk)
    if not can_end_absence(request.user, absence):
        raise PermissionDenied
    standing_in.end(absence, local_date(timezone.now()))
    messages.success(request, f"{absence.person} is er weer.")
    return redirect("desk_absences")
