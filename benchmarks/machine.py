"""On what was measured: the machine, the versions and the day."""

import datetime
import importlib.metadata
import os
import pathlib
import platform
import re
import subprocess

from loket.launcher import servers


def described() -> dict[str, str | int]:
    """What a reader needs to weigh the figures."""
    return {
        "date": datetime.date.today().isoformat(),
        "processor": _field("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{int((_field('/proc/meminfo', 'MemTotal') or '0').split()[0]) / 1024**2:.0f} GB",
        "system": platform.system() + " " + platform.release(),
        "python": platform.python_version(),
        "django": importlib.metadata.version("django"),
        "gunicorn": importlib.metadata.version("gunicorn"),
        "postgresql": _version(servers.postgres_binary("postgres")),
        "redis": _version(servers.redis_binary()),
    }


def load() -> float:
    """How many processes want a core, over the last minute: far above 0 at the start, the figures are worth less."""
    return round(os.getloadavg()[0], 1)


def _field(file: str, name: str) -> str:
    found = re.search(rf"^{name}\s*:\s*(.+)$", pathlib.Path(file).read_text(), re.MULTILINE)
    return found[1].strip() if found else ""


def _version(binary: pathlib.Path) -> str:
    answer = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"\d+\.\d+(\.\d+)?", answer)[0]
