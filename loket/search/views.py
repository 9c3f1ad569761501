"""Suggestions while typing, and the editors' pages about searching."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.search import audience, facets, keeping, suggest
from loket.search.forms import SynonymForm
from loket.search.models import SynonymGroup

PAGE_SIZE = 50
_EDITOR = "redactie"


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A list box for the search field; without a script it is a page of links."""
    typed = request.GET.get("q", "")[: suggest.MAX_LENGTH]
    found = [
        {
            "text": found.value,
            "value": found.value,
            "url": found.url,
            "kind": facets.one_of(found.kind),
            "icon": "file-text" if found.url else "search",
        }
        for found in suggest.suggestions(typed, audience.tokens_of(request.user))
    ]
    template = "components/suggestions.html" if request.htmx else "search/suggestions.html"
    field = request.GET.get("id", "")[:40]
    context = {"suggestions": found, "id": field if field.replace("-", "").isalnum() else "zoek", "typed": typed}
    return render(request, template, context)


@require_safe
def synonyms(request: HttpRequest) -> HttpResponse:
    """All groups of synonyms, for editors."""
    _only_editors(request)
    sought = request.GET.get("q", "").replace("\x00", "")[:80]
    groups = SynonymGroup.objects.filter(terms__icontains=sought) if sought else SynonymGroup.objects.all()
    page = Paginator(groups, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "search/synonyms.html", {"page": page, "sought": sought})


@require_http_methods(["GET", "HEAD", "POST"])
def synonym_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add or change a group; in force at the next search."""
    _only_editors(request)
    group = get_object_or_404(SynonymGroup, pk=pk) if pk else SynonymGroup()
    form = SynonymForm(request.POST if request.method == "POST" else None, instance=group)
    if form.is_valid():
        keeping.save_group(form.save(commit=False), timezone.now())
        messages.success(request, "De synoniemen zijn bewaard. Ze gelden vanaf nu bij elke zoekvraag.")
        return redirect("synonyms")
    context = {"form": form, "group": group}
    return render(request, "search/synonym_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def synonym_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a group away, after a question."""
    _only_editors(request)
    group = get_object_or_404(SynonymGroup, pk=pk)
    if request.method == "POST":
        keeping.delete_group(group)
        messages.success(request, "De groep synoniemen is verwijderd.")
        return redirect("synonyms")
    return render(request, "search/synonym_delete.html", {"group": group, "cancel_url": reverse("synonyms")})


def _only_editors(request: HttpRequest) -> None:
    if _EDITOR not in request.user.roles:
        raise PermissionDenied
