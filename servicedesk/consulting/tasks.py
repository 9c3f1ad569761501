from celery import shared_task
from django.utils import timezone

from servicedesk.consulting import workflow


@shared_task
def mind_the_terms_of_consultations() -> None:
    workflow.mind_the_terms(at=timezone.now())
