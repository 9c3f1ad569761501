from celery import shared_task
from django.utils import timezone

from loket.catalogue.following import fanning, telling


@shared_task
def tell_followers() -> None:
    fanning.fan_out(at=timezone.now())
    telling.tell(at=timezone.now())
