"""Locks that end with the connection, so that a killed process leaves none behind (PostgreSQL's advisory locks).

They are of a session: a pool between portal and database must keep one connection per session (PgBouncer: ``session``).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

COPIES, MAILBOXES, MESSAGES = 7301, 7302, 7303
"""Classes of locks: copies of one mail, mailboxes that are fetched, raw messages that are worked at."""


@contextmanager
def waited_for(lock_class: int, name: str) -> Iterator[None]:
    """Held until the end of this; whoever has it now is waited for."""
    _ask("SELECT pg_advisory_lock(%s, hashtext(%s))", lock_class, name)
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(%s, hashtext(%s))", lock_class, name)


@contextmanager
def if_free(lock_class: int, name: str) -> Iterator[bool]:
    """Whether nobody had it; then it is held until the end of this."""
    is_free = _ask("SELECT pg_try_advisory_lock(%s, hashtext(%s))", lock_class, name)
    try:
        yield is_free
    finally:
        if is_free:
            _ask("SELECT pg_advisory_unlock(%s, hashtext(%s))", lock_class, name)


def until_commit(lock_class: int, name: str) -> None:
    """Held until the end of the transaction; whoever has it now is waited for."""
    _ask("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", lock_class, name)


def _ask(statement: str, lock_class: int, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [lock_class, name])
        return bool(cursor.fetchone()[0])
