"""What the search does beside a request."""

from celery import shared_task
from django.utils import timezone

from loket.core import dispatch
from loket.search import index, keeping

COUNT_EMPTY = "search.count_empty_search"


def note_empty_search(text: str) -> None:
    """Have a search without results counted by a worker, so that looking for something never writes."""
    if keeping.may_be_kept(text):
        dispatch.after_commit(COUNT_EMPTY, text)


@shared_task(name=COUNT_EMPTY)
def count_empty_search(text: str) -> None:
    keeping.count_empty(text, timezone.now())


@shared_task(name="search.recount")
def recount() -> None:
    """Put right the counts of words that concurrent writes let drift; nightly."""
    index.recount()
