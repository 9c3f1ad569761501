"""Taking people out of cases: on request, and after the term. What was asked about and how it ended stays."""

from datetime import datetime, timedelta

from django.db import transaction

from loket.accounts.models import User
from xperts.cases import workflow
from xperts.cases.enums import OVER_STATES
from xperts.cases.models import Applicant, Application, Case, Diagnosis, Effort, Intake
from xperts.cases.models.dossier import DIAGNOSIS_TEXTS, INTAKE_TEXTS

KEPT = timedelta(days=2 * 365)
"""So long after it is over it is still known who asked what."""
ERASED = "Gewist"
_APPLICATION_TEXTS = ("help_asked", "own_share", "costs", "preferred_kind")


def forget(case: Case, *, at: datetime) -> None:
    """Names and all texts go; themes, area, moments and the decision stay."""
    with transaction.atomic():
        _forget_names(Applicant.objects.filter(case=case))
        Intake.objects.filter(case=case).update(**dict.fromkeys((name for name, _ in INTAKE_TEXTS), ERASED))
        Intake.objects.filter(case=case).exclude(outcome="").update(motivation=ERASED)
        Effort.objects.filter(case=case).update(what=ERASED, applied=ERASED, came_of_it=ERASED, url="")
        case.judgements.update(motivation=ERASED, evidence=ERASED, evidence_url="")
        Diagnosis.objects.filter(case=case).update(**dict.fromkeys((name for name, _ in DIAGNOSIS_TEXTS), ERASED))
        Application.objects.filter(case=case).update(**dict.fromkeys(_APPLICATION_TEXTS, ERASED))
        case.history.update(note="")
        Case.objects.filter(pk=case.pk).update(contact=None, title=ERASED, lexemes=[], anonymous_at=at)


def _forget_names(applicants) -> None:
    applicants.update(person=None, name=ERASED, organisation_name="")


def erase(user: User, *, at: datetime) -> None:
    """The person erases the account. What they ask for alone and is still open, is withdrawn; all of it is forgotten.

    Of what they ask with others only their name goes.
    """
    for case in Case.objects.filter(contact=user).order_by("pk"):
        if case.is_open:
            workflow.withdraw(case, by=user, at=at)
        if not case.applicants.exclude(person=user).exists():
            forget(case, at=at)
    _forget_names(Applicant.objects.filter(person=user))


def past_its_term(at: datetime) -> int:
    """Cases that were over two years ago; a share each day. Returns how many."""
    due = Case.objects.filter(state__in=OVER_STATES, anonymous_at=None, changed_at__lt=at - KEPT)
    found = list(due.order_by("changed_at")[:500])
    for case in found:
        forget(case, at=at)
    return len(found)
