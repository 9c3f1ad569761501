"""The process that keeps the embedded parts running for as long as anyone uses them.

Users hold a shared lock on ``users.lock``; the keeper holds ``keeper.lock``. Locks vanish with their process,
so a killed user or a killed keeper leaves nothing behind. Run by ``parts.running``, not by hand.
"""

import fcntl
import json
import os
import pathlib
import signal
import sys
import time

import psycopg2

from loket.launcher import places, servers

POLL_SECONDS = 0.2


def _create_database(local: pathlib.Path) -> None:
    connection = psycopg2.connect(host=str(places.run_dir(local)), user="loket", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'loket'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE DATABASE loket")
    connection.close()


def _wait_for_last_user(local: pathlib.Path, children: list, lock) -> None:
    """Return when nobody holds ``users.lock`` any more (held exclusively from then on) or a part has stopped."""
    while all(child.poll() is None for child in children):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(POLL_SECONDS)


def keep(local: pathlib.Path, settings: dict[str, str]) -> None:
    """Start the parts, say so in ``parts.json``, and stop them after the last user has gone."""
    state = local / "parts.json"
    # Locks are let go in reverse order: who then gets ``users.lock`` must find ``keeper.lock`` free.
    with (local / "users.lock").open("a") as users, (local / "keeper.lock").open("w") as own:
        fcntl.flock(own, fcntl.LOCK_EX)
        state.unlink(missing_ok=True)
        children = []
        try:
            children.append(servers.start_postgres(local, settings))
            children.append(servers.start_redis(local))
            _create_database(local)
            state.write_text(json.dumps({"keeper": os.getpid()}))
            _wait_for_last_user(local, children, users)
        except servers.PartFailed as error:
            state.write_text(json.dumps({"error": str(error)}))
        finally:
            for child in reversed(children):
                servers.stop(child)
            if "error" not in (json.loads(state.read_text()) if state.exists() else {}):
                state.unlink(missing_ok=True)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGHUP else lambda *_: sys.exit(0))
    keep(pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]))
