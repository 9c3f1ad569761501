"""Entries side by side, as a page and as a spreadsheet. Public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from loket.catalogue import comparing, spreadsheet
from loket.core import spreadsheets
from loket.core.files.serving import content_disposition


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    comparison = comparing.read(request.GET)
    columns = [
        {"entry": entry, "without_url": comparison.url([slug for slug in comparison.slugs if slug != entry.slug])}
        for entry in comparison.entries
    ]
    context = {
        "comparison": comparison,
        "columns": columns,
        "is_complete": len(columns) >= comparing.FEWEST,
        "is_full": len(columns) >= comparing.MOST,
        "choices": [(row, row.key in comparison.shown) for row in comparison.fields.values()],
        "offers": comparing.offers(comparison),
        "ods_url": comparison.url(comparison.slugs, "compare_ods"),
    }
    return render(request, "catalogue/compare.html", context)


@login_not_required
@require_safe
def compare_ods(request: HttpRequest) -> HttpResponse:
    """The same comparison as a file. Without entries the page says what is wrong."""
    comparison = comparing.read(request.GET)
    if not comparison.entries:
        return redirect(f"{reverse('compare')}?{request.GET.urlencode()}")
    response = HttpResponse(
        spreadsheet.ods(comparison, request.build_absolute_uri("/").rstrip("/")), content_type=spreadsheets.MIME
    )
    response["Content-Disposition"] = content_disposition("vergelijking.ods")
    return response
