"""Which processes still belong to a data folder; and the ways to start and end users of one."""

import contextlib
import os
import pathlib
import subprocess
import sys
import time

from loket.launcher import places

USE = (
    "import pathlib, sys, time; from loket.launcher import parts\n"
    "with parts.running(pathlib.Path(sys.argv[1])):\n"
    "    print('ready', flush=True); time.sleep(float(sys.argv[2]))"
)


def of(local: pathlib.Path) -> list[int]:
    """Processes whose command, environment or working folder names the data folder or its sockets (not zombies)."""
    words = [os.fsencode(local), os.fsencode(places.run_dir(local))]
    return [pid for pid in _all() if pid != os.getpid() and any(word in _traces(pid) for word in words)]


def _all() -> list[int]:
    return [int(entry.name) for entry in pathlib.Path("/proc").iterdir() if entry.name.isdigit()]


def _traces(pid: int) -> bytes:
    traces = b""
    for name in ("cmdline", "environ"):
        with contextlib.suppress(OSError):
            traces += pathlib.Path(f"/proc/{pid}/{name}").read_bytes()
    with contextlib.suppress(OSError):
        traces += os.fsencode(os.readlink(f"/proc/{pid}/cwd"))
    return traces


def are_gone(local: pathlib.Path, seconds: float = 20) -> bool:
    """Wait until no process of this folder is left."""
    end = time.monotonic() + seconds
    while of(local):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def user(local: pathlib.Path, seconds: float = 60) -> subprocess.Popen:
    """A process that uses the parts for so long; returns when it has them."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE, str(local), str(seconds)], cwd=places.ROOT, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    return process


def end(process: subprocess.Popen) -> None:
    """Kill a process of ours and close its pipe."""
    process.kill()
    process.communicate()
