"""Finding a network, its front, its sessions and harvest, and the links that need no account."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from loket.core.files.serving import response_headers
from loket.usage import counting
from network.learning import calendars, filters, inside_pages, pages, permissions, telling
from network.learning.findable import SUBJECT_TYPE
from network.learning.models import LearningNetwork, Membership, NetworkFile
from network.learning.views.fetching import shown

PAGE_SIZE = 24


@login_not_required
@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """All networks that this person may come across; what runs first."""
    rows = LearningNetwork.objects.visible_to(request.user).filter(state__in=filters.LISTED)
    found = filters.NetworkFilter(request.GET, queryset=pages.in_order(rows), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"filter": found, "page": page, "cards": pages.cards(list(page.object_list), request.user)}
    return render(request, "network/learning/networks.html", context)


@login_not_required
@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    found = shown(request, slug)
    if found.opened_at:
        counting.count(request, "view", SUBJECT_TYPE, found.pk, owner_id=found.proposer_id)
    return render(request, "network/learning/network.html", pages.overview(found, request.user, at=timezone.now()))


@login_not_required
@require_safe
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    found = shown(request, slug)
    context = inside_pages.sessions_page(found, request.user, at=timezone.now())
    return render(request, "network/learning/sessions.html", context)


@login_not_required
@require_safe
def harvest(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of it: for everybody once it is archived, for members while it is written."""
    found = shown(request, slug)
    if not permissions.can_see_harvest(request.user, found):
        raise Http404
    context = pages.frame(found, request.user, tab="oogst")
    context |= {"harvest": pages.harvest_of(found), "yields": inside_pages.yields_of(found)}
    context["writes_harvest"] = permissions.can_harvest(request.user, found)
    return render(request, "network/learning/harvest.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A file of members; for others only what an archived network lets everybody take along."""
    found = shown(request, slug)
    rows = NetworkFile.objects.select_related("post", "version__document")
    kept = get_object_or_404(rows, network=found, pk=pk)
    kept.network = found
    if not permissions.can_open_file(request.user, kept):
        raise Http404
    response = FileResponse(kept.stored.open("rb"))
    # Headers go last, for Django guesses some.
    for name, told in response_headers(kept.name, kept.kind).items():
        response[name] = told
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of a network by the secret address of one member; it ends with the membership."""
    rows = Membership.objects.active().select_related("network").filter(person__is_active=True)
    membership = get_object_or_404(rows, calendar_token=token)
    text = calendars.feed(membership, at=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *afmelden* in a mail: one button, no sign-in."""
    about = telling.stop(token)
    if about is None:
        raise Http404
    if request.method == "POST":
        telling.stop_mail(*about)
    context = {"is_stopped": telling.is_stopped(*about), "is_bundle": about[1] == 0}
    return render(request, "network/learning/stop.html", context)
