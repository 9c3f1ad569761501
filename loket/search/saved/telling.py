"""Telling people what their saved searches found: one mail for each person, marked as told with it or not at all."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError, transaction

from loket.search.saved import news, notifications
from loket.search.saved.models import SavedSearch

logger = logging.getLogger(__name__)

PEOPLE_AT_ONCE = 500
SEARCHES_PER_MAIL = 25


def tell(*, at: datetime) -> int:
    """Tell what is due; returns how many mails were written. A second run at the same moment writes none."""
    sent = 0
    for person in _people(at):
        try:
            while (mails := _tell_person(person, at=at)) is not None:
                sent += mails
        except DatabaseError:  # the next run tries again, and the others need not wait for it
            logger.exception("new results not told", extra={"person": person})
    return sent


def _people(at: datetime) -> Iterator[int]:
    """The numbers of the people with something due, a batch at a time."""
    last = 0
    due = SavedSearch.objects.due(at).order_by("user_id").values_list("user_id", flat=True).distinct()
    while batch := list(due.filter(user_id__gt=last)[:PEOPLE_AT_ONCE]):
        yield from batch
        last = batch[-1]


@transaction.atomic
def _tell_person(number: int, *, at: datetime) -> int | None:
    """Mark a mail's worth of searches as told and write the mail. Returns 1 or 0 mails, None when nothing is due."""
    # With the queries: while one is looked at, what it found is not in sight yet (matching.look).
    held = SavedSearch.objects.due(at).filter(user=number).select_for_update(skip_locked=True, of=("self", "query"))
    searches = list(held.select_related("query", "user").order_by("name", "pk")[:SEARCHES_PER_MAIL])
    if not searches:
        return None
    found = []
    for search in searches:
        last = news.last_match(search.query_id)
        found.append(news.of(search, until=last))
        search.told_until, search.due_at = last, None
    SavedSearch.objects.bulk_update(searches, ["told_until", "due_at"])
    person, told = searches[0].user, [row for row in found if row.count]
    if not (person.is_active and told):
        return 0
    notifications.new_results(person, told, at=at)
    return 1
