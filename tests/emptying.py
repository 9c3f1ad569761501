"""Emptying the database after a test that commits: only what was filled, while the vocabulary stays.

Django truncates every table and makes permissions and content types anew: with three hundred tables that is half a
second, after each of such tests.
"""

from django.db import connection, transaction
from django.test.testcases import TransactionTestCase

from loket.vocabulary import loading, lookup
from loket.vocabulary.models import Area, AreaName, Term, VocabularyVersion

VOCABULARY = tuple(model._meta.db_table for model in (AreaName, Area, Term, VocabularyVersion))
_STAYS = ("django_content_type", "auth_permission")
_loaded: list[str] = []


def install() -> None:
    """From now on; to be called when the vocabulary of the run is loaded."""
    _loaded[:] = [_vocabulary()]
    TransactionTestCase._fixture_teardown = lambda case: empty()


def empty() -> None:
    """Take away all rows, whatever guards them; a vocabulary that the test changed is loaded anew."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    is_kept = _vocabulary() == _loaded[0]
    _delete_all(sorted(tables.difference(_STAYS, VOCABULARY if is_kept else ())))
    if not is_kept:
        loading.load()
        lookup.forget()
        _loaded[:] = [_vocabulary()]


def _delete_all(tables: list[str]) -> None:
    """In one transaction in which neither triggers nor foreign keys look: the rows that they guard go as well."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables))
        for (name,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{name}"')


def _vocabulary() -> str:
    """What changes with every row of the vocabulary."""
    rows = "SELECT md5(string_agg(t::text, ';' ORDER BY id)) AS digest FROM {} t"
    each = " UNION ALL ".join(rows.format(name) for name in VOCABULARY)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(digest, ';') FROM ({each}) AS digests")
        return cursor.fetchone()[0] or ""
