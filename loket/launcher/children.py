"""Child processes that end with their parent, in groups of their own."""

import contextlib
import ctypes
import os
import pathlib
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import IO

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 5_000_000
# Loaded here: between fork and exec nothing may be imported.
_LIBC = ctypes.CDLL(None, use_errno=True)


def end_with_parent(number: int = signal.SIGTERM, parent: int | None = None) -> None:
    """Have the kernel send this process the signal when its parent dies, however that dies (Linux only).

    With ``parent`` known, a parent that died just before counts as well.
    """
    if sys.platform != "linux":
        return
    _LIBC.prctl(PR_SET_PDEATHSIG, number)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), number)


@contextlib.contextmanager
def open_log(path: pathlib.Path):
    """The log to add to; one that has grown large is set aside first."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_name(f"{path.name}.1"))
    with path.open("ab") as log:
        yield log


def start(
    command: Sequence,
    *,
    output: IO | None = None,
    ends_by: int = signal.SIGTERM,
    become: Callable[[], None] | None = None,
    keep_open: Sequence[int] = (),
    **options,
) -> subprocess.Popen:
    """Start a command that writes to ``output`` (None is where we write) and gets ``ends_by`` when we die.

    ``become`` changes as whom it runs; ``keep_open`` are file descriptors (locks, sockets) that it inherits.
    To be called from the main thread: the kernel counts the death of the thread that started the child.
    """
    parent = os.getpid()

    def prepare() -> None:
        if become:
            become()  # first: a change of user takes the next setting away
        end_with_parent(ends_by, parent)

    return subprocess.Popen(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        preexec_fn=prepare,
        start_new_session=True,
        pass_fds=tuple(keep_open),
        **options,
    )


def stop(*running: subprocess.Popen, by: int = signal.SIGTERM, seconds: float = 30) -> None:
    """Ask the children to stop and wait; what is left of their groups after that is killed."""
    for child in running:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(by)
    for child in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
