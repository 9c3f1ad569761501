"""Mails about invitations: one per person, each with the link of that person (hard cases 24 and 33)."""

from datetime import datetime

from django.conf import settings

from loket.core import outbox
from loket.core.telling import stop_headers, stop_link
from network.invitations.models import Invitation

STOP = "stop_invitations"


def invited(invitation: Invitation, *, at: datetime) -> None:
    _tell(invitation, "invited", key=f"invitation:{invitation.pk}", at=at)


def reminded(invitation: Invitation, *, at: datetime) -> None:
    _tell(invitation, "reminded", key=f"invitation-reminder:{invitation.pk}:{invitation.reminders}", at=at)


def passed_on(invitation: Invitation, *, at: datetime) -> None:
    """To a colleague who was named by somebody; it says by whom."""
    _tell(invitation, "passed_on", key=f"invitation:{invitation.pk}", at=at)


def _tell(invitation: Invitation, template: str, *, key: str, at: datetime) -> None:
    stop = stop_link(STOP, invitation.address_key)
    context = {
        "invitation": invitation,
        "event": invitation.event,
        "words": invitation.round.words if invitation.round else "",
        "link": f"{settings.SITE_URL}{invitation.get_absolute_url()}",
        "stop": stop,
    }
    outbox.queue(
        to=invitation.email,
        template=f"invitations/{template}",
        at=at,
        context=context,
        headers=stop_headers(stop),
        dedupe_key=key,
    )
