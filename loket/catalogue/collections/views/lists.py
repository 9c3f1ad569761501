"""Somebody's own lists: making, naming, copying and taking away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.collections import pages, workflow
from loket.catalogue.collections.forms import CollectionForm
from loket.catalogue.collections.models import Collection
from loket.catalogue.collections.pages import Reached
from loket.catalogue.collections.views.reaching import reached
from loket.core.templatetags.formats import long_date
from loket.core.workflow import StaleState

PAGE_SIZE = 25


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    page = Paginator(pages.own(request.user), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "catalogue/collections/mine.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = workflow.create(
                name=told["name"], description=told["description"], by=request.user, at=timezone.now()
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"De lijst “{made.name}” is gemaakt. Zet er nu iets op.")
            return redirect(made)
    context = {"form": form, "back": reverse("collections")}
    return render(request, "catalogue/collections/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@reached
def edit(request: HttpRequest, row: Reached) -> HttpResponse:
    """Another name or description; when somebody was first, what was typed stays beside what is there now."""
    workflow.require_change(row.access)
    collection = row.collection
    initial = {"name": collection.name, "description": collection.description, "seen": collection.version}
    form = CollectionForm(request.POST if request.method == "POST" else None, initial=initial)
    is_stale = False
    if form.is_valid():
        told = form.cleaned_data | {"seen": form.cleaned_data["seen"] or 0}
        try:
            workflow.describe(collection, **told, by=request.user, access=row.access, at=timezone.now())
        except StaleState as error:
            form.add_error(None, str(error))
            is_stale = True
        else:
            messages.success(request, "De lijst is gewijzigd.")
            return redirect(row.url)
    context = {"form": form, "row": row, "collection": collection, "back": row.url, "is_stale": is_stale}
    return render(request, "catalogue/collections/form.html", context, status=422 if form.errors else 200)


@require_POST
@reached
def copy(request: HttpRequest, row: Reached) -> HttpResponse:
    """*Neem over*: a list of one's own."""
    try:
        made = workflow.copy(row.collection, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect(row.url)
    messages.success(request, f"U hebt nu een eigen lijst: “{made.name}”.")
    return redirect(made)


@require_POST
def from_bookmarks(request: HttpRequest) -> HttpResponse:
    """*Maak er een lijst van*."""
    at = timezone.now()
    try:
        made = workflow.from_bookmarks(name=f"Bewaard op {long_date(at)}", by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("bookmarks")
    messages.success(request, "Wat u bewaarde staat nu op een lijst. Bij Bewaard blijft alles ook staan.")
    return redirect(made)


@require_POST
@reached
def remove(request: HttpRequest, row: Reached) -> HttpResponse:
    workflow.remove(row.collection, access=row.access, at=timezone.now())
    undo = f"undo:{reverse('restore_collection', args=[row.collection.pk])}"
    messages.success(request, f"De lijst “{row.collection.name}” is weggehaald.", extra_tags=undo)
    return redirect("collections")


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    collection = get_object_or_404(Collection, pk=pk, owner=request.user)
    workflow.restore(collection, by=request.user)
    messages.success(request, f"De lijst “{collection.name}” staat er weer.")
    return redirect(collection)
