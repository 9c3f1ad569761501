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
    """A private folder with a short path for the sockets of this data folder (a socket's path is at most 107 bytes).

    Raises ``PermissionError`` when another user made the folder first.
    """
    digest = hashlib.sha256(str(local).encode()).hexdigest()[:12]
    folder = pathlib.Path(tempfile.gettempdir()) / f"loket-{os.getuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} is van een andere gebruiker. Verwijder deze map of kies een andere TMPDIR.")
    return folder


def database_url(local: pathlib.Path) -> str:
    return f"postgresql://loket@/loket?host={run_dir(local)}"


def redis_url(local: pathlib.Path) -> str:
    return f"unix://{run_dir(local)}/redis.sock?db=0"
