"""gunicorn with two sync workers, for the portal and for the yardstick alike."""

import contextlib
import os
import pathlib
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from loket.launcher import children, places

_OPTIONS = ("--workers", "2", "--worker-class", "sync", "--no-control-socket", "--worker-tmp-dir", "/dev/shm")
_START_SECONDS = 60


class NotStarted(Exception):
    """A server did not come up; the text says where its log is."""


@dataclass(frozen=True)
class Server:
    """A running gunicorn: its address and the number of its process."""

    address: str
    number: int

    def cpu_ticks(self) -> int:
        """CPU time of the workers and their parent so far, in ticks of the kernel."""
        workers = pathlib.Path(f"/proc/{self.number}/task/{self.number}/children").read_text().split()
        return sum(_ticks(number) for number in (self.number, *map(int, workers)))


def _ticks(number: int) -> int:
    """User and system time of one process; 0 for one that has gone."""
    try:
        fields = pathlib.Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


@contextlib.contextmanager
def running(application: str, environment: dict[str, str], log: pathlib.Path) -> Iterator[Server]:
    """Serve a WSGI application on a free port. Raises ``NotStarted``."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", *_OPTIONS, "--bind", f"127.0.0.1:{port}", application]
    with children.open_log(log) as output:
        process = children.start(command, output=output, cwd=places.ROOT, env=os.environ | environment)
    try:
        _wait_until_it_answers(process, address, log)
        yield Server(address, process.pid)
    finally:
        children.stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_answers(process, address: str, log: pathlib.Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/", timeout=30).close()
            return
        except urllib.error.HTTPError as answer:
            raise NotStarted(f"{address} answers with status {answer.code}; see {log}.") from answer
        except OSError:
            time.sleep(0.2)
    raise NotStarted(f"gunicorn did not start; see {log}.")
