from celery import shared_task
from django.utils import timezone

from loket.catalogue.partners import closing_news


@shared_task
def warn_followers_of_what_closes() -> None:
    closing_news.warn(at=timezone.now())
