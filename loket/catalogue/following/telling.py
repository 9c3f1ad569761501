"""Telling followers what happened: at once, or one mail a week for all that they follow."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from loket.catalogue.following import news, notifications
from loket.catalogue.following.models import Notice
from loket.core.telling import Rhythm

logger = logging.getLogger(__name__)

PEOPLE_AT_ONCE = 500


def tell(*, at: datetime) -> int:
    """Tell what is due; returns how many mails were written. A second run at the same moment writes none."""
    sent = 0
    for rhythm in (Rhythm.AT_ONCE, Rhythm.WEEKLY):
        for person in _people(rhythm, at):
            try:
                sent += _tell_person(person, rhythm, at=at)
            except DatabaseError:  # the next run tries again, and the others need not wait for it
                logger.exception("news not told", extra={"person": person})
    return sent


def _people(rhythm: str, at: datetime) -> Iterator[int]:
    """The numbers of the people with something due at this rhythm, a batch at a time."""
    last = 0
    due = Notice.objects.due(at).filter(rhythm=rhythm).order_by("user_id").values_list("user_id", flat=True).distinct()
    while batch := list(due.filter(user_id__gt=last)[:PEOPLE_AT_ONCE]):
        yield from batch
        last = batch[-1]


@transaction.atomic
def _tell_person(number: int, rhythm: str, *, at: datetime) -> int:
    """Mark what is due as told and write the mail about it; what is not public any more is left out."""
    held = Notice.objects.due(at).filter(user=number, rhythm=rhythm).select_for_update(skip_locked=True, of=("self",))
    numbers = list(held.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=numbers).update(told_at=at)
    person = get_user_model().objects.get(pk=number)
    told = Notice.objects.filter(pk__in=numbers).showable().select_related(*news.RELATED)
    items = news.items(told.order_by("-happening__at", "-pk"))
    if not (items and person.is_active):
        return 0
    notifications.news(person, items, rhythm=rhythm, at=at)
    return 1
