"""What every request passes."""

import logging
import time
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger("loket.request")
ALWAYS_OPEN = ("/healthz", "/readyz", settings.STATIC_URL)


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
