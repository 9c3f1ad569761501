"""What the API answers when it cannot do what was asked: *problem+json* (RFC 9457), in Dutch."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from rest_framework import exceptions

MIME = "application/problem+json"
TITLES = {
    400: "Deze vraag begrijpen wij niet.",
    401: "Dit kan alleen met een geldig token.",
    403: "U hebt hier geen toegang toe.",
    404: "Dit is er niet.",
    405: "Deze methode kan hier niet.",
    406: "In deze vorm kunnen wij niet antwoorden.",
    409: "Dit past niet bij wat er al is.",
    410: "Dit is er niet meer.",
    413: "Wat u verstuurt is te groot.",
    415: "Deze vorm kunnen wij niet lezen.",
    422: "Wat u verstuurt klopt niet.",
    429: "U vraagt te veel in korte tijd.",
    500: "Er ging iets mis bij ons. Probeer het later nog eens.",
    503: "Het loket is even niet bereikbaar. Probeer het later nog eens.",
}
_TOO_MANY = "Wacht even en probeer het dan opnieuw."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: ``place`` is *query* or *body*, ``name`` a parameter or the path of a field."""

    place: str
    name: str
    code: str
    detail: str

    def as_json(self) -> dict:
        return {"in": self.place, "name": self.name, "code": self.code, "detail": self.detail}


class Problem(exceptions.APIException):
    """An answer that is no result. ``extra`` goes along in the object, ``headers`` with the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        faults: Iterable[Fault] = (),
        extra: dict | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status_code = status
        self.faults = list(faults)
        self.extra = extra or {}
        self.headers = headers or {}


def answer(
    status: int,
    detail: str = "",
    *,
    faults: Iterable[Fault] = (),
    extra: dict | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """The problem as a response."""
    body = {"type": f"{reverse('api_documentation')}#fout-{status}", "title": TITLES[status], "status": status}
    if detail:
        body["detail"] = detail
    if found := [fault.as_json() for fault in faults]:
        body["errors"] = found
    return JsonResponse(
        body | (extra or {}),
        status=status,
        content_type=MIME,
        json_dumps_params={"ensure_ascii": False},
        headers=headers,
    )


def handle(error: Exception, context: dict) -> HttpResponse | None:
    """What the views of the API do with an exception (``EXCEPTION_HANDLER``); None lets it go on."""
    if isinstance(error, Problem):
        return answer(
            error.status_code, str(error.detail), faults=error.faults, extra=error.extra, headers=error.headers
        )
    if isinstance(error, Http404):
        return answer(404)
    if isinstance(error, PermissionDenied):
        return answer(403, str(error))
    if isinstance(error, RequestDataTooBig):
        return answer(413)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return None


def _of_framework(error: exceptions.APIException) -> HttpResponse:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(int(error.wait or 60))
        return answer(429, _TOO_MANY, headers=headers)
    detail = str(error.detail) if isinstance(error, exceptions.AuthenticationFailed) else ""
    return answer(error.status_code, detail, headers=headers)
