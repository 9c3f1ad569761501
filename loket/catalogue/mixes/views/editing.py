"""One row of a mix: editing it, also when a colleague was first, moving it and taking it out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from loket.catalogue.mixes import describing, forms, pages, suggestions, workflow
from loket.catalogue.mixes.enums import Axis
from loket.catalogue.mixes.models import Mix, MixRow
from loket.catalogue.mixes.views.opening import to_edit, told
from loket.core.working_days import local_date

BACK = "terug"
"""Names the save that took a row away: saving the row then puts it back first."""


@told
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """One row to edit. When somebody was first both texts are shown, and what was typed stays in the fields."""
    mix = to_edit(request, pk)
    if request.method == "POST" and request.POST.get(BACK, "").isdecimal():
        workflow.put_back(mix, int(request.POST[BACK]), by=request.user, at=timezone.now())
    current = mix.rows.filter(pk=row_pk).first()
    if current is None:
        return _gone(request, mix, row_pk)
    form = _form(request, mix, current)
    if request.method == "POST" and form.is_valid():
        changes, seen = pages.with_umbrella(form.changes()), form.cleaned_data["seen"] or 0
        try:
            workflow.save_row(mix, row_pk, changes, seen=seen, by=request.user, at=timezone.now())
        except workflow.Stale as error:
            return _conflict(request, mix, form, error, changes) if error.current else _gone(request, mix, row_pk)
        messages.success(request, f"{current.title} is bewaard.")
        return redirect(mix)
    context = pages.frame(mix, request.user, "mix") | {"form": form, "row": current, "heading": current.title}
    return render(request, "catalogue/mixes/row.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, mix: Mix, row: MixRow) -> forms.RowForm:
    plan = pages.read(mix, local_date(timezone.now()))
    initial = row.told() | {"seen": row.version}
    data = request.POST if request.method == "POST" else None
    return forms.RowForm(data, plan=plan, initial=initial, is_entry=bool(row.entry_id))


def _conflict(request: HttpRequest, mix: Mix, form: forms.RowForm, error: workflow.Stale, typed: dict) -> HttpResponse:
    """Both texts beside each other; saving again is then a choice."""
    current = error.current
    context = {
        "form": form.with_seen(current.version),
        "row": current,
        "heading": current.title,
        "differences": describing.beside("row", current.told(), typed),
        "last": pages.last_save(mix, "rows", current.pk),
    }
    return render(request, "catalogue/mixes/row.html", pages.frame(mix, request.user, "mix") | context, status=422)


def _gone(request: HttpRequest, mix: Mix, row_pk: int) -> HttpResponse:
    """Somebody took the row away: what was typed stays, and saving puts the row back."""
    step = pages.removal(mix, row_pk)
    if step is None or request.method != "POST":
        messages.info(request, "Deze rij staat niet meer in de mix. Bij Versies ziet u wie hem weghaalde.")
        return redirect(mix)
    # One that is put back begins at its first version.
    form = _form(request, mix, pages.row_before(step, row_pk)).with_seen(1)
    context = {"form": form, "heading": step.note, "last": step, "is_gone": True}
    return render(request, "catalogue/mixes/row.html", pages.frame(mix, request.user, "mix") | context, status=422)


@told
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """By button: up or down. By select or by dragging: to another pillar and column."""
    mix, at = to_edit(request, pk), timezone.now()
    row_pk = _number(request.POST.get("rij", ""))
    if request.POST.get("stap") in ("op", "neer"):
        workflow.shift_row(mix, row_pk, up=request.POST["stap"] == "op", by=request.user, at=at)
        return _overview(request, mix)
    axis, pillar, column = (request.POST.get(name, "") for name in ("as", "pijler", "kolom"))
    gap = suggestions.gap_in(pages.read(mix, local_date(at)), axis, pillar, column)
    if (pillar and not gap.pillar) or (column and not gap.column):
        return _overview(request, mix, "Deze pijler of kolom staat niet meer in de mix. De rij staat waar hij stond.")
    place = (gap.field, request.POST.get("van", ""), column)
    if workflow.place_row(mix, row_pk, pillar=pillar, column=place, by=request.user, at=at) is None:
        return _overview(request, mix, "Deze rij is intussen weggehaald.")
    return _overview(request, mix)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _overview(request: HttpRequest, mix: Mix, sentence: str = "") -> HttpResponse:
    axis = request.POST.get("as", "")
    axis = axis if axis in Axis.values else Axis.THEME.value
    if not request.htmx:
        if sentence:
            messages.info(request, sentence)
        return redirect(f"{mix.get_absolute_url()}?{urlencode({'as': axis})}")
    mix.refresh_from_db(fields=["version", "changed_at"])
    plan = pages.read(mix, local_date(timezone.now()))
    context = pages.frame(mix, request.user, "mix") | pages.overview(plan, axis)
    return render(request, "catalogue/mixes/_overview.html", context | {"news": [sentence] if sentence else []})


@told
@require_POST
def remove(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    mix = to_edit(request, pk)
    number = workflow.remove_row(mix, row_pk, by=request.user, at=timezone.now())
    if number is None:
        messages.info(request, "Deze rij was al weggehaald.")
    else:
        undo = reverse("mix_put_back", args=[mix.pk, number])
        messages.success(request, "De rij is uit de mix gehaald.", extra_tags=f"undo:{undo}")
    return redirect(mix)


@told
@require_POST
def put_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    mix = to_edit(request, pk)
    try:
        workflow.put_back(mix, number, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "De rij staat weer in de mix.")
    return redirect(mix)
