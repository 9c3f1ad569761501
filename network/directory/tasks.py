from celery import shared_task
from django.utils import timezone

from network.directory import workflow


@shared_task
def mend_the_directory() -> None:
    workflow.mend(at=timezone.now())
