"""Searching as JSON for other systems, by the NLGov REST API Design Rules (version header, camelCase, no end slash)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from loket.search import engine, facets
from loket.search.query import SearchRequest

VERSION = "1.0.0"


@csrf_exempt  # it only reads; a wrong method hears so
@login_not_required
@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """What is public, whoever asks. Parameters: ``q``, ``sort``, ``page``, ``pageSize`` (at most 100) and any facet.

    Unknown parameters and values out of range are left out or put right, and told in ``notices``.
    """
    asked = SearchRequest.from_params(request.GET)
    result = engine.search(asked)
    body = {
        "count": result.count,
        "countIsExact": result.count_is_exact,
        "page": asked.page,
        "pageSize": asked.page_size,
        "pages": result.pages,
        "facets": {_camel(group.name): _options(group) for group in result.facets},
        "facetsAreExact": all(group.is_exact for group in result.facets),
        "results": [_result(request, hit) for hit in result.hits],
        "suggestion": result.suggestion or None,
        "repaired": result.repaired or None,
        "notices": list(result.notices),
    }
    return JsonResponse(body, headers={"API-Version": VERSION}, json_dumps_params={"ensure_ascii": False})


def _options(group: facets.Group) -> list[dict]:
    return [{"code": option.value, "label": option.label, "count": option.count} for option in group.options]


def _result(request: HttpRequest, hit: engine.Hit) -> dict:
    return {
        "kind": hit.kind,
        "externalId": hit.external_id,
        "title": hit.title,
        "summary": hit.summary,
        "url": request.build_absolute_uri(hit.url),
        "score": hit.score,
    }


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
