"""*Onze Xperts*: who is active and wants to be seen. Public."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from loket.usage import counting
from xperts.pool import filters, pages
from xperts.pool.models import Xpert

PAGE_SIZE = 24


@login_not_required
@require_safe
def xperts(request: HttpRequest) -> HttpResponse:
    shown = pages.with_people(Xpert.objects.public()).order_by("person__name", "pk")
    found = filters.XpertFilter(request.GET, queryset=shown, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"filter": found, "page": page, "cards": [pages.card(xpert) for xpert in page]}
    return render(request, "xperts/pool/xperts.html", context)


@login_not_required
@require_safe
def xpert(request: HttpRequest, pk: int) -> HttpResponse:
    """A public profile; whoever is not active, or does not want it, is not there, for staff neither."""
    shown = get_object_or_404(pages.with_people(Xpert.objects.public()), pk=pk)
    counting.count(request, "view", "xpert", shown.pk, owner_id=shown.person_id)
    return render(request, "xperts/pool/xpert.html", pages.public_page(shown))
