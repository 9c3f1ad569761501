from celery import shared_task
from django.utils import timezone

from loket.monitoring.steering import reminding


@shared_task
def remind_owners_of_last_days() -> None:
    reminding.remind(at=timezone.now())
