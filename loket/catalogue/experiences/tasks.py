from celery import shared_task
from django.utils import timezone

from loket.catalogue.experiences import using


@shared_task
def ask_whether_still_used() -> None:
    using.ask_whether_still_used(at=timezone.now())
