"""Keeping a search, hearing of it or no longer, and the feed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from loket.core.telling import Rhythm, stopped_by
from loket.search.query import SearchRequest
from loket.search.saved import feed, pages, workflow
from loket.search.saved.forms import SavedSearchForm
from loket.search.saved.models import SavedSearch
from loket.search.saved.notifications import STOP

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """*Bewaar deze zoekvraag*: the search is in the address, as on the page of results."""
    asked = SearchRequest.from_params(request.GET)
    initial = {"name": pages.suggested_name(asked), "rhythm": Rhythm.WEEKLY}
    form = SavedSearchForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            search, is_new = workflow.save(asked, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if is_new:
                messages.success(request, f"“{search.name}” is bewaard.")
            else:
                messages.info(request, f"Deze zoekvraag had u al bewaard, als “{search.name}”.")
            return redirect("saved_searches")
    context = {"form": form, "described": pages.described(asked), "notices": asked.notices, "back": asked.url()}
    return render(request, "search/saved/save.html", context, status=422 if form.errors else 200)


@require_safe
def saved_searches(request: HttpRequest) -> HttpResponse:
    mine = SavedSearch.objects.visible_to(request.user).select_related("query")
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "search/saved/mine.html", {"page": page, "rows": pages.rows(page.object_list)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or rhythm."""
    search = gate.fetch(SavedSearch, request.user, "query", pk=pk)
    initial = {"name": search.name, "rhythm": search.rhythm}
    form = SavedSearchForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        workflow.change(search, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"“{search.name}” is gewijzigd.")
        return redirect("saved_searches")
    context = {"form": form, "row": pages.rows([search])[0]}
    return render(request, "search/saved/edit.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    search = gate.fetch(SavedSearch, request.user, pk=pk)
    workflow.remove(search, by=request.user, at=timezone.now())
    undo = reverse("put_back_saved_search", args=[search.pk])
    messages.success(request, f"“{search.name}” is weggehaald.", extra_tags=f"undo:{undo}")
    return redirect("saved_searches")


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    try:
        workflow.put_back(search, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"“{search.name}” staat er weer.")
    return redirect("saved_searches")


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *afmelden* in a mail: one button, no sign-in."""
    numbers = stopped_by(STOP, token)
    if numbers is None:
        raise Http404
    searches = list(SavedSearch.objects.filter(pk__in=numbers.split("-"), removed_at=None))
    if request.method == "POST":
        for search in searches:
            workflow.stop(search, at=timezone.now())
    mailed = [search for search in searches if search.rhythm != Rhythm.NEVER]
    return render(request, "search/saved/stop.html", {"searches": searches, "mailed": mailed})


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def atom(request: HttpRequest) -> HttpResponse:
    """What is public, whoever asks."""
    asked = SearchRequest.from_params(request.GET)
    origin = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(feed.written(asked, origin), content_type=feed.MIME)
