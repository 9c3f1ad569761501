from celery import shared_task
from django.utils import timezone

from network.outside import workflow


@shared_task
def remind_of_networks_to_check() -> None:
    workflow.remind(at=timezone.now())
