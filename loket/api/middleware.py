"""What holds for every answer under ``/api/``, also for those that no view gave."""

from django.http import HttpRequest, HttpResponse

from loket.api import problems

ROOT = "/api/"
VERSION = "1.1.0"
_READING = ("GET", "HEAD", "OPTIONS")
_HEADERS = {
    "API-Version": VERSION,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept, Authorization",
}
# Reading is open to pages of others; nobody's cookie is looked at here, so nothing of a person can leak.
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, Retry-After",
}


class ApiAnswers:
    """Version and CORS headers, and *problem+json* for what was refused outside the views of the API."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(ROOT):
            return response
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith(problems.MIME):
            response = _as_problem(response)
        for name, value in (_HEADERS | (_OPEN if request.method in _READING else {})).items():
            response[name] = value
        return response


def _as_problem(refused: HttpResponse) -> HttpResponse:
    """The same refusal as a problem, with the old answer's headers about what can be done instead."""
    status = refused.status_code if refused.status_code in problems.TITLES else 400
    kept = {name: refused[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in refused}
    return problems.answer(status, headers=kept)
