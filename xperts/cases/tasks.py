from celery import shared_task
from django.utils import timezone

from xperts.cases import reminding


@shared_task
def remind_of_terms() -> None:
    at = timezone.now()
    reminding.note_late(at=at)
    reminding.remind(at=at)
