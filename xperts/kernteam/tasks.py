from celery import shared_task
from django.utils import timezone

from xperts.kernteam import appointing, handing


@shared_task
def let_requests_follow_the_seats() -> None:
    handing.follow_all(at=timezone.now())


@shared_task
def mind_the_seats() -> None:
    appointing.mind_the_seats(at=timezone.now())
