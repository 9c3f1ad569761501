from celery import shared_task
from django.utils import timezone

from loket.monitoring import reporting


@shared_task
def make_reports_that_are_due() -> None:
    reporting.make_due(at=timezone.now())


@shared_task
def tell_of_reports_that_were_not_made() -> None:
    reporting.tell_of_unmade(at=timezone.now())
