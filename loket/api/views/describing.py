"""The description of the API: for programs as OpenAPI, for people as a page made from the same."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from loket.api import documentation, schema


@login_not_required
@require_http_methods(["GET", "HEAD", "OPTIONS"])
@conditional_page
def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        schema.document(), json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "public, max-age=3600"}
    )


@login_not_required
@require_safe
def documentation_page(request: HttpRequest) -> HttpResponse:
    """Every address with its parameters and answers, in Dutch, without a script."""
    return render(request, "api/documentation.html", documentation.page())
