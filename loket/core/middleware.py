"""What every request passes."""

import logging
import time
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render

logger = logging.getLogger("loket.request")
ALWAYS_OPEN = ("/healthz", "/readyz", settings.STATIC_URL)
API = "/api/"
CHUNK = 64 * 1024
MOST_DRAINED = 2 * 1024**3
PROBLEMS = {
    400: "Deze vraag begrijpen we niet.",
    403: "U hebt hier geen toegang toe.",
    404: "Dit adres bestaat niet.",
    405: "Dit adres kan alleen worden gelezen, met GET of HEAD.",
    413: "Wat u verstuurt is te groot.",
    500: "Er ging iets mis bij ons. Probeer het later nog eens.",
    503: "Het loket is even niet bereikbaar. Probeer het later nog eens.",
}


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
    """Words for an answer that Django leaves empty (405); under ``/api/`` each refusal is *problem+json* (RFC 9457)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(API) and response.status_code in PROBLEMS:
            return _answer_with(_problem(response.status_code), response)
        if response.status_code == 405 and not response.content:
            return _answer_with(render(request, "405.html", status=405), response)
        return response


def _problem(status: int) -> HttpResponse:
    body = {"type": "about:blank", "title": PROBLEMS[status], "status": status}
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _answer_with(shown: HttpResponse, refused: HttpResponse) -> HttpResponse:
    """The new answer with the old one's headers about the method."""
    if "Allow" in refused:
        shown["Allow"] = refused["Allow"]
    return shown
