"""Use the embedded parts: ``with parts.running(): …`` starts them when nobody has yet."""

import contextlib
import fcntl
import json
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator

from loket.launcher import places
from loket.launcher.servers import PartFailed

WAIT_SECONDS = 90
# Commands that never look at the database: they answer at once on a bare machine.
WITHOUT_DATABASE = {
    "analyse",
    "collectstatic",
    "help",
    "version",
    "--version",
    "--help",
    "makemessages",
    "compilemessages",
    "write_env_example",
}


def are_needed() -> bool:
    """Whether any server is left to the embedded defaults."""
    return not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def _is_free(path: pathlib.Path) -> bool:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _spawn_keeper(local: pathlib.Path, settings: dict[str, str]) -> None:
    (local / "parts.json").unlink(missing_ok=True)
    with (local / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "loket.launcher.keeper", str(local), json.dumps(settings)],
            cwd=places.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    keeper.returncode = 0  # it outlives us when others use the parts, so nobody waits for it


def _wait_until_ready(local: pathlib.Path) -> None:
    state = local / "parts.json"
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        text = state.read_text() if state.exists() else ""
        if text:
            answer = json.loads(text)
            if "error" in answer:
                raise PartFailed(answer["error"])
            return
        time.sleep(0.03)
    raise PartFailed(f"De database start niet binnen {WAIT_SECONDS} seconden. Kijk in {local / 'keeper.log'}.")


@contextlib.contextmanager
def running(local: pathlib.Path | None = None, **settings: str) -> Iterator[pathlib.Path]:
    """Hold the embedded parts of ``local`` in use; ``settings`` are PostgreSQL's own, for who starts it first.

    Raises ``PartFailed`` with one sentence when a part does not start.
    """
    local = local or places.local_dir()
    local.mkdir(parents=True, exist_ok=True)
    users = (local / "users.lock").open("a")
    try:
        fcntl.flock(users, fcntl.LOCK_SH)
        with (local / "starting.lock").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if _is_free(local / "keeper.lock"):
                _spawn_keeper(local, settings)
            _wait_until_ready(local)
        yield local
    finally:
        users.close()
        _wait_until_stopped(local)


def _wait_until_stopped(local: pathlib.Path) -> None:
    """Wait while the keeper stops its servers, so that nothing is left behind; return at once if others use them."""
    end = time.monotonic() + 30
    while time.monotonic() < end and not _is_free(local / "keeper.lock"):
        with (local / "users.lock").open("a") as probe:
            try:
                # Only a shared lock can be had while others use the parts; the keeper holds it when it stops.
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if _others_hold(local):
                    return
        time.sleep(0.05)


def _others_hold(local: pathlib.Path) -> bool:
    with (local / "users.lock").open("a") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False  # held exclusively: that is the keeper, on its way out
    return True


def for_command(arguments: list[str]) -> contextlib.AbstractContextManager:
    """The parts that a ``manage.py`` command needs: none when servers are named or the command reads no database."""
    name = arguments[1] if len(arguments) > 1 else "help"
    if name in WITHOUT_DATABASE or "--help" in arguments or not are_needed():
        return contextlib.nullcontext()
    return running()
