import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from loket.launcher import demo, places
from tests.launcher import processes


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def start(local, *options) -> subprocess.Popen:
    own = {"DATABASE_URL": "", "REDIS_URL": "", "STATIC_ROOT": "", "LOCAL_DIR": str(local), "DEMO_CONTENT": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", "loket.launcher.demo", *options],
        cwd=places.ROOT,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextlib.contextmanager
def ended(process):
    try:
        yield process
    finally:
        processes.end(process)


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    return tmp_path_factory.mktemp("de demo")


def test_demo_serves_pages_and_leaves_no_process_behind(local):
    port = free_port()
    with ended(start(local, "--port", str(port))) as process:
        lines = []
        while not lines or "draait op" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], "".join(lines)
        with urllib.request.urlopen(f"http://localhost:{port}/account/login/") as answer:
            page = answer.read().decode()

        process.send_signal(signal.SIGTERM)
        code = process.wait(60)

    assert lines[-1] == f"Het loket draait op http://localhost:{port}\n"
    assert any("redactie@voorbeeld.nl" in line for line in lines)
    assert "<html" in page
    assert (code, processes.are_gone(local)) == (0, True)


def test_demo_on_a_taken_port_says_so_in_one_sentence(local):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with ended(start(local, "--port", str(port))) as process:
            text, _ = process.communicate(timeout=60)

    assert text == f"Poort {port} is al in gebruik. Kies een andere: make demo PORT={port + 1}\n"
    assert process.returncode == 1


def test_second_demo_on_the_same_data_is_refused(local):
    with demo.only_one(local, "http://localhost:8000"), pytest.raises(demo.CannotStart, match="http://localhost:8000"):
        demo.only_one(local, "http://localhost:8001").__enter__()


def test_environment_follows_the_port_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    own = demo.environment(tmp_path, 8123)["SITE_URL"]
    monkeypatch.setenv("SITE_URL", "http://loket.test")

    assert (own, demo.environment(tmp_path, 8123)["SITE_URL"]) == ("http://localhost:8123", "http://loket.test")


def test_environment_is_the_demo_whatever_the_caller_has(tmp_path, monkeypatch):
    monkeypatch.setenv("LOKET_MODE", "production")

    assert demo.environment(tmp_path, 8000)["LOKET_MODE"] == "demo"


def test_interrupted_preparation_leaves_no_process_behind(tmp_path):
    with ended(start(tmp_path, "--port", str(free_port()))) as process:
        process.stdout.readline()

        process.send_signal(signal.SIGINT)
        code = process.wait(60)

    assert (code, processes.are_gone(tmp_path)) == (0, True)
