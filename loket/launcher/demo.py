"""The demo: ``python -m loket.launcher.demo --port 8000``. One foreground process that leaves nothing behind."""

import argparse
import contextlib
import fcntl
import http.client
import os
import pathlib
import signal
import sys
import time
from collections.abc import Iterator

from loket.launcher import children, parts, places, ports, supervisor
from loket.launcher.supervisor import Service, say

READY_SECONDS = 90
PYTHON = sys.executable


class CannotStart(Exception):
    """The demo cannot start; the text is a sentence for the person who wants to see it."""


def environment(local: pathlib.Path, port: int) -> dict[str, str]:
    """What the demo's processes get: the caller's own environment, and what makes it a demo."""
    mine = {"LOKET_MODE": "demo", "DJANGO_SETTINGS_MODULE": "loket.settings", "STATIC_MANIFEST": "1"}
    return {"SITE_URL": f"http://localhost:{port}"} | os.environ | mine | {"LOCAL_DIR": str(local)}


def services(local: pathlib.Path, settings: dict[str, str], sockets: list[int]) -> list[Service]:
    """The web server, a worker and beat."""
    logs = local / "logs"
    logs.mkdir(exist_ok=True)
    celery = [PYTHON, "-m", "celery", "--app", "loket.celery"]
    web = [PYTHON, "-m", "gunicorn", "--config", "python:loket.gunicorn"]
    web += [f"--bind=fd://{number}" for number in sockets]
    worker = [*celery, "worker", "--loglevel=WARNING", "--concurrency=2", "--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--loglevel=WARNING", f"--schedule={local / 'beat-schedule'}"]
    return [
        Service("De webserver", web, logs / "web.log", settings, sockets),
        Service("De werker", worker, logs / "worker.log", settings),
        Service("De planner", beat, logs / "beat.log", settings),
    ]


def prepare(settings: dict[str, str]) -> None:
    """Bring database, content and static files up to date. Raises ``CannotStart``."""
    child = children.start([PYTHON, "-m", "loket.launcher.preparation"], cwd=places.ROOT, env=settings)
    try:
        code = child.wait()
    finally:
        children.stop(child, seconds=5)
    if code:
        raise CannotStart("De demo is niet gestart; de reden staat hierboven.")


def wait_until_ready(web: Service, address: tuple[str, int]) -> None:
    """Wait until the web server answers. Raises ``CannotStart`` with the end of its log."""
    end = time.monotonic() + READY_SECONDS
    while not _answers(address):
        if web.has_died() or time.monotonic() > end:
            tail = web.log.read_text(errors="replace")[-1500:]
            raise CannotStart(f"De webserver start niet. Het einde van {web.log}:\n{tail}")
        time.sleep(0.1)


def _answers(address: tuple[str, int]) -> bool:
    with contextlib.closing(http.client.HTTPConnection(*address, timeout=5)) as connection:
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False


@contextlib.contextmanager
def only_one(local: pathlib.Path, url: str) -> Iterator[None]:
    """Hold the lock of the demo on this data. Raises ``CannotStart`` when another demo runs on it."""
    with parts.open_lock(local, "demo.lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"Er draait al een demo op deze gegevens ({lock.read().strip()}). Stop die eerst, of geef een andere "
                "map: make demo LOCAL_DIR=…"
            ) from None
        lock.truncate(0)
        lock.write(url)
        lock.flush()
        yield


def stop_on_signals() -> None:
    """Leave on Ctrl-C, SIGTERM or a closed terminal, by way of every ``finally``; once is enough."""
    expected = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # it is with nohup
        expected.append(signal.SIGHUP)

    def leave(number: int, frame: object) -> None:
        for each in expected:
            signal.signal(each, signal.SIG_IGN)
        sys.exit(0)

    for each in expected:
        signal.signal(each, leave)


def run(host: str, port: int) -> None:
    """Everything from the port to the last process; returns only by an exception."""
    local = places.local_dir()
    settings = environment(local, port)
    claimed = ports.claim(host, port)
    try:
        with contextlib.ExitStack() as stack:
            stack.enter_context(only_one(local, settings["SITE_URL"]))
            if parts.are_needed():
                say("Database en Redis starten …")
                stack.enter_context(parts.running(local))
            prepare(settings)
            ports.listen(claimed)
            wanted = services(local, settings, [one.fileno() for one in claimed])
            stack.enter_context(supervisor.started(wanted))
            wait_until_ready(wanted[0], claimed[0].getsockname()[:2])
            say(f"\nHet loket draait op {settings['SITE_URL']}\nStoppen: Ctrl-C. Logboeken: {local / 'logs'}")
            stack.callback(say, "\nHet loket stopt …")
            supervisor.watch(wanted, lambda: _revive(local))
    finally:
        ports.release(claimed)


def _revive(local: pathlib.Path) -> None:
    if parts.are_needed() and not parts.are_running(local):
        say("De database of Redis is gestopt en wordt opnieuw gestart.")
        parts.ensure(local, {})


def main() -> None:
    parser = argparse.ArgumentParser(description="Start het loket met voorbeeldinhoud.")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--end-with-parent", action="store_true", help="stop ook als het startende proces stopt")
    options = parser.parse_args()
    stop_on_signals()
    if options.end_with_parent:
        children.end_with_parent()
    try:
        run(options.host, ports.number(options.port))
    except (CannotStart, OSError, parts.PartFailed, ports.PortTaken, supervisor.Gone) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
