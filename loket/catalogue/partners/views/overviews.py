"""Who helps whom with what, and what closes when: as a page and as files to take along. Public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from loket.catalogue.partners import closing, exporting, filters, pages, support
from loket.core import spreadsheets
from loket.core.files.serving import content_disposition
from loket.core.templatetags.links import query_with
from loket.core.working_days import local_date

CLOSED = "gesloten"


@login_not_required
@require_safe
def support_offers(request: HttpRequest) -> HttpResponse:
    found = filters.SupportFilter(request.GET, queryset=support.offers(), request=request)
    context = {"filter": found, **pages.offers(found.qs, request.GET.get("pagina"))}
    return render(request, "catalogue/partners/support.html", context)


def _file(content: bytes, mime: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition(name)
    return response


@login_not_required
@require_safe
def support_ods(request: HttpRequest) -> HttpResponse:
    found = filters.SupportFilter(request.GET, queryset=support.offers(), request=request).qs
    return _file(exporting.sheet(found, "ods"), spreadsheets.MIMES["ods"], "ondersteuning.ods")


@login_not_required
@require_safe
def support_csv(request: HttpRequest) -> HttpResponse:
    found = filters.SupportFilter(request.GET, queryset=support.offers(), request=request).qs
    return _file(exporting.sheet(found, "csv"), spreadsheets.MIMES["csv"], "ondersteuning.csv")


@login_not_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Open first, by closing day; closed ones on a tab of their own."""
    today = local_date(timezone.now())
    shows_closed = request.GET.get("stand") == CLOSED
    open_ones, closed_ones = (
        filters.ProgrammeFilter(request.GET, queryset=rows, request=request)
        for rows in (closing.open_on(today), closing.closed_on(today))
    )
    shown = closed_ones if shows_closed else open_ones
    states = ((None, "Open", open_ones, not shows_closed), (CLOSED, "Gesloten", closed_ones, shows_closed))
    tabs = [
        {
            "label": label,
            "url": query_with(request.GET, stand=state),
            "is_current": is_current,
            "count": rows.qs.count(),
        }
        for state, label, rows, is_current in states
    ]
    query = query_with(request.GET, stand=None).rstrip("?")
    calendar_url = request.build_absolute_uri(reverse("programmes_calendar") + query)
    context = {"filter": shown, "tabs": tabs, "shows_closed": shows_closed, "calendar_url": calendar_url}
    context |= pages.programmes(shown.qs, request.GET.get("pagina"), today)
    return render(request, "catalogue/partners/programmes.html", context)


@login_not_required
@require_safe
def programmes_calendar(request: HttpRequest) -> HttpResponse:
    """The last days to apply as iCalendar, by the same filters as the page. A day stays in for a month after it."""
    today = local_date(timezone.now())
    coming = closing.in_calendar(today)
    found = filters.ProgrammeFilter(request.GET, queryset=coming, request=request).qs
    return _file(exporting.calendar(found), "text/calendar; charset=utf-8", "subsidies.ics")
