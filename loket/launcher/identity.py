"""As whom PostgreSQL runs. It refuses root, so for root there are two ways round, tried in this order."""

import ctypes
import os
import pathlib
import subprocess
from collections.abc import Callable

CLONE_NEWUSER = 0x10000000
NOBODY = 65534
_LIBC = ctypes.CDLL(None, use_errno=True)


def in_namespace() -> None:
    """Root's own files, seen from a user namespace where root is called *nobody*."""
    if _LIBC.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    pathlib.Path("/proc/self/setgroups").write_text("deny")
    pathlib.Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1")
    pathlib.Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")


def as_nobody() -> None:
    """The real user *nobody*, where namespaces are forbidden (many containers)."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def _can_run(become: Callable[[], None], binary: pathlib.Path, folder: pathlib.Path) -> bool:
    """Whether this user can run the program and reach the data."""
    probe = ["/bin/sh", "-c", 'cd "$1" && exec "$0" --version', os.fspath(binary), os.fspath(folder)]
    try:
        return subprocess.run(probe, preexec_fn=become, capture_output=True, check=False).returncode == 0
    except subprocess.SubprocessError:
        return False


def find(binary: pathlib.Path, folder: pathlib.Path) -> Callable[[], None] | None:
    """How to become the user that runs the server; None is as we are.

    Raises ``PermissionError`` with a sentence when root has no way.
    """
    if os.getuid() != 0:
        return None
    for become in (in_namespace, as_nobody):
        if _can_run(become, binary, folder):
            return become
    raise PermissionError(
        "PostgreSQL draait niet als root op deze machine. Werk als gewone gebruiker, zet het project in een map die "
        "iedereen mag lezen, of geef DATABASE_URL op."
    )


def owner_of(become: Callable[[], None] | None) -> int:
    """Whose the data must be for the server to accept it (a user number)."""
    return NOBODY if become is as_nobody else os.getuid()


def give(folder: pathlib.Path, owner: int) -> None:
    """Make the folder with all in it the owner's, when it is not (root only)."""
    if folder.stat().st_uid == owner:
        return
    for place, _, names in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in names)):
            os.chown(path, owner, owner, follow_symlinks=False)
