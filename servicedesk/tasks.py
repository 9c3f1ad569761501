from celery import shared_task
from django.utils import timezone

from servicedesk import quarantine, referring, scanning, warning, workflow


@shared_task
def warn_of_terms() -> None:
    warning.warn(at=timezone.now())


@shared_task
def ask_whether_referrals_helped() -> None:
    referring.ask_what_helped(at=timezone.now())


@shared_task
def close_what_was_answered() -> None:
    workflow.close_what_was_answered(at=timezone.now())


@shared_task
def scan_file(sha256: str) -> None:
    quarantine.judge(sha256, at=timezone.now())


@shared_task
def scan_files_left_waiting() -> None:
    at = timezone.now()
    for sha256 in scanning.waiting(at):
        quarantine.judge(sha256, at=at)
