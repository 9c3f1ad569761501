"""An empty portal as a template: migrated once for all the processes of a run, and for later runs too."""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2

from loket.launcher import places

LOCK = 82_231_004
"""Key of the advisory lock under which one process makes the template while the others wait."""
_READ = ("**/migrations/*.py", "loket/vocabulary/**/*", "requirements/*.txt")


def ensure() -> str:
    """The name of the template with all tables and the vocabulary; made when there is none of this code yet."""
    name = f"template_{fingerprint()}"
    with _alone() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            _remove_older(cursor)
            _make(cursor, name)
    return name


def fingerprint() -> str:
    """Sixteen digits that change with every migration, word list and locked version."""
    digest = hashlib.sha256()
    for pattern in _READ:
        for path in sorted(places.ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc" and "node_modules" not in path.parts:
                digest.update(f"{path.relative_to(places.ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _alone() -> Iterator:
    """A cursor outside any transaction, while no other process works at templates."""
    maintenance = psycopg2.connect(_address("postgres"))
    maintenance.autocommit = True
    try:
        with maintenance.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield cursor
    finally:
        maintenance.close()


def _address(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def _remove_older(cursor) -> None:
    cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'template\_%'")
    for (older,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE "{older}"')


def _make(cursor, name: str) -> None:
    """Under another name until it is whole: what is broken off is never taken for a template."""
    building = f"building_{name}"
    cursor.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{building}"')
    environment = os.environ | {"DATABASE_URL": _address(building)}
    for command in ("migrate", "load_vocabulary"):
        started = [sys.executable, "manage.py", command, "--verbosity", "0"]
        subprocess.run(started, cwd=places.ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
