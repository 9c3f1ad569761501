"""What stands on a list: adding, noting, ordering, taking off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loket.catalogue.collections import pages, workflow
from loket.catalogue.collections.enums import Access
from loket.catalogue.collections.forms import ChooseListForm, NoteForm, PlaceForm
from loket.catalogue.collections.models import CollectionHistory, Item
from loket.catalogue.collections.pages import Reached
from loket.catalogue.collections.views.reaching import reached
from loket.core.workflow import StaleState

GONE = "Deze ingang staat niet meer op de lijst. Iemand anders heeft hem er intussen af gehaald."


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_collection(request: HttpRequest) -> HttpResponse:
    """*Op een lijst zetten*, from an entry, from what is kept, or from the results of a search."""
    shown = pages.found(request.GET, request.user)
    chosen = _ticked(request) if request.method == "POST" else shown
    form = ChooseListForm(request.POST if request.method == "POST" else None, collections=pages.own(request.user))
    if form.is_valid():
        if not chosen:
            form.add_error(None, "Kies ten minste één ingang.")
        elif response := _add(request, form, chosen):
            return response
    context = {"form": form, "entries": shown, "chosen": {entry.slug for entry in chosen}}
    return render(request, "catalogue/collections/add.html", context, status=422 if form.errors else 200)


def _ticked(request: HttpRequest) -> list:
    return pages.found(request.POST, request.user) if request.POST.getlist("ingang") else []


def _add(request: HttpRequest, form: ChooseListForm, entries: list) -> HttpResponse | None:
    by, at = request.user, timezone.now()
    try:
        collection = form.chosen or workflow.create(name=form.cleaned_data["name"], by=by, at=at)
        number = workflow.add(collection, entries, by=by, access=Access.OWNER, at=at)
    except (ValidationError, StaleState) as refusal:
        form.add_error(None, getattr(refusal, "message", str(refusal)))
        return None
    messages.success(request, _added(number, len(entries), collection.name))
    return redirect(collection)


def _added(number: int, asked: int, name: str) -> str:
    if not number:
        return f"Er verandert niets: dit stond al op “{name}”."
    told = f"{number} {'ingang staat' if number == 1 else 'ingangen staan'} nu op “{name}”."
    return told if number == asked else f"{told} De rest stond er al op."


@require_http_methods(["GET", "HEAD", "POST"])
@reached
def add(request: HttpRequest, row: Reached) -> HttpResponse:
    """Search for what goes on this list, and tick it."""
    workflow.require_change(row.access)
    if request.method == "POST":
        chosen = _ticked(request)
        try:
            number = workflow.add(row.collection, chosen, by=request.user, access=row.access, at=timezone.now())
        except (ValidationError, StaleState) as refusal:
            messages.error(request, getattr(refusal, "message", str(refusal)))
        else:
            told = _added(number, len(chosen), row.collection.name) if chosen else "Kies ten minste één ingang."
            messages.success(request, told)
        return redirect(row.url)
    sought = request.GET.get("q", "")
    context = {"row": row, "collection": row.collection, "sought": sought}
    context["entries"] = pages.found(request.GET, request.user) if sought else []
    return render(request, "catalogue/collections/search.html", context)


def _item(row: Reached, pk: int) -> Item:
    return get_object_or_404(row.collection.items.select_related("entry", "collection"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@reached
def item(request: HttpRequest, row: Reached, pk: int) -> HttpResponse:
    """One entry of the list: its note and its place. What was typed stays when somebody was first."""
    workflow.require_change(row.access)
    held = row.collection.items.select_related("entry", "collection").filter(pk=pk).first()
    if held is None:
        context = {"row": row, "collection": row.collection, "typed": request.POST.get("note", ""), "sentence": GONE}
        return render(request, "catalogue/collections/item_gone.html", context, status=404)
    initial = {"note": held.note, "seen": held.version}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    is_stale = False
    if form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "by": request.user, "access": row.access, "at": timezone.now()}
        try:
            workflow.note(held, form.cleaned_data["note"], **told)
        except StaleState as error:
            form.add_error(None, str(error))
            is_stale = True
        else:
            return _back_to(request, row, held, "De notitie is bewaard.")
    context = {"row": row, "collection": row.collection, "item": held, "form": form, "is_stale": is_stale}
    return render(request, "catalogue/collections/item.html", context, status=422 if form.errors else 200)


def _back_to(request: HttpRequest, row: Reached, held: Item, told: str) -> HttpResponse:
    messages.success(request, told)
    held.refresh_from_db(fields=["position"])
    number = pages.page_of_item(held)
    return redirect(f"{row.url}{f'?pagina={number}' if number > 1 else ''}#ingang-{held.pk}")


@require_POST
@reached
def move(request: HttpRequest, row: Reached, pk: int) -> HttpResponse:
    """Up, down, or to a place by its number. Said before which item it goes, so that two people can order at once."""
    held, form = (
        row.collection.items.select_related("entry", "collection").filter(pk=pk).first(),
        PlaceForm(request.POST),
    )
    told = {"by": request.user, "access": row.access, "at": timezone.now()}
    if held is None or not form.is_valid():
        messages.error(request, GONE if held is None else "Kies een plaats tussen 1 en 10.000.")
        return redirect(row.url)
    try:
        if form.cleaned_data["number"]:
            workflow.place(held, form.cleaned_data["number"], **told)
        else:
            workflow.move(held, before=form.cleaned_data["before"] or None, **told)
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(row.url)
    return _back_to(request, row, held, f"{held.entry.title} is verplaatst.")


@require_POST
@reached
def take_off(request: HttpRequest, row: Reached, pk: int) -> HttpResponse:
    try:
        step = workflow.take_off(_item(row, pk), by=request.user, access=row.access, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        undo = f"undo:{reverse('put_back_item', args=[row.key, step.pk])}"
        messages.success(request, f"{step.entry.title} staat niet meer op de lijst.", extra_tags=undo)
    return redirect(row.url)


@require_POST
@reached
def put_back(request: HttpRequest, row: Reached, pk: int) -> HttpResponse:
    steps = CollectionHistory.objects.filter(subject=row.collection).select_related("subject", "entry")
    step = get_object_or_404(steps, pk=pk)
    try:
        is_back = workflow.put_back(step, by=request.user, access=row.access, at=timezone.now())
    except (ValidationError, StaleState) as refusal:
        messages.error(request, getattr(refusal, "message", str(refusal)))
    else:
        told = "staat weer op de lijst, onderaan" if is_back else "stond al weer op de lijst"
        messages.success(request, f"{step.entry.title} {told}.")
    return redirect(row.url)
