"""A list as others see it: the page, on paper, as a spreadsheet and as a zip; and the links by which they come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from loket.catalogue.collections import exporting, pages, workflow
from loket.catalogue.collections.pages import Reached
from loket.catalogue.collections.views.reaching import reached
from loket.core import spreadsheets
from loket.core.files.serving import content_disposition

LINKS = ("view_token", "edit_token")


@login_not_required
@require_safe
@never_cache
@reached
def collection(request: HttpRequest, row: Reached) -> HttpResponse:
    context = pages.collection_page(row, request.GET.get("pagina"), request.user, _origin(request))
    return render(request, "catalogue/collections/collection.html", context)


@login_not_required
@require_safe
@never_cache
@reached
def printed(request: HttpRequest, row: Reached) -> HttpResponse:
    """The whole list on one page, to print."""
    items = row.collection.items.with_entries()
    context = {"row": row, "collection": row.collection, "items": items}
    return render(request, "catalogue/collections/print.html", context)


@login_not_required
@require_safe
@reached
def ods(request: HttpRequest, row: Reached) -> HttpResponse:
    response = HttpResponse(exporting.ods(row.collection, _origin(request)), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = content_disposition(f"{_file_name(row)}.ods")
    return response


@login_not_required
@require_safe
@reached
def as_zip(request: HttpRequest, row: Reached) -> HttpResponse:
    """Every file of every entry, streamed."""
    headers = {"Content-Disposition": content_disposition(f"{_file_name(row)}.zip"), "X-Accel-Buffering": "no"}
    stream = exporting.zip_of(row.collection, _origin(request))
    return StreamingHttpResponse(stream, content_type="application/zip", headers=headers)


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _file_name(row: Reached) -> str:
    return slugify(row.collection.name)[:80] or "lijst"


@require_safe
@reached
def history(request: HttpRequest, row: Reached) -> HttpResponse:
    """Who did what. For who may write along: a reader needs no names."""
    workflow.require_change(row.access)
    context = {"row": row, "collection": row.collection} | pages.history(row.collection, request.GET.get("pagina"))
    return render(request, "catalogue/collections/history.html", context)


@require_POST
@reached
def share(request: HttpRequest, row: Reached) -> HttpResponse:
    """Make a link, or a new one in the place of the old; or take it back."""
    link = request.POST.get("link", "")
    if link not in LINKS:
        raise BadRequest("Deze link kennen wij niet.")
    told = {"by": request.user, "access": row.access, "at": timezone.now()}
    if request.POST.get("act") == "intrekken":
        workflow.unshare(row.collection, link, **told)
        messages.success(request, "De link is ingetrokken. Wie hem heeft, kan er niets meer mee.")
    else:
        workflow.share(row.collection, link, **told)
        messages.success(request, "De link is klaar. Kopieer hem en stuur hem naar wie u wilt.")
    return redirect(f"{row.collection.get_absolute_url()}#delen")
