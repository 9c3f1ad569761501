"""The processes of the demo: started together, restarted when one dies, stopped together."""

import contextlib
import pathlib
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from loket.launcher import children, places

POLL_SECONDS = 0.2
STOP_SECONDS = 8
RESTARTS = 3
RESTART_WINDOW_SECONDS = 60


class Gone(Exception):
    """A process keeps dying; the text is a sentence with the end of its log."""


def say(text: str) -> None:
    """Print a line; a terminal that has been closed must not keep us from stopping everything."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


@dataclass
class Service:
    """One process: its Dutch name, its command, where it writes, and the sockets that it inherits."""

    name: str
    command: Sequence
    log: pathlib.Path
    environment: dict[str, str]
    sockets: Sequence[int] = ()
    process: subprocess.Popen | None = None
    died_at: list[float] = field(default_factory=list)

    def start(self) -> None:
        with children.open_log(self.log) as output:
            self.process = children.start(
                self.command, output=output, keep_open=self.sockets, cwd=places.ROOT, env=self.environment
            )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> None:
        """Start again after a death. Raises ``Gone`` after too many in a short time."""
        now = time.monotonic()
        self.died_at = [at for at in self.died_at if now - at < RESTART_WINDOW_SECONDS] + [now]
        children.stop(self.process, seconds=1)  # what is left of its group
        if len(self.died_at) > RESTARTS:
            tail = self.log.read_text(errors="replace")[-1200:]
            raise Gone(f"{self.name} stopt steeds. Het einde van {self.log}:\n{tail}")
        say(f"{self.name} is gestopt (code {self.process.returncode}) en wordt opnieuw gestart.")
        self.start()


@contextlib.contextmanager
def started(services: Sequence[Service]):
    """All services running; at the end, however that comes, all of them stopped."""
    try:
        for service in services:
            service.start()
        yield
    finally:
        children.stop(*(service.process for service in services if service.process), seconds=STOP_SECONDS)


def watch(services: Sequence[Service], check_parts: Callable[[], None]) -> None:
    """Keep the services going for ever; ``check_parts`` is called all the time as well.

    Raises ``Gone`` when a service keeps dying.
    """
    while True:
        for service in services:
            if service.has_died():
                service.restart()
        check_parts()
        time.sleep(POLL_SECONDS)
