"""What the measurements of tailored advice share: a database for each number of rows, and where the figures go.

A database is filled once, and measured in a copy that is thrown away, so that ``--keep`` measures the same again.
"""

import argparse
import json
import pathlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import depth, installation, machine, tailored_report
from benchmarks.installation import Installation
from loket.launcher import places

FILLING, MEASURING = "filling", "measuring"


@dataclass(frozen=True)
class Database(Installation):
    """One of the databases of an installation."""

    name: str

    @property
    def environment(self) -> dict[str, str]:
        url = places.database_url(self.folder).replace("@/loket?", f"@/{self.name}?")
        return super().environment | {"DATABASE_URL": url}


def main(module: str, explained: str, sizes: Sequence[int], arguments: list[str]) -> None:
    """The command of one measurement: fill and measure each size in a process of its own, tell and keep the figures."""
    chosen = _parsed(module, explained, sizes, arguments)
    name, load, rows = module.rpartition(".")[2], machine.load(), []
    with installation.running(chosen.work.resolve(), 0) as site:
        if not (chosen.keep and _is_there(site, "django_migrations")):
            installation.make_empty(site)
        for size in chosen.sizes:
            filled = _filled(site, f"{name}_{size}", module, size, keep=chosen.keep)
            if chosen.fill:
                continue
            for row in _measured(filled, module, size, chosen.repeats):
                rows.append(row)
                print(json.dumps(row, ensure_ascii=False), flush=True)
    if rows and list(sizes) == chosen.sizes and not chosen.fill:
        found = {"machine": machine.described(), "load": [load, machine.load()], "rows": rows}
        print(tailored_report.keep(name, found, chosen.results))


def _parsed(module: str, explained: str, sizes: Sequence[int], arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=explained)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(sizes))
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--keep", action="store_true", help="use the databases that an earlier run filled")
    parser.add_argument("--fill", action="store_true", help="fill the databases and measure nothing")
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "tailored")
    parser.add_argument("--results", type=pathlib.Path, default=tailored_report.RESULTS)
    return parser.parse_args(arguments)


def _is_there(site: Installation, table: str) -> bool:
    return site.rows("SELECT to_regclass(%s) IS NOT NULL", table)[0][0]


def _filled(site: Installation, name: str, module: str, size: int, *, keep: bool) -> Database:
    """The database with this many rows; it gets its name when it is full, so that half a one is never measured."""
    if keep and site.rows("SELECT 1 FROM pg_database WHERE datname = %s", name):
        return Database(site.folder, 0, name)
    _copy(site, "loket", FILLING)
    list(depth.in_process(Database(site.folder, 0, FILLING), module, "--inside", "fill", size))
    with site.cursor("postgres") as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"ALTER DATABASE {FILLING} RENAME TO {name}")
    return Database(site.folder, 0, name)


def _measured(filled: Database, module: str, size: int, repeats: int) -> Iterator[dict]:
    _copy(filled, filled.name, MEASURING)
    yield from depth.in_process(Database(filled.folder, 0, MEASURING), module, "--inside", "measure", size, repeats)
    with filled.cursor("postgres") as cursor:
        cursor.execute(f"DROP DATABASE {MEASURING} WITH (FORCE)")


def _copy(site: Installation, source: str, target: str) -> None:
    with site.cursor("postgres") as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY file_copy")


def started(main_of: Callable[[list[str]], None], fill: Callable, measure: Callable[..., Iterable[dict]]) -> None:
    """What a module of a measurement does when it is run: the command, or its part within the portal's settings."""
    if sys.argv[1:2] != ["--inside"]:
        main_of(sys.argv[1:])
        return
    import django  # noqa: PLC0415 - only inside are there settings

    django.setup()
    step, *numbers = sys.argv[2:]
    size, *repeats = map(int, numbers)
    for line in measure(size, *repeats) if step == "measure" else [fill(size)]:
        if line is not None:
            print(json.dumps(line), flush=True)
