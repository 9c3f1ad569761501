from celery import shared_task
from django.utils import timezone

from loket.monitoring.surveys import mixing, sending


@shared_task
def send_invitations() -> None:
    sending.mail(at=timezone.now())


@shared_task
def remind_who_did_not_answer() -> None:
    sending.remind(at=timezone.now())


@shared_task
def close_what_is_past_its_last_day() -> None:
    sending.close_due(at=timezone.now())


@shared_task
def mix_answers() -> None:
    mixing.mix_all()
