from celery import shared_task
from django.utils import timezone

from loket.api import delivering


@shared_task
def deliver_what_waits() -> None:
    delivering.deliver(at=timezone.now())
