"""Mail about reports: to who receives them, and to the coordinators when one could not be made."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core import outbox
from loket.monitoring.models import Recipient, Report

SALT = "monitoring.report"


def token(report: Report, recipient: Recipient) -> str:
    """What opens one report for one recipient; it holds as long as that recipient stands on the list."""
    return signing.dumps([report.pk, recipient.pk], salt=SALT)


def shared(token_text: str) -> Report | None:
    """The report of such a link; None when it is cut off, made up, or the recipient was taken off the list."""
    try:
        report, recipient = signing.loads(token_text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Report.objects.made().filter(pk=report).first()
    is_listed = found is not None and Recipient.objects.filter(pk=recipient, kind=found.kind).exists()
    return found if is_listed else None


def made(report: Report, *, at: datetime) -> int:
    """Tell each recipient, once; returns how many."""
    recipients = list(Recipient.objects.filter(kind=report.kind))
    for recipient in recipients:
        link = f"{settings.SITE_URL}{reverse('report_shared', args=[token(report, recipient)])}"
        outbox.queue(
            to=recipient.email,
            template="monitoring/report",
            context={"report": report, "name": recipient.name, "link": link},
            at=at,
            dedupe_key=f"report:{report.pk}:{recipient.email.lower()}",
        )
    return len(recipients)


def not_made(report: Report, *, at: datetime) -> None:
    """Tell every coordinator that this report should have been there."""
    link = f"{settings.SITE_URL}{reverse('reports')}"
    for person in User.objects.with_role(Role.COORDINATOR):
        outbox.queue(
            to=person.email,
            template="monitoring/not_made",
            context={"report": report, "person": person, "link": link},
            at=at,
            dedupe_key=f"report-not-made:{report.pk}:{person.pk}",
        )
