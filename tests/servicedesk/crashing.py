"""Doing something in a process that is killed for real at a chosen step, and a mail server that counts what it gets."""

import contextlib
import functools
import os
import re
import signal
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from aiosmtpd.controller import Controller
from django.db import connection, connections

from loket.celery import app

# Where something changes; what only reads a message cannot leave anything half.
STEPS_IN = ("loket/post/", "loket/core/outbox", "/servicedesk/", "django/core/mail/backends/smtp")
NO_STEPS_IN = ("loket/post/reading/", "/tests/")


class Sink:
    """Counts each mail by the number in square brackets in its subject."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the name is aiosmtpd's
        found = re.search(rb"^Subject:[^\n]*?\[[^\]\d]*([\d-]+)\]", envelope.content, re.MULTILINE)
        self.received[found[1].decode() if found else ""] += 1
        return "250 OK"


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[Sink, int]]:
    """A real SMTP server; its port."""
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


def in_child(act: Callable[[], object], *, kill_at: int = 0) -> int:
    """Do this in a process of its own, killed at that step; returns how many steps it took, 0 when it was killed."""
    connection.close()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _act_and_end(act, kill_at, tell)
    os.close(tell)
    with os.fdopen(told, "rb") as answer:
        steps = int(answer.read() or 0)
    _, status = os.waitpid(child, 0)
    assert steps or os.WTERMSIG(status) == signal.SIGKILL
    return steps


@functools.cache
def _has_steps(name: str) -> bool:
    return any(part in name for part in STEPS_IN) and not any(part in name for part in NO_STEPS_IN)


def _act_and_end(act: Callable[[], object], kill_at: int, tell: int) -> None:
    steps = 0

    def at_line(frame, event, argument):
        nonlocal steps
        steps += event == "line"
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return at_line

    def at_call(frame, event, argument):
        return at_line if _has_steps(frame.f_code.co_filename) else None

    drop_inherited()
    try:
        sys.settrace(at_call)
        act()
        sys.settrace(None)
        os.write(tell, b"%d" % steps)
    finally:
        os._exit(0)


def drop_inherited() -> None:
    """A child opens connections of its own: those of the parent are forgotten, not closed."""
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None
    app._after_fork()
