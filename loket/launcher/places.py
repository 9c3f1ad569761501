"""Where the embedded parts keep their data, and the addresses at which they are found."""

import hashlib
import os
import pathlib
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def local_dir() -> pathlib.Path:
    """The folder for data, files and logs of the embedded parts: ``LOCAL_DIR``, else ``.local`` in the checkout."""
    return pathlib.Path(os.environ.get("LOCAL_DIR") or ROOT / ".local").expanduser().resolve()


def run_dir(local: pathlib.Path) -> pathlib.Path:
    """The private folder for the sockets of this data folder; ``make_run_dir`` makes it.

    Its path is short, because that of a socket is at most 107 bytes, and does not follow ``TMPDIR``: every command
    must find the same one.
    """
    digest = hashlib.sha256(os.fsencode(local)).hexdigest()[:12]
    shared = pathlib.Path("/tmp")  # noqa: S108 - the folder made in it is private, and checked
    base = shared if os.access(shared, os.W_OK | os.X_OK) else pathlib.Path(tempfile.gettempdir())
    return base / f"loket-{os.getuid()}-{digest}"


def make_run_dir(local: pathlib.Path) -> pathlib.Path:
    """Make ``run_dir``. Raises ``PermissionError`` when another user made it first."""
    folder = run_dir(local)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"De map {folder} is van een andere gebruiker. Laat die haar weghalen.")
    return folder


def database_url(local: pathlib.Path) -> str:
    return f"postgresql://loket@/loket?host={run_dir(local)}"


def redis_url(local: pathlib.Path) -> str:
    return f"unix://{run_dir(local)}/redis.sock?db=0"
