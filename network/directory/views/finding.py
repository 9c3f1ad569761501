"""Finding a colleague, for who is signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from network.directory import filters, pages, people
from network.directory.models import Listing


@require_safe
@vary_on_headers("HX-Request")
def colleagues(request: HttpRequest) -> HttpResponse:
    """People who want to be found, with facets; by htmx only the part that changes."""
    found = filters.ColleagueFilter(request.GET, queryset=Listing.objects.visible_to(request.user), request=request)
    context = pages.found_page(found, filters.GROUPS, request.GET)
    is_part = request.htmx and not request.htmx.boosted
    template = "network/directory/_found.html" if is_part else "network/directory/colleagues.html"
    return render(request, template, context)


@require_safe
def colleague(request: HttpRequest, token: str) -> HttpResponse:
    """The card of one person; of who does not want to be found there is no page."""
    seen = people.find(request.user, token)
    if seen is None:
        raise Http404
    return render(request, "network/directory/colleague.html", pages.colleague_page(seen, request.user))
