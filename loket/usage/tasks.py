from celery import shared_task
from django.utils import timezone

from loket.core.working_days import local_date
from loket.usage import counting, rollup


@shared_task
def write_use_counts() -> None:
    counting.flush()


@shared_task
def count_the_days_that_are_over() -> None:
    rollup.catch_up(local_date(timezone.now()))


@shared_task
def check_the_counters() -> None:
    at = timezone.now()
    rollup.check(local_date(at), at=at)
