"""Rows of a mix: putting in, editing, moving, taking out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from loket.catalogue.mixes import forms, pages, suggestions, workflow
from loket.catalogue.mixes.models import Mix
from loket.catalogue.mixes.plan import Plan
from loket.catalogue.mixes.views.opening import to_edit, told
from loket.catalogue.mixes.views.overview import axis_of
from loket.catalogue.models import Entry
from loket.core.working_days import local_date
from loket.search import audience
from loket.search.query import MAX_QUERY

NEW_MIX = "nieuw"


def today_here():
    return local_date(timezone.now())


def _gap(request: HttpRequest, plan: Plan) -> suggestions.Gap:
    return suggestions.gap_in(plan, axis_of(request), request.GET.get("pijler", ""), request.GET.get("kolom", ""))


@require_safe
@told
@vary_on_headers("HX-Request")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """What can go in: for one place of the overview, or what is searched for. htmx brings only the results."""
    mix = to_edit(request, pk)
    plan, today = pages.read(mix, today_here()), today_here()
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:MAX_QUERY]
    gap = _gap(request, plan)
    offers = (
        suggestions.found(plan, text, audience.tokens_of(request.user), today)
        if text
        else suggestions.for_gap(plan, gap, today)
    )
    place = {"pijler": gap.pillar.code if gap.pillar else "", "kolom": gap.column.code if gap.column else ""}
    query = urlencode({"as": gap.axis, **place})
    context = {"plan": plan, "gap": gap, "offers": offers, "text": text, "query": query}
    template = "catalogue/mixes/_offers.html" if request.htmx else "catalogue/mixes/add.html"
    return render(request, template, pages.frame(mix, request.user, "mix") | context)


@told
@require_POST
def put(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Put an entry in the mix, at the place that the address names."""
    mix = to_edit(request, pk)
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    gap = _gap(request, pages.read(mix, today_here()))
    column = (gap.field, gap.column.code if gap.column else "")
    pillar = gap.pillar.code if gap.pillar else ""
    try:
        workflow.add_entry(mix, entry, by=request.user, at=timezone.now(), pillar=pillar, column=column)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(mix)
    messages.success(request, f"{entry.title} staat in de mix.")
    return redirect(f"{mix.get_absolute_url()}?{urlencode({'as': gap.axis})}")


@told
@require_POST
def put_from_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an entry in one of one's own mixes, chosen on the page of the entry."""
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    chosen = request.POST.get("mix", "")
    if chosen == NEW_MIX:
        return redirect("mix_new")
    mix = get_object_or_404(Mix.objects.editable_by(request.user), pk=int(chosen) if chosen.isdecimal() else 0)
    try:
        row = workflow.add_entry(mix, entry, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(entry)
    messages.success(request, f"{entry.title} staat in “{mix.title}”. Kies hier de pijler en vul aan wat u weet.")
    return redirect("mix_row", mix.pk, row.pk)


@told
@require_http_methods(["GET", "HEAD", "POST"])
def new_row(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity of one's own."""
    mix = to_edit(request, pk)
    plan = pages.read(mix, today_here())
    gap = _gap(request, plan)
    initial = {"status": "nieuw", "pillar": gap.pillar.code if gap.pillar else ""}
    initial[gap.field] = [gap.column.code] if gap.column else []
    form = forms.RowForm(request.POST if request.method == "POST" else None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.add_activity(mix, by=request.user, at=timezone.now(), **pages.with_umbrella(form.changes()))
        except ValidationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"{form.cleaned_data['title']} staat in de mix.")
            return redirect(mix)
    context = pages.frame(mix, request.user, "mix") | {"form": form, "heading": "Eigen activiteit"}
    return render(request, "catalogue/mixes/row.html", context, status=422 if form.errors else 200)
