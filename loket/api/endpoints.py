"""What every address of the API is made of: one class per address, declared rather than programmed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import conditional_page, require_http_methods
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from loket.api import paging, parameters
from loket.api.parameters import Parameter
from loket.api.problems import Problem
from loket.api.rendering import CamelParser, CamelRenderer
from loket.api.schema import OperationSchema

READS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Operation:
    """How one method of an address is described; ``statuses`` are the problems beside those that all can give.

    ``given`` is the status of success, and ``also`` others with the same answer.
    """

    name: str
    summary: str
    description: str
    tag: str
    answer: type[serializers.Serializer] | None = None
    statuses: tuple[int, ...] = ()
    asks: type[serializers.Serializer] | None = None
    given: int = 200
    also: tuple[int, ...] = ()


class Endpoint(APIView):
    """Nobody's cookie counts here: an address of the API reads the token in the request or knows nobody."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (CamelRenderer,)
    parser_classes = (CamelParser,)
    schema = OperationSchema()
    operations: dict[str, Operation] = {}
    parameters: tuple[Parameter, ...] = ()
    headers: tuple = ()
    cache_seconds = 60

    def asked(self, request: Request) -> dict[str, Any]:
        """The values of the declared parameters; a method that declares none takes none."""
        declared = self.parameters if request.method in READS else ()
        return parameters.read(request._request.GET, declared)

    def options(self, request: Request, *args, **kwargs) -> HttpResponse:
        """What can be done here, and for browsers that from other pages one may read."""
        allowed = ", ".join(self.methods())
        headers = {
            "Allow": allowed,
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=headers)

    @classmethod
    def methods(cls) -> tuple[str, ...]:
        """The methods of this address, HEAD beside GET."""
        named = [name.upper() for name in cls.operations]
        return (*named, *(["HEAD"] if "GET" in named else []), "OPTIONS")


class ReadEndpoint(Endpoint):
    """One thing: ``found(asked, **path)`` gives what is answered, ready for JSON."""

    def get(self, request: Request, **path_values) -> Response:
        return Response(self.found(self.asked(request), **path_values), headers=self._headers())

    def found(self, asked: dict, **path_values) -> dict:
        raise NotImplementedError

    def _headers(self) -> dict[str, str]:
        return {"Cache-Control": f"public, max-age={self.cache_seconds}"}


class ListEndpoint(ReadEndpoint):
    """A list in pages: ``rows(asked)`` in the order of ``order``, each row as ``shown`` has it."""

    order: tuple[str, ...] = ("pk",)

    def get(self, request: Request, **path_values) -> Response:
        asked = self.asked(request)
        page = paging.cut(request._request, self.rows(asked), asked, self.order)
        body = {"results": self.all_shown(page.rows), "page_size": asked[paging.SIZE.name], "links": page.links}
        return Response(body, headers=self._headers() | {"Link": paging.link_header(page.links)})

    def rows(self, asked: dict) -> QuerySet:
        raise NotImplementedError

    def all_shown(self, rows: list) -> list[dict]:
        return [self.shown(row) for row in rows]

    def shown(self, row: Any) -> dict:
        raise NotImplementedError


PAGED = (paging.SIZE, paging.CURSOR)


def gone(detail: str, successor: dict | None) -> Problem:
    """410 for what was here, with a pointer to what took its place: at least ``title`` and ``apiUrl``."""
    headers = {"Link": f'<{successor["apiUrl"]}>; rel="successor-version"'} if successor else {}
    return Problem(410, detail, extra={"successor": successor}, headers=headers)


def route(address: str, view: type[Endpoint], name: str) -> URLPattern:
    """The address of an endpoint: its methods named, answers with an ETag, 304 for what did not change."""
    return path(address, _guarded(view), name=name)


def _guarded(view: type[Endpoint]) -> Callable[..., HttpResponse]:
    return require_http_methods(list(view.methods()))(conditional_page(view.as_view()))
