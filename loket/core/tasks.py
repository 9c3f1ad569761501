import logging

from celery import shared_task
from django.utils import timezone

from loket.core import outbox, retention

logger = logging.getLogger(__name__)


@shared_task
def send_outgoing_mail(mail_id: int) -> None:
    outbox.send(mail_id)


@shared_task
def sweep_outbox() -> None:
    for mail_id in outbox.sweep(at=timezone.now()):
        outbox.send(mail_id)


@shared_task
def throw_away_what_is_past_its_term() -> None:
    removed = retention.run(at=timezone.now())
    logger.info("retention", extra={"removed": removed})
