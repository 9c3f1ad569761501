"""The one best SQL statement for the same search, through psycopg2: what no page can beat.

Words by PostgreSQL's own ``dutch``, every match ranked, an exact count and the counts of three facets.
"""

import threading
import time

import psycopg2

from benchmarks import pages, words
from benchmarks.installation import Installation
from loket.launcher import places

_PREPARE = """
    DROP TABLE IF EXISTS best_statement;
    CREATE TABLE best_statement AS
    SELECT f.id, f.kind, f.title, f.summary, f.url, coalesce(e.content->'themes'->>0, '') AS theme,
        coalesce(e.content->'settings'->>0, '') AS setting,
        coalesce(e.content->'target_groups'->>0, '') AS target_group,
        setweight(to_tsvector('dutch', f.title), 'A') || setweight(to_tsvector('dutch', f.summary), 'B')
        || to_tsvector('dutch', e.content->>'body') AS vector
    FROM search_findable f JOIN catalogue_entry e ON e.id = f.subject_id ORDER BY f.id;
    ALTER TABLE best_statement ADD PRIMARY KEY (id);
    CREATE INDEX ON best_statement USING gin (vector) WITH (fastupdate = off);
    CREATE INDEX ON best_statement (theme, setting, target_group);
    ANALYZE best_statement"""
_SEARCH = """
    WITH found AS MATERIALIZED (
        SELECT id, theme, setting, target_group, {rank} AS rank FROM best_statement WHERE {condition}),
    top AS (SELECT id, rank FROM found ORDER BY rank DESC, id DESC LIMIT 20 OFFSET %(offset)s)
    SELECT (SELECT json_agg(json_build_array(d.kind, d.title, d.summary, d.url) ORDER BY t.rank DESC, t.id DESC)
            FROM top t JOIN best_statement d USING (id)),
        (SELECT json_agg(counted) FROM (SELECT theme, setting, target_group, count(*) FROM found
            GROUP BY GROUPING SETS ((), (theme), (setting), (target_group))) AS counted)"""
_WORDS = "vector @@ websearch_to_tsquery('dutch', %(words)s)"
_RANKED = _SEARCH.format(rank="ts_rank(vector, websearch_to_tsquery('dutch', %(words)s))", condition=_WORDS)
_FILTERED = _SEARCH.format(
    rank="ts_rank(vector, websearch_to_tsquery('dutch', %(words)s))", condition=f"{_WORDS} AND theme = %(theme)s"
)
_FACETS = _SEARCH.format(
    rank="0", condition="theme = %(theme)s AND setting = %(setting)s AND target_group = %(target_group)s"
)
STATEMENTS = {
    pages.RARE: (_RANKED, {"words": words.RARE, "offset": 0}),
    pages.COMMON: (_RANKED, {"words": words.COMMON, "offset": 0}),
    pages.FILTERED: (_FILTERED, {"words": words.COMMON, "offset": 0, "theme": pages.THREE_FACETS["theme"]}),
    pages.FACETS: (_FACETS, {"offset": 0} | pages.THREE_FACETS),
    pages.DEEP: (_RANKED, {"words": words.COMMON, "offset": 980}),
}


def prepare(site: Installation) -> None:
    """Make the table of the statement: one row for each entry, with a vector and three facets."""
    with site.cursor() as cursor:
        cursor.execute(_PREPARE)
        cursor.execute("VACUUM ANALYZE best_statement")


def remove(site: Installation) -> None:
    """Drop the table, so that it takes no memory from the pages."""
    with site.cursor() as cursor:
        cursor.execute("DROP TABLE best_statement")


def run(site: Installation, name: str, connections: int, seconds: float) -> dict:
    """Repeat the statement on this many connections; the same figures as a run of ``load.wrk``."""
    sql, parameters = STATEMENTS[name]
    taken: list[float] = []
    start = time.perf_counter()

    def repeat() -> None:
        connection = psycopg2.connect(host=str(places.run_dir(site.folder)), user="loket", dbname="loket")
        with connection.cursor() as cursor:
            now = start
            while now < start + seconds:
                begin = time.perf_counter()
                cursor.execute(sql, parameters)
                cursor.fetchall()
                now = time.perf_counter()
                taken.append(1000 * (now - begin))
        connection.close()

    threads = [threading.Thread(target=repeat) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - start
    taken.sort()
    return {
        "requests": len(taken),
        "per_second": len(taken) / passed,
        "p50": taken[len(taken) // 2],
        "p95": taken[int(len(taken) * 0.95)],
        "errors": 0,
    }
