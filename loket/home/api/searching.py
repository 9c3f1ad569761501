"""Searching in all that is public, with the facets of the search page and on the same query string."""

from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from loket.api import paging
from loket.api.endpoints import Operation, ReadEndpoint
from loket.api.naming import camel
from loket.api.parameters import Parameter
from loket.api.problems import Problem
from loket.api.serializers import LinksSerializer
from loket.search import engine, facets
from loket.search.enums import Sort
from loket.search.query import CAP, LAST_PAGE, MAX_QUERY, SearchRequest

_LONGEST_CODE = 80
_PAGING = ("self", "first", "prev", "next")


class HitSerializer(serializers.Serializer):
    """One result. ``score`` orders results of one search and says nothing between searches."""

    kind = serializers.CharField()
    external_id = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.URLField()
    score = serializers.FloatField()


class OptionSerializer(serializers.Serializer):
    """A value of a facet and how many results have it."""

    code = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()


class SearchLinksSerializer(LinksSerializer):
    prev = serializers.URLField(allow_null=True)


class SearchSerializer(serializers.Serializer):
    """The answer to a search. Beyond 1,000 results ``count`` is 1,000 and ``countIsExact`` false."""

    count = serializers.IntegerField()
    count_is_exact = serializers.BooleanField()
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    pages = serializers.IntegerField()
    facets = serializers.DictField(child=OptionSerializer(many=True))
    facets_are_exact = serializers.BooleanField()
    results = HitSerializer(many=True)
    suggestion = serializers.CharField(allow_null=True)
    repaired = serializers.CharField(allow_null=True)
    links = SearchLinksSerializer()


def _facet(group: str, name: str) -> Parameter:
    described = f"{name}: code uit `facets`. Geef meer codes om uit meer te kiezen."
    aliases = tuple({group, group.replace("_", "-")} - {camel(group)})
    return Parameter(camel(group), described, many=True, longest=_LONGEST_CODE, aliases=aliases)


class Search(ReadEndpoint):
    operations = {
        "get": Operation(
            "search",
            "Zoeken",
            "Zoekt in alles wat openbaar is: bijdragen, bijeenkomsten, campagnes, netwerken en partners.",
            "Zoeken",
            SearchSerializer,
            (404,),
        )
    }
    parameters = (
        Parameter("q", "Wat u zoekt, in gewone woorden.", longest=MAX_QUERY, default=""),
        Parameter(
            "sort", "De volgorde.", choices=tuple(Sort.values), default=Sort.RELEVANCE.value, aliases=("sortering",)
        ),
        Parameter("page", "De bladzijde.", int, default=1, minimum=1, maximum=LAST_PAGE, aliases=("pagina",)),
        paging.SIZE,
        *(_facet(group, name) for group, name in facets.GROUPS.items()),
    )

    def get(self, request: Request) -> Response:
        asked = self.asked(request)
        found = engine.search(_request(asked))
        if asked["page"] > max(1, found.pages):
            raise Problem(404, f"Zo veel bladzijden zijn er niet. De laatste is bladzijde {max(1, found.pages)}.")
        links = _links(request, asked, found)
        headers = self._headers() | {"Link": paging.link_header(links)}
        return Response(_body(asked, found) | {"links": links}, headers=headers)


def _request(asked: dict) -> SearchRequest:
    """The search as the engine takes it; a page past what can be counted is found to be empty without asking."""
    size, page = asked["pageSize"], asked["page"]
    chosen = {group: _codes(asked[camel(group)]) for group in facets.GROUPS}
    return SearchRequest(
        " ".join(asked["q"].split()),
        {group: codes for group, codes in chosen.items() if codes},
        asked["sort"],
        min(page, CAP // size + 1),
        size,
    )


def _codes(given: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.strip().replace(" ", "-") for code in given if code.strip()))


def _body(asked: dict, found: engine.Result) -> dict:
    return {
        "count": found.count,
        "count_is_exact": found.count_is_exact,
        "page": asked["page"],
        "page_size": asked["pageSize"],
        "pages": found.pages,
        "facets": {group.name: _options(group) for group in found.facets},
        "facets_are_exact": all(group.is_exact for group in found.facets),
        "results": [_result(hit) for hit in found.hits],
        "suggestion": found.suggestion or None,
        "repaired": found.repaired or None,
    }


def _options(group: facets.Group) -> list[dict]:
    return [{"code": option.value, "label": option.label, "count": option.count} for option in group.options]


def _result(hit: engine.Hit) -> dict:
    return {
        "kind": hit.kind,
        "external_id": hit.external_id,
        "title": hit.title,
        "summary": hit.summary,
        "url": paging.absolute(hit.url),
        "score": hit.score,
    }


def _links(request: Request, asked: dict, found: engine.Result) -> dict[str, str | None]:
    plain, page = request._request, asked["page"]
    numbers = {"self": page, "first": 1, "prev": page - 1, "next": page + 1}
    there = {name: number for name, number in numbers.items() if 1 <= number <= max(1, found.pages)}
    return {name: _page_address(plain, there[name]) if name in there else None for name in _PAGING}


def _page_address(request: HttpRequest, number: int) -> str:
    """Without a number for the first page, and without the site's own name of the parameter."""
    return paging.address(request, pagina=None, page=number if number > 1 else None)
