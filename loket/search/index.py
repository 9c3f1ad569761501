# ruff: noqa: S608 - the pieces of SQL stand in this package; every value is a parameter
"""Putting things into the index and taking them out, in the caller's transaction.

One document and a hundred thousand go the same way, a chunk at a time; only the analysis can run in more processes.
"""

import collections
import contextlib
import itertools
import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from django.db import connection, transaction
from psycopg2.extras import execute_values

from loket.search import rows
from loket.search.documents import Document
from loket.search.rows import Row

CHUNK = 500
ANALYSED_AT_ONCE = 200
"""So many documents go to another process together; fewer are not worth the way."""
AHEAD = 6
"""So many of these portions wait for the database at most."""
ALL_DOCUMENTS = ""
"""The lexeme whose count is the number of findables."""

_COLUMNS = (
    "subject_type",
    "subject_id",
    "external_id",
    "kind",
    "title",
    "title_key",
    "title_words",
    "summary",
    "url",
    "vector",
    "facets",
    "audience",
    "is_priority",
    "recognition_rank",
    "published_on",
    "changed_on",
    "check_due",
    "owner_id",
    "language",
    "year",
)
_UPSERT = f"""
    INSERT INTO search_findable ({", ".join(_COLUMNS)}, use_count) VALUES %s
    ON CONFLICT (subject_type, subject_id) DO UPDATE SET {", ".join(f"{c} = EXCLUDED.{c}" for c in _COLUMNS[2:])}
    RETURNING subject_type, subject_id, id"""
_UPSERT_SHAPE = "(" + ", ".join("%s::tsvector" if c == "vector" else "%s" for c in _COLUMNS) + ", 0)"
_STORED = """
    SELECT t.lexemes, t.words FROM search_findable f
    JOIN search_findabletext t ON t.findable_id = f.id
    WHERE (f.subject_type, f.subject_id) IN %s"""


def put(document: Document) -> None:
    """Make a document findable, or renew what is stored of it."""
    put_many([document])


def analysis_pool(processes: int) -> ProcessPoolExecutor:
    """Processes for the analysis, to use in more than one ``put_many``; they start when there is work for them."""
    # Not forked: a child must not inherit the connection to the database.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"))


@contextlib.contextmanager
def words_gathered() -> Iterator[None]:
    """For many thousands of documents: their words wait in a list and go into the index many at a time.

    That halves the work of the database. A search has to read the list too, so it is kept short and is gone at the
    end. Were this process killed, the index would keep a list of at most 4 MB, until the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("ALTER INDEX findable_words SET (fastupdate = on)")
        cursor.execute("SET gin_pending_list_limit = '32MB'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET gin_pending_list_limit")
            cursor.execute("ALTER INDEX findable_words SET (fastupdate = off)")
            cursor.execute("SELECT gin_clean_pending_list('findable_words')")


def put_many(documents: Iterable[Document], processes: int = 1, pool: ProcessPoolExecutor | None = None) -> int:
    """Put many documents; ``processes`` above 1, or a ``pool``, spreads the analysis. Returns how many were written.

    Of documents about the same subject within 500 of each other only the last is kept.
    """
    lexemes, words, total = Counter(), Counter(), 0
    with transaction.atomic():
        for chunk in _chunks(_analysed(documents, processes, pool)):
            _uncount_stored([_subject(row.document) for row in chunk], lexemes, words)
            _write(chunk)
            total += len(chunk)
            for row in chunk:
                lexemes.update((*row.lexemes, ALL_DOCUMENTS))
                words.update(row.words)
        _add_counts("search_lexeme", "lexeme", lexemes)
        _add_counts("search_word", "word", words)
    return total


def remove(subject_type: str, subject_id: int) -> bool:
    """Take a subject out of the index; False when it was not in it."""
    lexemes, words = Counter(), Counter()
    with transaction.atomic():
        _uncount_stored([(subject_type, subject_id)], lexemes, words)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                WITH gone AS (SELECT id FROM search_findable WHERE subject_type = %s AND subject_id = %s),
                     texts AS (DELETE FROM search_findabletext WHERE findable_id IN (SELECT id FROM gone)),
                     passages AS (DELETE FROM search_passage WHERE findable_id IN (SELECT id FROM gone))
                DELETE FROM search_findable WHERE id IN (SELECT id FROM gone)""",
                [subject_type, subject_id],
            )
            was_there = bool(cursor.rowcount)
        _add_counts("search_lexeme", "lexeme", lexemes)
        _add_counts("search_word", "word", words)
    return was_there


def recount() -> None:
    """Count lexemes and words anew from what is stored; concurrent writes let the running counts drift a little."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, column in (("search_lexeme", "lexeme"), ("search_word", "word")):
            cursor.execute(
                f"""
                CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
                SELECT key, count(*) AS n FROM search_findabletext, unnest({column}s) AS key GROUP BY key"""
            )
            if column == "lexeme":
                cursor.execute("INSERT INTO counted SELECT %s, count(*) FROM search_findable", [ALL_DOCUMENTS])
            _replace_counts(cursor, table, column)
            cursor.execute("DROP TABLE counted")


def _replace_counts(cursor, table: str, column: str) -> None:
    cursor.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT key FROM counted)")
    cursor.execute(
        f"""
        INSERT INTO {table} AS old ({column}, document_count) SELECT key, n FROM counted
        ON CONFLICT ({column}) DO UPDATE SET document_count = EXCLUDED.document_count
        WHERE old.document_count <> EXCLUDED.document_count"""
    )


def _analysed(documents: Iterable[Document], processes: int, pool: ProcessPoolExecutor | None) -> Iterator[Row]:
    # A worker of Celery may have no children.
    if (processes < 2 and pool is None) or multiprocessing.current_process().daemon:
        yield from map(rows.analyse, documents)
        return
    source, waiting = iter(documents), collections.deque()
    with contextlib.ExitStack() as stack:
        pool = pool or stack.enter_context(analysis_pool(processes))
        while len(portion := list(itertools.islice(source, ANALYSED_AT_ONCE))) == ANALYSED_AT_ONCE:
            waiting.append(pool.submit(rows.analyse_all, portion))
            if len(waiting) > AHEAD:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()
        yield from map(rows.analyse, portion)


def _chunks(analysed: Iterator[Row]) -> Iterator[list[Row]]:
    while held := list(itertools.islice(analysed, CHUNK)):
        yield list({_subject(row.document): row for row in held}.values())


def _subject(document: Document) -> tuple[str, int]:
    return document.subject_type, document.subject_id


def _uncount_stored(subjects: list[tuple[str, int]], lexemes: Counter, words: Counter) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [tuple(subjects)])
        for stored_lexemes, stored_words in cursor.fetchall():
            lexemes.subtract((*stored_lexemes, ALL_DOCUMENTS))
            words.subtract(stored_words)


def _write(chunk: list[Row]) -> None:
    with connection.cursor() as cursor:
        written = execute_values(cursor, _UPSERT, map(_values, chunk), _UPSERT_SHAPE, page_size=CHUNK, fetch=True)
        ids = {(subject_type, subject_id): number for subject_type, subject_id, number in written}
        numbered = [(ids[_subject(row.document)], row) for row in chunk]
        execute_values(
            cursor,
            """INSERT INTO search_findabletext (findable_id, lexemes, words) VALUES %s
               ON CONFLICT (findable_id) DO UPDATE SET lexemes = EXCLUDED.lexemes, words = EXCLUDED.words""",
            [(number, row.lexemes, row.words) for number, row in numbered],
            "(%s, %s::text[], %s::text[])",
            page_size=CHUNK,
        )
        cursor.execute("DELETE FROM search_passage WHERE findable_id = ANY(%s)", [list(ids.values())])
        execute_values(
            cursor,
            "INSERT INTO search_passage (findable_id, position, place, text, vector) VALUES %s",
            [
                (number, position, passage.place, passage.text, passage.vector)
                for number, row in numbered
                for position, passage in enumerate(row.passages)
            ],
            "(%s, %s, %s, %s, %s::tsvector)",
            page_size=CHUNK,
        )


def _values(row: Row) -> tuple:
    document = row.document
    own = {
        "title": row.title,
        "title_key": row.title_key,
        "title_words": min(row.title_words, 100),
        "vector": row.vector,
        "facets": row.facets,
        "summary": document.summary.replace("\x00", ""),
    }
    return tuple(own[name] if name in own else getattr(document, name) for name in _COLUMNS)


def _add_counts(table: str, column: str, counts: Counter) -> None:
    """Add to the counts, in one order and past rows that others hold, so that two writers never wait for each other.

    What is skipped is put right by ``recount``.
    """
    changed = sorted((key, count) for key, count in counts.items() if count)
    if not changed:
        return
    keys, numbers = [key for key, _ in changed], [count for _, count in changed]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {table} ({column}, document_count)
            SELECT key, 0 FROM unnest(%s::text[], %s::int[]) AS new(key, n) WHERE n > 0 ORDER BY key
            ON CONFLICT DO NOTHING""",
            [keys, numbers],
        )
        cursor.execute(
            f"""
            UPDATE {table} AS old SET document_count = greatest(0, old.document_count + free.n)
            FROM (SELECT held.{column} AS key, new.n FROM unnest(%s::text[], %s::int[]) AS new(key, n)
                  JOIN {table} AS held ON held.{column} = new.key ORDER BY 1
                  FOR UPDATE OF held SKIP LOCKED) AS free
            WHERE old.{column} = free.key""",
            [keys, numbers],
        )
