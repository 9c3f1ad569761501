from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from loket.catalogue import attachments, links, reminders, workflow


@shared_task
def process_file(file_id: int) -> None:
    attachments.process(file_id)


@shared_task
def process_files_left_waiting() -> None:
    for file_id in attachments.waiting(before=timezone.now() - timedelta(minutes=5)):
        attachments.process(file_id)


@shared_task
def publish_scheduled_proposals() -> None:
    workflow.publish_scheduled(at=timezone.now())


@shared_task
def remind_owners_of_checks() -> None:
    reminders.remind(at=timezone.now())


@shared_task
def check_links_that_are_due() -> None:
    links.check_due(at=timezone.now())
