from celery import shared_task
from django.utils import timezone

from loket.catalogue.gaps import claiming, gathering


@shared_task
def mind_the_terms_of_wanted_entries() -> None:
    at = timezone.now()
    claiming.remind(at=at)
    claiming.lapse(at=at)


@shared_task
def look_again_at_white_spots() -> None:
    at = timezone.now()
    gathering.gather_missing(at=at)
    gathering.look_again(at=at)
