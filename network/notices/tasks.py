from celery import shared_task
from django.utils import timezone

from network.notices import telling


@shared_task
def tell_of_notices_that_fit() -> None:
    telling.match_new(at=timezone.now())
    telling.tell(at=timezone.now())


@shared_task
def mind_the_last_days_of_notices() -> None:
    telling.lapse(at=timezone.now())
    telling.ask_authors(at=timezone.now())
