"""What every request passes."""

import logging
import time
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

logger = logging.getLogger("loket.request")
ALWAYS_OPEN = ("/healthz", "/readyz", settings.STATIC_URL)
CHUNK = 64 * 1024
MOST_DRAINED = 2 * 1024**3


class RequestLog:
    """Gives each request a number and logs slow and failed ones: path and status, never who or what was typed."""

    SLOW_SECONDS = 1.0

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.number = uuid.uuid4().hex[:12]
        start = time.monotonic()
        response = self.get_response(request)
        seconds = time.monotonic() - start
        response["X-Request-Id"] = request.number
        if response.status_code >= 500 or seconds > self.SLOW_SECONDS:
            details = {"request": request.number, "path": request.path, "status": response.status_code}
            logger.warning("slow or failed request", extra=details | {"ms": round(seconds * 1000)})
        return response


class Maintenance:
    """Shows the maintenance page while ``MAINTENANCE=1``; health checks and styles stay reachable."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.IS_UNDER_MAINTENANCE and not request.path.startswith(ALWAYS_OPEN):
            response = render(request, "maintenance.html", status=503)
            response["Retry-After"] = "600"
            return response
        return self.get_response(request)


class WholeRequest:
    """Reads what is left of a body once the answer is known: a browser that is still sending does not hear it.

    Also leaves out cookies with a NUL in them, which PostgreSQL refuses: no cookie of ours has one.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        response = self.get_response(request)
        _drain(request)
        return response


def _drain(request: HttpRequest) -> None:
    left = MOST_DRAINED
    try:
        while left > 0 and (read := request.read(CHUNK)):
            left -= len(read)
    except UnreadablePostError:
        logger.info("sender went away")


class ReadableRefusal:
    """Words for an answer that Django leaves empty (405). Those of the API are made by ``loket.api.middleware``."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return _answer_with(render(request, "405.html", status=405), response)
        return response


def _answer_with(shown: HttpResponse, refused: HttpResponse) -> HttpResponse:
    """The new answer with the old one's headers about the method."""
    if "Allow" in refused:
        shown["Allow"] = refused["Allow"]
    return shown
