from celery import shared_task

from loket.usage import counting


@shared_task
def write_use_counts() -> None:
    counting.flush()
