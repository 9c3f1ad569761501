from celery import shared_task
from django.utils import timezone

from loket.catalogue.recognition import deciding, granting


@shared_task
def let_recognitions_lapse() -> None:
    granting.lapse_due(at=timezone.now())


@shared_task
def announce_recognitions_that_end() -> None:
    granting.announce_due(at=timezone.now())


@shared_task
def conclude_what_nobody_objected_to() -> None:
    deciding.conclude_due(at=timezone.now())
