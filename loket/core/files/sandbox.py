"""Work on a brought file in a child process that may use so much memory and time, and no more."""

import json
import logging
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import loket

logger = logging.getLogger(__name__)

PROJECT = pathlib.Path(loket.__file__).resolve().parent.parent
# The child knows no secret and no database: it gets only what Python itself needs.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
_LOG_TAIL = 500


class ChildFailed(Exception):
    """The child ended without an answer; `reason` is time, memory, damaged or crash."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


def run_in_child(action: str, path: str | os.PathLike, kind: str, *, seconds: int, memory_mb: int) -> dict:
    """The answer of `worker` for this action, kind and file.

    Raises ChildFailed when the child takes more than `seconds`, wants more than `memory_mb`, or dies.
    """
    command = [sys.executable, "-m", "loket.core.files.worker", action, os.fspath(path), kind]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        try:
            code = subprocess.run(
                [*command, str(seconds), str(memory_mb)],
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=complaints,
                cwd=PROJECT,
                env=environment,
                timeout=seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise ChildFailed("time") from None
        return _answer(code, _content(answer), _content(complaints), action)


def _content(file) -> bytes:
    file.seek(0)
    return file.read()


def _answer(code: int, answer: bytes, complaints: bytes, action: str) -> dict:
    """The child's JSON; a child that ended badly has none that we trust."""
    if code == -signal.SIGXCPU:
        raise ChildFailed("time")
    if code:
        tail = complaints.decode(errors="replace")[-_LOG_TAIL:]
        logger.warning("file worker ended badly: action=%s code=%s %s", action, code, tail)
        raise ChildFailed("crash")
    parsed = json.loads(answer)
    if "failed" in parsed:
        raise ChildFailed(parsed["failed"])
    return parsed
