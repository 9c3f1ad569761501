"""Mails of surveys; the link opens the questionnaire, without signing in."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.core import outbox
from loket.core.telling import stop_headers, stop_link
from loket.monitoring.surveys.models import Invitation

STOP = "stop_surveys"


def link(invitation: Invitation) -> str:
    return f"{settings.SITE_URL}{reverse('answer_survey', args=[invitation.token])}"


def invited(invitation: Invitation, *, at: datetime) -> None:
    _send(invitation, "surveys/invitation", at=at)


def reminded(invitation: Invitation, *, at: datetime) -> None:
    _send(invitation, "surveys/reminder", at=at)


def _send(invitation: Invitation, template: str, *, at: datetime) -> None:
    """Once per invitation and kind, whatever runs twice."""
    stop = stop_link(STOP, str(invitation.person_id))
    context = {"person": invitation.person, "survey": invitation.survey, "link": link(invitation), "stop": stop}
    outbox.queue(
        to=invitation.person.email,
        template=template,
        context=context,
        at=at,
        dedupe_key=f"{template}/{invitation.pk}",
        headers=stop_headers(stop),
    )
