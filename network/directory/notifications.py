"""Mails of the directory, in the transaction of their cause; an address stands only where its owner put it."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.core import outbox
from network.directory.models import DirectMessage, Report

_JUDGES = (Role.REDACTIE.value, Role.COORDINATOR.value)


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def message(message: DirectMessage, *, at: datetime) -> None:
    """The message itself. An answer goes to the address that the sender chose, or by the portal."""
    context = {"message": message, "link": _link(message.get_absolute_url())}
    headers = {"Reply-To": message.answer_to} if message.answer_to else None
    outbox.queue(to=message.recipient.email, template="directory/message", context=context, at=at, headers=headers)


def reported(report: Report, *, at: datetime) -> None:
    """Editors and coordinators hear that something waits; what was written stands on the page, not in the mail."""
    people = get_user_model().objects.filter(is_active=True, roles__overlap=list(_JUDGES))
    for person in people:
        context = {"person": person, "report": report, "link": _link(reverse("network_reports"))}
        outbox.queue(to=person.email, template="directory/reported", context=context, at=at)
