from celery import shared_task
from django.utils import timezone

from network.learning import agreeing, ending, telling


@shared_task
def tell_members() -> None:
    telling.tell(at=timezone.now())


@shared_task
def remind_of_agreements() -> None:
    agreeing.remind(at=timezone.now())


@shared_task
def warn_of_networks_that_end() -> None:
    ending.warn(at=timezone.now())
