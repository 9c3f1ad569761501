"""The dashboards, a page each, and their blocks as files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loket.monitoring import exporting, pages, panels
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked


def _place(request: HttpRequest, slug: str) -> Place:
    """The dashboard of an address; 403 for who has another role."""
    place = pages.SLUGS.get(slug)
    if place is None:
        raise Http404
    if not pages.ALLOWED[place](request.user):
        raise PermissionDenied("Dit dashboard is voor een andere rol.")
    return place


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The first dashboard that fits somebody's roles."""
    slug = next(slug for slug, place in pages.SLUGS.items() if pages.ALLOWED[place](request.user))
    return redirect("dashboard", slug)


@require_safe
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    place, at = _place(request, slug), timezone.now()
    period, refused = pages.chosen_period(request.GET.get("periode", ""), at=at)
    if refused:
        messages.warning(request, refused)
    context = pages.dashboard(place, Asked(period, at, request.user), slug)
    return render(request, "monitoring/dashboard.html", context)


@require_safe
def dashboard_block(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One block in full."""
    place, at = _place(request, slug), timezone.now()
    period, refused = pages.chosen_period(request.GET.get("periode", ""), at=at)
    context = pages.dashboard_block(place, name, Asked(period, at, request.user), slug)
    if context is None:
        raise Http404
    if refused:
        messages.warning(request, refused)
    return render(request, "monitoring/dashboard_block.html", context)


@require_safe
def dashboard_file(request: HttpRequest, slug: str, name: str, extension: str) -> HttpResponse:
    """One block as a table."""
    place, at = _place(request, slug), timezone.now()
    period, _ = pages.chosen_period(request.GET.get("periode", ""), at=at)
    block = panels.block_of(place, name, Asked(period, at, request.user))
    if block is None or extension not in ("csv", "ods"):
        raise Http404
    return as_file(exporting.sheet(block, extension), f"{name}-{period.code}.{extension}")


def as_file(content: bytes, name: str) -> HttpResponse:
    """An answer that is saved under this name."""
    mime = exporting.MIMES[name.rpartition(".")[2]]
    return HttpResponse(content, mime, headers={"Content-Disposition": f'attachment; filename="{name}"'})
