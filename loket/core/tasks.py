from celery import shared_task
from django.utils import timezone

from loket.core import outbox


@shared_task
def send_outgoing_mail(mail_id: int) -> None:
    outbox.send(mail_id)


@shared_task
def sweep_outbox() -> None:
    for mail_id in outbox.sweep(at=timezone.now()):
        outbox.send(mail_id)
