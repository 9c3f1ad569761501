"""Open data as files: the weekly dump, its description, and the sitemap."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loket.home import dcat, dumping, sitemap

_MADE_NOW = {"jsonl": dumping.json_lines, "csv": dumping.csv_lines}


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What can be had, and how."""
    return render(request, "home/open_data.html", {"newest": next(iter(dumping.days()), None)})


@login_not_required
@require_safe
def dump(request: HttpRequest, form: str) -> HttpResponse:
    """The newest dump; before there is one, the catalogue of now."""
    if form not in dumping.MEDIA_TYPES:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="bijdragen.{form}"', "Access-Control-Allow-Origin": "*"}
    newest = next(iter(dumping.days()), None)
    if newest is None:
        lines = _MADE_NOW[form]()
        return StreamingHttpResponse(lines, content_type=dumping.MEDIA_TYPES[form], headers=headers)
    stored = default_storage.open(dumping.path_of(newest, form))
    response = FileResponse(stored, content_type=dumping.MEDIA_TYPES[form])
    for name, value in headers.items():
        response[name] = value
    return response


@login_not_required
@require_safe
def dcat_description(request: HttpRequest) -> JsonResponse:
    newest = next(iter(dumping.days()), None)
    return JsonResponse(
        dcat.description(newest),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemap.index(), content_type="application/xml")


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    found = sitemap.part(number) if number < 10_000 else None
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/xml")
