from celery import shared_task
from django.utils import timezone

from servicedesk import referring, warning, workflow


@shared_task
def warn_of_terms() -> None:
    warning.warn(at=timezone.now())


@shared_task
def ask_whether_referrals_helped() -> None:
    referring.ask_what_helped(at=timezone.now())


@shared_task
def close_what_was_answered() -> None:
    workflow.close_what_was_answered(at=timezone.now())
