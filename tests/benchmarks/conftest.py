"""A small portal to measure, built once for all the processes of a run."""

import fcntl
import os
import pathlib
import shutil
from collections.abc import Iterator

import pytest

from benchmarks import depth, installation, load, servers
from benchmarks.installation import Installation
from tests.launcher import processes

ENTRIES = 200


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Installation]:
    """A portal with two hundred entries, imported by its own command, and around them what the pages in depth read.

    Migrating costs most of it: the first process builds it, and each that wants it runs a copy.
    """
    own = tmp_path_factory.mktemp("benchmarks") / "site"
    shutil.copytree(_built(tmp_path_factory.getbasetemp()), own)
    with installation.running(own, ENTRIES) as running:
        yield running


@pytest.fixture(scope="session")
def bench(site: Installation) -> Iterator[load.Bench]:
    """The portal served; it stands in for the yardstick as well, for nothing is judged by time."""
    with servers.running("loket.wsgi:application", site.environment, site.folder / "portal.log") as portal:
        yield load.Bench(site, portal, portal, load.Effort())


def _built(base: pathlib.Path) -> pathlib.Path:
    """The folder of the portal at rest; whoever comes first makes it, others wait."""
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, whole = shared / "benchmarks-site", shared / "benchmarks-site-whole"
    with (shared / "benchmarks-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            with installation.running(folder, ENTRIES) as building:
                installation.build(building)
                depth.prepare(building)
            assert processes.are_gone(folder)
            whole.touch()
    return folder
