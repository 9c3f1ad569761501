"""The process that keeps the embedded parts running for as long as anyone uses them.

Users hold a shared lock on ``users.lock``, the keeper holds ``keeper.lock``, and the servers themselves hold
``servers.lock``. Locks vanish with their process, so nobody has to believe a number in a file: a killed user or a
killed keeper leaves nothing behind, and two servers never touch the same data. Run by ``parts.running``, not by hand.
"""

import contextlib
import fcntl
import json
import os
import pathlib
import signal
import sys
import time

import psycopg2

from loket.launcher import children, places, servers

POLL_SECONDS = 0.2
PREDECESSOR_SECONDS = 40


def _create_database(local: pathlib.Path) -> None:
    address = {"host": str(places.run_dir(local)), "user": "loket", "dbname": "postgres"}
    with contextlib.closing(psycopg2.connect(**address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'loket'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE loket")


def _wait_for_predecessors(lock, local: pathlib.Path) -> None:
    """Take the lock that the servers of a killed keeper hold until they have stopped."""
    end = time.monotonic() + PREDECESSOR_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise servers.PartFailed(f"Er draait nog een database op {local}. Stop die eerst.") from None
            time.sleep(POLL_SECONDS)


def _wait_for_last_user(running: list, lock) -> None:
    """Return when nobody holds ``users.lock`` any more (held exclusively from then on) or a part has stopped."""
    while all(child.poll() is None for child in running):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(POLL_SECONDS)


def _write(state: pathlib.Path, **content: object) -> None:
    """Whole or not at all: a reader never sees half a file."""
    fresh = state.with_suffix(".new")
    fresh.write_text(json.dumps(content))
    fresh.replace(state)


def keep(local: pathlib.Path, settings: dict[str, str]) -> None:
    """Start the parts, say so in ``parts.json``, and stop them after the last user has gone.

    When a part does not start, ``parts.json`` says why.
    """
    state = local / "parts.json"
    running = []
    # Locks are let go in reverse order: who then gets ``users.lock`` must find ``keeper.lock`` free.
    with (
        (local / "users.lock").open("a") as users,
        (local / "keeper.lock").open("a") as own,
        (local / "servers.lock").open("a") as lock,
    ):
        fcntl.flock(own, fcntl.LOCK_EX)
        try:
            _wait_for_predecessors(lock, local)
            places.make_run_dir(local)
            running.append(servers.start_postgres(local, settings, lock.fileno()))
            running.append(servers.start_redis(local, lock.fileno()))
            _create_database(local)
            try:
                _write(state, keeper=os.getpid())
                _wait_for_last_user(running, users)
            finally:
                state.unlink(missing_ok=True)
        except (servers.PartFailed, OSError, psycopg2.Error) as error:
            _write(state, error=str(error))
        finally:
            children.stop(*reversed(running), by=signal.SIGINT)
            with contextlib.suppress(OSError):
                places.run_dir(local).rmdir()


def _leave(number: int, frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for expected in (signal.SIGINT, signal.SIGTERM):
        signal.signal(expected, _leave)
    keep(pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]))
