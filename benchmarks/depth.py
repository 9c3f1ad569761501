"""The catalogue in depth: fill what stands around the entries, then measure its pages and its runs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

from benchmarks import depth_dataset, depth_pages, depth_searches, machine
from benchmarks.installation import Installation
from benchmarks.load import Bench
from loket.launcher import places

Show = Callable[[str, dict], None]


def prepare(site: Installation) -> None:
    """Fill a database that has entries only; one that is filled stays as it is."""
    if depth_dataset.is_filled(site):
        return
    depth_dataset.fill(site)
    list(in_process(site, "benchmarks.depth_searches", depth_searches.PER_ENTRY * site.entries))
    with site.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def is_wanted(only: str) -> bool:
    """Whether ``--only`` leaves any of it: filling takes its time, so it is named by its prefix."""
    return not only or depth_pages.PREFIX.startswith(only) or only.startswith(depth_pages.PREFIX)


def measure(bench: Bench, only: str, show: Show) -> dict:
    """The pages and the runs with ``only`` in their name, and what else the machine did meanwhile."""
    prepare(bench.site)
    load, pages = machine.load(), {}
    for page in depth_pages.pages(bench.site, bench.portal.address):
        if only in page.name:
            pages[page.name] = depth_pages.measure(bench, page)
            show(page.name, pages[page.name])
    runs = {}
    for name, figures in in_process(bench.site, "benchmarks.depth_runs", bench.effort.repeats, only):
        runs[name] = figures
        show(name, figures)
    rows = depth_dataset.amounts(bench.site)
    return {"date": machine.described()["date"], "load": [load, machine.load()], "rows": rows} | {
        "pages": pages,
        "runs": runs,
    }


def in_process(site: Installation, module: str, *arguments) -> Iterator:
    """What a module prints that needs the portal's settings, by the line of JSON. Raises ``CalledProcessError``."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    options = {"cwd": places.ROOT, "env": settings_of(site), "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **options) as process:
        yield from map(json.loads, process.stdout)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def settings_of(site: Installation) -> dict[str, str]:
    """The environment of a process that uses the portal's own code on this database."""
    return os.environ | site.environment | {"DJANGO_SETTINGS_MODULE": "loket.settings"}
