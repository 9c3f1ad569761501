from celery import shared_task
from django.utils import timezone

from xperts.pool import asking, training, workflow


@shared_task
def lapse_asks_past_their_term() -> None:
    asking.lapse_past_their_term(at=timezone.now())


@shared_task
def announce_what_ends_in_the_pool() -> None:
    training.announce(at=timezone.now())
    workflow.warn_of_trials(at=timezone.now())
