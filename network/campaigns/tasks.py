from celery import shared_task
from django.utils import timezone

from network.campaigns import telling


@shared_task
def tell_followers_to_begin_planning() -> None:
    telling.tell(at=timezone.now())
