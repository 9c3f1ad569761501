"""What editors keep for the search: every change of a synonym renews the stamp that each search reads."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction

from loket.search import dutch
from loket.search.enums import Direction
from loket.search.models import EmptySearch, SynonymGroup

MAX_TEXT = 200
MAX_KEPT = 5_000
EMPTY_SEARCHES_KEPT = timedelta(days=365)
# What could be about a person is not kept: an address, or six digits of a telephone or client number.
_PERSONAL = re.compile(r"@|(?:\d[\s.-]?){6,}")


def save_group(group: SynonymGroup, at: datetime) -> None:
    """Store a new or changed group, in force at the next search in every process."""
    group.changed_at = at
    with transaction.atomic():
        group.save()
        _renew_stamp()


def delete_group(group: SynonymGroup) -> None:
    with transaction.atomic():
        group.delete()
        _renew_stamp()


def load_groups(lines: list[str], at: datetime) -> int:
    """Add the groups of these lines that are not there yet. Returns how many came in."""
    with transaction.atomic():
        known = {frozenset(map(dutch.fold, terms)) for terms in SynonymGroup.objects.values_list("terms", flat=True)}
        new = []
        for words, broader in dutch.parse_synonyms(lines):
            terms = [broader, *words] if broader else list(words)
            key = frozenset(map(dutch.fold, terms))
            if key not in known:
                known.add(key)
                direction = Direction.FIRST_FINDS_REST if broader else Direction.BOTH
                new.append(SynonymGroup(terms=terms, direction=direction, changed_at=at))
        SynonymGroup.objects.bulk_create(new)
        if new:
            _renew_stamp()
    return len(new)


def _renew_stamp() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO search_synonymversion (id, stamp) VALUES (1, %s)
               ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp""",
            [uuid.uuid4().hex],
        )


def may_be_kept(text: str) -> bool:
    """Whether a query says nothing about a person."""
    return len(text.strip()) > 1 and not _PERSONAL.search(text)


_listeners: list[Callable[[EmptySearch, datetime], None]] = []


def on_empty_search(function: Callable[[EmptySearch, datetime], None]) -> None:
    """Have ``function(search, at)`` called in the transaction that counts a search that found nothing."""
    if function not in _listeners:
        _listeners.append(function)


def count_empty(text: str, at: datetime) -> None:
    """Count a search that found nothing: its text only, and not when it could be about a person."""
    text = " ".join(text.lower().split())[:MAX_TEXT]
    if not may_be_kept(text):
        return
    with transaction.atomic():
        number = _count_known(text, at) or _count_new(text, at)
        if number:
            search = EmptySearch.objects.get(pk=number)
            for listener in _listeners:
                listener(search, at)


def _count_known(text: str, at: datetime) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_emptysearch SET count = count + 1, last_at = %s WHERE text = %s RETURNING id", [at, text]
        )
        row = cursor.fetchone()
    return row and row[0]


def _count_new(text: str, at: datetime) -> int | None:
    """``None`` when the list is full: somebody makes searches up."""
    if EmptySearch.objects.count() >= MAX_KEPT:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO search_emptysearch AS old (text, count, last_at) VALUES (%s, 1, %s)
               ON CONFLICT (text) DO UPDATE SET count = old.count + 1, last_at = EXCLUDED.last_at RETURNING id""",
            [text, at],
        )
        return cursor.fetchone()[0]


def forget_old_searches(at: datetime) -> int:
    """Remove what nobody searched for in a year. Returns how many."""
    return EmptySearch.objects.filter(last_at__lt=at - EMPTY_SEARCHES_KEPT).delete()[0]
