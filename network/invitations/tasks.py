from celery import shared_task
from django.utils import timezone

from network.invitations import sending


@shared_task
def send_invitations() -> None:
    sending.send_due(at=timezone.now())
