from celery import shared_task
from django.utils import timezone

from network.regions.workflow import couplings


@shared_task
def ask_whether_couplings_helped() -> None:
    couplings.ask_after_meetings(at=timezone.now())
