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
from typing import TextIO

from loket.launcher import places
from loket.launcher.servers import PartFailed

WAIT_SECONDS = 120
STOP_SECONDS = 60
# Commands that never look at the database: they answer at once on a bare machine.
WITHOUT_DATABASE = {
    "analyse",
    "collectstatic",
    "compilemessages",
    "findstatic",
    "help",
    "makemessages",
    "version",
    "write_env_example",
    "-h",
    "--help",
    "--version",
}


def are_needed() -> bool:
    """Whether any server is left to the embedded defaults (in production none ever is)."""
    if os.environ.get("LOKET_MODE") == "production":
        return False
    return not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def are_running(local: pathlib.Path) -> bool:
    """Whether a keeper is at work on this folder."""
    return not _can_lock(local / "keeper.lock", fcntl.LOCK_SH)


def _can_lock(path: pathlib.Path, kind: int) -> bool:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _spawn_keeper(local: pathlib.Path, settings: dict[str, str]) -> subprocess.Popen:
    (local / "parts.json").unlink(missing_ok=True)
    with (local / "keeper.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "loket.launcher.keeper", str(local), json.dumps(settings)],
            cwd=places.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _wait_until_ready(local: pathlib.Path, keeper: subprocess.Popen) -> None:
    state = local / "parts.json"
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        has_ended = keeper.poll() is not None  # asked before the answer is read: the answer comes first
        if state.exists():
            answer = json.loads(state.read_text())
            if "error" in answer:
                raise PartFailed(answer["error"])
            return
        if has_ended:
            break
        time.sleep(0.03)
    raise PartFailed(f"De database start niet. Kijk in {local / 'keeper.log'}.")


def ensure(local: pathlib.Path, settings: dict[str, str]) -> subprocess.Popen | None:
    """Start the parts when no keeper is at work; the caller holds ``users.lock``. Returns the keeper it started.

    Raises ``PartFailed`` with one sentence when a part does not start.
    """
    with (local / "starting.lock").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        # Not ready and yet a keeper: the command that started it was killed while it waited.
        end = time.monotonic() + WAIT_SECONDS
        while are_running(local) and time.monotonic() < end:
            if (local / "parts.json").exists():
                return None
            time.sleep(0.03)
        if are_running(local):
            raise PartFailed(f"De vorige database stopt niet. Kijk in {local / 'keeper.log'}.")
        keeper = _spawn_keeper(local, settings)
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(_abandon, keeper)
            _wait_until_ready(local, keeper)
            on_failure.pop_all()
        return keeper


def _abandon(keeper: subprocess.Popen) -> None:
    """Stop a keeper that nobody uses yet."""
    keeper.terminate()
    keeper.wait()


def _let_go(local: pathlib.Path, keeper: subprocess.Popen) -> None:
    """Wait for a keeper that ends; one that others use outlives us, and nobody waits for it."""
    if are_running(local):
        keeper.returncode = 0
    else:
        keeper.wait()


def open_lock(local: pathlib.Path, name: str) -> TextIO:
    """A lock file in the folder, which is made first when absent. Raises ``PartFailed`` when that is not allowed."""
    try:
        local.mkdir(parents=True, exist_ok=True)
        return (local / name).open("a+")
    except OSError as error:
        raise PartFailed(
            f"In de map {local} kan niet worden geschreven ({error.strerror}). Kies een andere met LOCAL_DIR=…."
        ) from error


@contextlib.contextmanager
def running(local: pathlib.Path | None = None, **settings: str) -> Iterator[pathlib.Path]:
    """Hold the embedded parts of ``local`` in use; ``settings`` are PostgreSQL's own, for who starts it first.

    Raises ``PartFailed`` with one sentence when a part does not start.
    """
    local = local or places.local_dir()
    users = open_lock(local, "users.lock")
    keeper = None
    try:
        fcntl.flock(users, fcntl.LOCK_SH)
        keeper = ensure(local, settings)
        yield local
    finally:
        users.close()
        _wait_until_stopped(local)
        if keeper:
            _let_go(local, keeper)


def _wait_until_stopped(local: pathlib.Path) -> None:
    """Wait while the keeper stops its servers, so that nothing is left behind; return at once if others use them."""
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end and are_running(local) and not _others_use(local):
        time.sleep(0.05)


def _others_use(local: pathlib.Path) -> bool:
    """Whether ``users.lock`` is held shared: nobody holds it once all have gone, the keeper alone when it stops."""
    users = local / "users.lock"
    return not _can_lock(users, fcntl.LOCK_EX) and _can_lock(users, fcntl.LOCK_SH)


def for_command(arguments: list[str]) -> contextlib.AbstractContextManager:
    """The parts that a ``manage.py`` command needs: none when servers are named or the command reads no database."""
    name = arguments[1] if len(arguments) > 1 else "help"
    if name in WITHOUT_DATABASE or "--help" in arguments or not are_needed():
        return contextlib.nullcontext()
    return running()
