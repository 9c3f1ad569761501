import os
import signal
import subprocess
import sys
import time

import pytest

from loket.launcher import places, supervisor
from tests.launcher import processes

# A parent with a child, as the web server and the worker are.
FAMILY = (
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"
)
SUPERVISE = (
    "import pathlib, sys, time; from loket.launcher import supervisor\n"
    "from tests.launcher.test_supervisor import service\n"
    "with supervisor.started([service(pathlib.Path(sys.argv[1]), 'import time; time.sleep(60)')]):\n"
    "    print('ready', flush=True); time.sleep(60)"
)


def service(folder, *arguments):
    environment = {**os.environ, "LOCAL_DIR": str(folder)}
    return supervisor.Service("De proef", [sys.executable, "-c", *arguments], folder / "log", environment)


def family(folder):
    return service(folder, FAMILY)


def wait_for(condition):
    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)


class Enough(Exception):
    """Ends ``watch``, which has no end of its own."""


def watch_until(services, condition):
    def check():
        if condition():
            raise Enough

    with pytest.raises(Enough):
        supervisor.watch(services, check)


def test_started_stops_children_and_grandchildren(tmp_path):
    with supervisor.started([family(tmp_path)]):
        wait_for(lambda: len(processes.of(tmp_path)) == 2)

    assert processes.are_gone(tmp_path)


def test_service_that_ignores_the_request_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.2)
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"

    with supervisor.started([service(tmp_path, stubborn)]):
        wait_for(lambda: (tmp_path / "log").read_text() == "on\n")

    assert processes.are_gone(tmp_path)


def test_killed_supervisor_takes_its_services_along(tmp_path):
    code = [sys.executable, "-c", SUPERVISE, str(tmp_path)]
    owner = subprocess.Popen(code, cwd=places.ROOT, stdout=subprocess.PIPE)
    owner.stdout.readline()
    assert len(processes.of(tmp_path)) == 2

    processes.end(owner)

    assert processes.are_gone(tmp_path)


def test_dead_service_is_started_again_and_says_so(tmp_path, capsys):
    running = family(tmp_path)
    with supervisor.started([running]):
        first = running.process.pid
        os.kill(first, signal.SIGKILL)
        watch_until([running], lambda: running.process.pid != first)

        assert running.process.poll() is None

    assert "De proef is gestopt (code -9) en wordt opnieuw gestart." in capsys.readouterr().out


def test_service_that_keeps_dying_ends_the_watch_with_its_log(tmp_path):
    failing = service(tmp_path, "print('het gaat niet'); raise SystemExit(3)")

    with supervisor.started([failing]), pytest.raises(supervisor.Gone, match=r"stopt steeds[\s\S]*het gaat niet"):
        supervisor.watch([failing], lambda: None)


def test_large_log_is_set_aside(tmp_path):
    (tmp_path / "log").write_bytes(b"x" * 5_000_001)

    with supervisor.started([service(tmp_path, "pass")]):
        pass

    assert (tmp_path / "log.1").stat().st_size == 5_000_001
