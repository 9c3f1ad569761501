"""A portal with a number of entries in a database of its own, under a folder of its own."""

import contextlib
import os
import pathlib
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2

from benchmarks import dataset
from loket.launcher import parts, places

# Transaction control is no query; nor is what the driver sets on a new connection.
_CONTROL = r"^\s*(begin|commit|rollback|savepoint|release|set |show|start transaction)"


@dataclass(frozen=True)
class Installation:
    """The folder with database and files, and how many entries are in it."""

    folder: pathlib.Path
    entries: int

    @property
    def environment(self) -> dict[str, str]:
        """What makes a process use this database, with the settings of production that matter for speed."""
        servers = {"DATABASE_URL": places.database_url(self.folder), "REDIS_URL": places.redis_url(self.folder)}
        return servers | {"LOCAL_DIR": str(self.folder), "LOKET_MODE": "demo", "STATIC_MANIFEST": "1", "DEBUG": "0"}

    def manage(self, *arguments: str) -> None:
        """Run a command of ``manage.py``; its output goes to ``manage.log``. Raises ``CalledProcessError``."""
        with (self.folder / "manage.log").open("ab") as log:
            command = [sys.executable, "manage.py", *arguments]
            environment = os.environ | self.environment
            subprocess.run(command, cwd=places.ROOT, env=environment, stdout=log, stderr=log, check=True)

    @contextlib.contextmanager
    def cursor(self, database: str = "loket") -> Iterator:
        """A cursor that commits each statement by itself."""
        connection = psycopg2.connect(host=str(places.run_dir(self.folder)), user="loket", dbname=database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def rows(self, sql: str, *parameters) -> list[tuple]:
        with self.cursor() as cursor:
            cursor.execute(sql, parameters or None)
            return cursor.fetchall()

    def forget_queries(self) -> None:
        """Start counting queries anew."""
        self.rows("SELECT pg_stat_statements_reset()")

    def queries(self) -> tuple[int, float]:
        """Queries since ``forget_queries`` and the milliseconds that the server spent on them."""
        sql = """
            SELECT coalesce(sum(calls), 0), coalesce(sum(total_exec_time + total_plan_time), 0)
            FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid
            WHERE datname = current_database() AND query !~* %s AND query !~ 'pg_stat_statements'"""
        calls, milliseconds = self.rows(sql, _CONTROL)[0]
        return int(calls), float(milliseconds)

    def is_busy(self) -> bool:
        """Whether the server works on a query of somebody else."""
        sql = """
            SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()
            AND backend_type IN ('client backend', 'parallel worker')"""
        return self.rows(sql)[0][0] > 0


@contextlib.contextmanager
def running(folder: pathlib.Path, entries: int) -> Iterator[Installation]:
    """Hold the parts of this installation in use; they are started with PostgreSQL's own defaults."""
    folder.mkdir(parents=True, exist_ok=True)
    with parts.running(folder):
        yield Installation(folder, entries)


def build(site: Installation) -> dict:
    """Fill an empty database with the entries by the portal's own import; returns how long that took."""
    make_empty(site)
    file = site.folder / "entries.jsonl"
    dataset.write(file, site.entries)
    measured = _timed_import(site, file)
    with site.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        cursor.execute("VACUUM ANALYZE")
    return measured


def make_empty(site: Installation) -> None:
    """A new database with the vocabulary, synonyms and accounts of the demo, and the collected static files."""
    with site.cursor("postgres") as cursor:
        cursor.execute("DROP DATABASE IF EXISTS loket WITH (FORCE)")
        cursor.execute("CREATE DATABASE loket")
    for command in ("migrate", "load_vocabulary", "load_synonyms", "demo_accounts"):
        site.manage(command)
    site.manage("collectstatic", "--no-input")


def _timed_import(site: Installation, file: pathlib.Path) -> dict:
    """Seconds on the clock, and CPU seconds of the importing processes (PostgreSQL's own apart)."""
    cpu, start = _children_cpu(), time.monotonic()
    site.manage("import_entries", str(file))
    seconds = time.monotonic() - start
    written = site.rows("SELECT count(*) FROM search_findable")[0][0]
    if written != site.entries:
        raise RuntimeError(f"{written} of {site.entries} entries were imported; see {site.folder / 'manage.log'}.")
    used = _children_cpu() - cpu
    return {"seconds": round(seconds, 1), "cpu": round(used, 1), "lines_per_second": round(site.entries / seconds)}


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
