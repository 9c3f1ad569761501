from celery import shared_task
from django.utils import timezone

from servicedesk.collective import finding


@shared_task
def look_for_questions_that_ask_the_same() -> None:
    finding.look(at=timezone.now())
