"""The check of idle connections."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def idle(db) -> Iterator:
    """A connection of its own, so that it may be lost."""
    other = connection.copy()
    other.ensure_connection()
    yield other
    other.close()


def test_idle_connection_is_usable_without_a_query(idle):
    with CaptureQueriesContext(idle) as queries:
        assert idle.is_usable()

    assert len(queries) == 0


def test_connection_that_the_server_closed_is_not_usable(idle):
    number = idle.connection.get_backend_pid()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])

    assert not idle.is_usable()


def test_connection_that_we_closed_is_not_usable(idle):
    idle.connection.close()

    assert not idle.is_usable()
