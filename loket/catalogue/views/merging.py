"""Merging doubles: probable ones, choosing which stays, and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue import doubles, forms, merging, pages, permissions
from loket.catalogue.models import Entry, Merge
from loket.core.workflow import StaleState


def _for_editors(request: HttpRequest) -> None:
    if not permissions.is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")


@require_safe
def doubles_everywhere(request: HttpRequest) -> HttpResponse:
    """Probable doubles of the whole catalogue."""
    _for_editors(request)
    return render(request, "catalogue/doubles.html", {"doubles": doubles.everywhere(), "most": doubles.SHOWN})


@require_http_methods(["GET", "HEAD", "POST"])
def merge_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the double (GET), then which of the two stays (POST)."""
    _for_editors(request)
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    told = request.POST if request.method == "POST" else request.GET
    form = forms.DoubleForm(told if "other" in told or request.method == "POST" else None)
    pair = None
    if form.is_valid():
        pair = (entry, form.cleaned_data["other"])
        if request.method == "POST" and "kept" in told:
            return _merge(request, *pair)
    context = pages.merge_page(entry, pair) | {"form": form}
    return render(request, "catalogue/merge_entry.html", context, status=422 if form.errors else 200)


def _merge(request: HttpRequest, entry: Entry, other: Entry) -> HttpResponse:
    kept, gone = (other, entry) if request.POST["kept"] == other.slug else (entry, other)
    try:
        merging.require_seen(request.POST.get("seen", ""), entry, other)
        row = merging.merge(gone, kept, by=request.user, at=timezone.now())
    except (ValidationError, StaleState) as error:
        messages.error(request, getattr(error, "message", str(error)))
        return redirect("merge_entry", entry.slug)
    undo = f"undo:{reverse('undo_merge', args=[row.pk])}"
    messages.success(request, f"“{gone.title}” is opgegaan in deze ingang. Oude links leiden hierheen.", undo)
    return redirect(kept)


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    _for_editors(request)
    row = get_object_or_404(Merge.objects.select_related("gone", "kept"), pk=pk)
    try:
        merging.undo(row, by=request.user, at=timezone.now())
    except (merging.TooLate, StaleState) as error:
        messages.error(request, str(error))
        return redirect(row.kept)
    messages.success(request, "Teruggedraaid. Beide ingangen staan weer in de catalogus.")
    return redirect(row.gone)
