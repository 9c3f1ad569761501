from celery import shared_task
from django.utils import timezone

from xperts.trajectories import claiming, evaluating, settling


@shared_task
def mind_the_months_of_hours() -> None:
    at = timezone.now()
    claiming.warn_of_closing(at=at)
    claiming.close_months(at=at)
    settling.settle_due(at=at)


@shared_task
def ask_and_remind_of_evaluations() -> None:
    at = timezone.now()
    evaluating.remind_due(at=at)
    evaluating.ask_what_lasted(at=at)
