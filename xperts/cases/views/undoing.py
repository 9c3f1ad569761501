"""What was just taken off a pre-intake, kept in the session of who did it until it is put back or the session ends.

The last of each kind only: that is the one of which the message has a button.
"""

from dataclasses import asdict

from django.http import Http404, HttpRequest
from django.urls import reverse

from xperts.cases.intake import Tried
from xperts.cases.models import Applicant, Case, Effort
from xperts.cases.opening import Asker

_EFFORT, _APPLICANT = "dropped-effort", "dropped-applicant"


def keep_effort(request: HttpRequest, effort: Effort) -> str:
    """Returns the address at which a press puts it back."""
    tried = Tried(effort.layer, effort.what, effort.applied, effort.came_of_it, effort.url)
    request.session[_EFFORT] = {"case": effort.case_id, **asdict(tried)}
    return reverse("case_effort_back", args=[effort.case.number])


def keep_applicant(request: HttpRequest, applicant: Applicant) -> str:
    """Returns the address at which a press puts this person back."""
    asker = Asker(
        name=applicant.name,
        email=applicant.person.email if applicant.person else "",
        organisation=applicant.organisation_shown,
        minutes=applicant.minutes,
        signs=applicant.signs,
    )
    request.session[_APPLICANT] = {"case": applicant.case_id, **asdict(asker)}
    return reverse("case_applicant_back", args=[applicant.case.number])


def kept_effort(request: HttpRequest, case: Case) -> Tried:
    return Tried(**_taken(request, _EFFORT, case))


def kept_applicant(request: HttpRequest, case: Case) -> Asker:
    return Asker(**_taken(request, _APPLICANT, case))


def _taken(request: HttpRequest, kind: str, case: Case) -> dict:
    """Once: a second press finds nothing. Raises ``Http404`` for another case, or when nothing is kept."""
    kept = dict(request.session.get(kind, {}))
    if kept.pop("case", None) != case.pk:
        raise Http404
    del request.session[kind]
    return kept
