"""Writing, claiming and sending outgoing mail.

A worker first marks a mail as being sent, then hands it over, then marks it as sent. After a crash between the last
two nobody knows whether it left: such a mail becomes *unsure* and is shown to staff, never sent a second time unasked.
"""

import logging
import re
import smtplib
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from loket.core import dispatch
from loket.core.enums import MailState
from loket.core.models import OutgoingMail

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 6
UNSURE_AFTER = timedelta(minutes=10)
SEND_TASK = "loket.core.tasks.send_outgoing_mail"


def queue(
    *,
    to: str,
    template: str,
    context: dict,
    at: datetime,
    dedupe_key: str | None = None,
    calendar: str = "",
    headers: dict[str, str] | None = None,
) -> OutgoingMail | None:
    """Write a mail from ``templates/emails/<template>_{subject.txt,message.txt,message.html}``.

    ``calendar``: an iCalendar object with a METHOD, to go along; ``headers``: more of them, such as List-Unsubscribe.
    Returns ``None`` when a mail with this key was written before.
    """
    subject = " ".join(render_to_string(f"emails/{template}_subject.txt", context).split())
    text = render_to_string(f"emails/{template}_message.txt", context)
    html = render_to_string(f"emails/{template}_message.html", context)
    ready = {"subject": subject, "text": text, "html": html}
    return queue_rendered(to=to, **ready, at=at, dedupe_key=dedupe_key, calendar=calendar, headers=headers)


def queue_rendered(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    at: datetime,
    dedupe_key: str | None = None,
    calendar: str = "",
    headers: dict[str, str] | None = None,
) -> OutgoingMail | None:
    """Write a mail whose texts are ready. Returns ``None`` when a mail with this key was written before."""
    fields = {
        "to": to,
        "subject": subject[:250],
        "text": text,
        "html": html,
        "calendar": calendar,
        "created_at": at,
        "not_before": at,
        "headers": {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"} | (headers or {}),
    }
    if dedupe_key:
        mail, is_new = OutgoingMail.objects.get_or_create(dedupe_key=dedupe_key, defaults=fields)
        if not is_new:
            return None
    else:
        mail = OutgoingMail.objects.create(**fields)
    dispatch.after_commit(SEND_TASK, mail.pk)
    return mail


def claim(mail_id: int, *, at: datetime) -> OutgoingMail | None:
    """Mark the mail as being sent and return it; ``None`` when another worker has it or it is not due."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).due(at).filter(pk=mail_id).first()
        if mail is None:
            return None
        mail.state, mail.claimed_at, mail.attempts = MailState.SENDING, at, mail.attempts + 1
        mail.save(update_fields=["state", "claimed_at", "attempts"])
    return mail


def send(mail_id: int) -> None:
    """Send one mail if it is due; a refusal by the mail server is tried again later, with growing pauses."""
    mail = claim(mail_id, at=timezone.now())
    if mail is None:
        return
    try:
        _message(mail).send()
    except (smtplib.SMTPException, OSError) as error:
        _put_back(mail, error)
        return
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=timezone.now(), error="")


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=mail.headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        # As an alternative for programs that show the buttons of an invitation, as a file for those that do not.
        method = re.search(r"^METHOD:(\w+)", mail.calendar, re.MULTILINE)[1]
        message.attach_alternative(mail.calendar, f"text/calendar; method={method}")
        message.attach("afspraak.ics", mail.calendar, "text/calendar")
    return message


def _put_back(mail: OutgoingMail, error: Exception) -> None:
    is_last = mail.attempts >= MOST_ATTEMPTS
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=MailState.FAILED if is_last else MailState.QUEUED,
        not_before=timezone.now() + timedelta(minutes=2**mail.attempts),
        error=str(error)[:500],
    )
    logger.warning("mail not sent", extra={"mail": mail.pk, "attempt": mail.attempts, "last": is_last})


def sweep(*, at: datetime) -> list[int]:
    """Mark mails of which the sending was cut off as unsure; return the ids that are due now."""
    OutgoingMail.objects.filter(state=MailState.SENDING, claimed_at__lt=at - UNSURE_AFTER).update(
        state=MailState.UNSURE, error="Onbekend of deze mail is aangekomen: het versturen is afgebroken."
    )
    return list(OutgoingMail.objects.due(at).order_by("not_before").values_list("pk", flat=True)[:500])
