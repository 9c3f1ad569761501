from celery import shared_task
from django.utils import timezone

from loket.home import dumping


@shared_task
def make_the_weekly_dump() -> None:
    dumping.make_when_due(at=timezone.now())
