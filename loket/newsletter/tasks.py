from celery import shared_task
from django.utils import timezone

from loket.newsletter import sending


@shared_task
def send_newsletters_that_are_due() -> None:
    sending.send_due(at=timezone.now())
