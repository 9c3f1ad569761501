from celery import shared_task
from django.utils import timezone

from loket.search.saved import matching, telling


@shared_task
def tell_of_new_results() -> None:
    matching.find(at=timezone.now())
    telling.tell(at=timezone.now())
