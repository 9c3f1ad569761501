"""Pytest plugin: starts the embedded PostgreSQL and Redis for the run, once, before Django reads its settings."""

import atexit
import os
import pathlib

import pytest

from loket.launcher import parts, places

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    os.environ.setdefault("STATIC_MANIFEST", "0")
    if os.environ.get("PYTEST_XDIST_WORKER") or not parts.are_needed():
        return
    local = pathlib.Path(os.environ.get("LOCAL_DIR") or places.ROOT / ".local") / "test"
    os.environ["LOCAL_DIR"] = str(local.resolve())
    (local / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is absent
    running = parts.running(local.resolve(), **FAST)
    running.__enter__()
    atexit.register(running.__exit__, None, None, None)
    os.environ["DATABASE_URL"] = places.database_url(local.resolve())
    os.environ["REDIS_URL"] = places.redis_url(local.resolve())


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: tests in a browser wait a good deal. Redis has room for seven."""
    return min((os.cpu_count() or 1) + 1, 7)
