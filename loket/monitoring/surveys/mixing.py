"""Taking away the order in which answers came in, which might say whose they are."""

import random
import uuid

from django.db import transaction
from django.db.models import F

from loket.monitoring.surveys.models import Answers, Invitation, Survey


def mix_all() -> int:
    """Mix each survey that got answers since the last time; returns how many surveys."""
    waiting = list(Survey.objects.filter(answers__is_mixed=False).distinct().values_list("pk", flat=True))
    for number in waiting:
        mix(number)
    return len(waiting)


@transaction.atomic
def mix(survey: int) -> None:
    """Write all answers of a survey anew in an order by lot, with new keys, and all its invitations in the same breath.

    Afterwards neither the place on disk nor the number of the transaction says which answers came with which tick.
    """
    Survey.objects.select_for_update().get(pk=survey)
    rows = list(Answers.objects.filter(survey=survey))
    random.SystemRandom().shuffle(rows)
    Answers.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk, row.is_mixed = uuid.uuid4(), True
    Answers.objects.bulk_create(rows)
    Invitation.objects.filter(survey=survey).update(is_answered=F("is_answered"))
