"""Servers of others that run as a process of their own on a free port of this machine."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

SECONDS_TO_START = 60


@contextlib.contextmanager
def running(arguments: Callable[[int], list[str]]) -> Iterator[int]:
    """Run Python with ``arguments(port)`` and give the port once something listens; the process ends with the block.

    Raises ``RuntimeError`` when nothing listens after a minute, or the process ended.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *arguments(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"Nothing listens on port {port}: {' '.join(server.args[:3])}")
