"""What follows from the calendar: mails to who is asked, one reminder, and the end. All can be repeated."""

import contextlib
from datetime import datetime, timedelta

from django.db import transaction

from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from loket.monitoring.surveys import notifications, sampling, workflow
from loket.monitoring.surveys.enums import SurveyState
from loket.monitoring.surveys.models import Invitation, Survey

AT_ONCE = 500
ASKED_KEPT = sampling.YEAR + timedelta(days=30)
"""So long it is known who was asked: for the rule of twice a year. After that only how many."""


def mail(*, at: datetime) -> int:
    """Mail who was invited and not mailed yet; returns how many mails were written."""
    waiting = Invitation.objects.to_mail().filter(survey__closes_on__gte=local_date(at))
    return sum(_mail(row, "mailed_at", at=at) for row in _first(waiting))


def remind(*, at: datetime) -> int:
    """One reminder to who did not answer, from the day that was set. Returns how many."""
    today = local_date(at)
    due = Invitation.objects.to_remind().filter(
        survey__state=SurveyState.OPEN, survey__remind_on__lte=today, survey__closes_on__gte=today
    )
    return sum(_mail(row, "reminded_at", at=at) for row in _first(due))


def _first(rows) -> list[Invitation]:
    return list(rows.select_related("survey", "person").order_by("pk")[:AT_ONCE])


@transaction.atomic
def _mail(invitation: Invitation, field: str, *, at: datetime) -> bool:
    """The mark and the mail together; who answered or was mailed meanwhile gets none."""
    mine = Invitation.objects.filter(pk=invitation.pk, is_answered=False, **{field: None})
    if not mine.update(**{field: at}):
        return False
    tell = notifications.invited if field == "mailed_at" else notifications.reminded
    tell(invitation, at=at)
    return True


def close_due(*, at: datetime) -> int:
    """Close what is past its last day; nobody could answer since that day ended. Returns how many."""
    past = list(Survey.objects.filter(state=SurveyState.OPEN, closes_on__lt=local_date(at)).order_by("closes_on"))
    for survey in past:
        with contextlib.suppress(StaleState):  # closed by hand in this very moment
            workflow.close(survey, by=None, at=at)
    return len(past)


def forget(at: datetime) -> int:
    """Who was asked longer ago than the rule of twice a year looks back: the names and the links go."""
    past = Invitation.objects.filter(survey__state=SurveyState.CLOSED, survey__sent_at__lt=at - ASKED_KEPT)
    return past.filter(person__isnull=False).update(person=None, token=None)
