from celery import shared_task
from django.utils import timezone

from network.events import registering, workflow


@shared_task
def lapse_offers_past_their_term() -> None:
    registering.lapse_offers(at=timezone.now())


@shared_task
def mark_events_that_were_held() -> None:
    workflow.mark_held(at=timezone.now())
