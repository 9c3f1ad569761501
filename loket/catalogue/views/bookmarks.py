"""My saved things."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.catalogue import bookmarking
from loket.catalogue.models import Bookmark, Entry
from loket.core import gate


@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    rows = Bookmark.objects.filter(user=request.user).select_related("entry")
    page = Paginator(rows, 25).get_page(request.GET.get("pagina"))
    return render(request, "catalogue/bookmarks.html", {"page": page})


@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    bookmarking.keep(entry, by=request.user, at=timezone.now())
    messages.success(
        request, f"{entry.title} is bewaard in Mijn loket.", extra_tags=f"undo:{reverse('drop_bookmark', args=[slug])}"
    )
    return redirect(entry)


@require_POST
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    entry = gate.fetch(Entry, request.user, slug=slug)
    bookmarking.drop(entry, by=request.user)
    messages.success(
        request, f"{entry.title} is niet meer bewaard.", extra_tags=f"undo:{reverse('keep_bookmark', args=[slug])}"
    )
    return redirect(entry)
