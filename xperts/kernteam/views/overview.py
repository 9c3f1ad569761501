"""The page of the kernteam: what waits, for whom, the last decisions, and where like cases were decided otherwise."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xperts.kernteam import overview_pages, permissions


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    if not permissions.can_open(request.user):
        raise PermissionDenied("Deze bladzijde is voor het kernteam en de coördinator.")
    context = overview_pages.overview(request.user, number=request.GET.get("pagina"), at=timezone.now())
    return render(request, "xperts/kernteam/overview.html", context)
