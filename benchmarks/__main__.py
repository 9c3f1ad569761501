"""``python -m benchmarks``: measure and write the results."""

import argparse
import contextlib
import functools
import json
import pathlib
import sys

from benchmarks import depth, installation, load, machine, pages, relevance, report, servers, statement
from benchmarks.installation import Installation
from benchmarks.load import Bench, Effort
from loket.launcher import places

QUICK = Effort(seconds=1, repeats=1)


def main(arguments: list[str]) -> str | None:
    """Measure what was asked; returns a sentence when that cannot be done."""
    chosen = _parsed(arguments)
    if not load.is_present():
        return "wrk ontbreekt. Installeer het eerst (Debian: apt install wrk) en draai dan opnieuw: make bench"
    effort = QUICK if chosen.quick else Effort()
    results = {"machine": machine.described(), "load": machine.load(), "seconds": effort.seconds}
    results |= {"repeats": effort.repeats, "sizes": {}}
    if not chosen.only:
        results["relevance"] = relevance.measure(chosen.work / "demo")
    folder = chosen.work if chosen.quick or chosen.only else report.RESULTS
    earlier = report.last(report.RESULTS).get("sizes", {})
    for size in chosen.sizes:
        found = _measure_size(chosen.work / str(size), size, effort, chosen)
        if chosen.skip_depth:
            found["depth"] = earlier.get(str(size), {}).get("depth", {})
        results["sizes"][str(size)] = found
        latest = report.write(results, folder)  # after each size: what was measured survives a stop
    print(latest.read_text(encoding="utf-8"), f"\nWritten: {latest}", sep="")
    return None


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 10_000, 100_000], help="1000,10000,100000")
    parser.add_argument("--quick", action="store_true", help="one run of a second each, not kept in results/")
    parser.add_argument("--keep", action="store_true", help="use what an earlier run imported")
    parser.add_argument("--only", default="", help="only pages with this in their name, not kept in results/")
    parser.add_argument("--skip-depth", action="store_true", help="keep the last figures of the catalogue in depth")
    parser.add_argument("--work", type=_folder, default=places.local_dir() / "bench", help="folder for the databases")
    return parser.parse_args(arguments)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _folder(text: str) -> pathlib.Path:
    return pathlib.Path(text).resolve()


def _measure_size(folder: pathlib.Path, size: int, effort: Effort, chosen: argparse.Namespace) -> dict:
    print(f"{size:,} entries", flush=True)
    with installation.running(folder, size) as site:
        imported = _imported(site, keep=chosen.keep)
        with _bench(site, effort) as bench:
            found = [*pages.public(site), pages.edit_form(site, bench.portal.address)]
            wanted = [page for page in found if chosen.only in page.name]
            measured = load.all_pages(bench, wanted, _show)
            statements = {} if chosen.only else _statements(bench)
            in_depth = depth.is_wanted(chosen.only) and not chosen.skip_depth
            beyond = depth.measure(bench, chosen.only, _show) if in_depth else {}
    return {"import": imported, "pages": measured, "statements": statements, "depth": beyond}


def _imported(site: Installation, *, keep: bool) -> dict:
    """What the import took; with ``keep`` the figures of the run that made the database."""
    notes = site.folder / "import.json"
    if not (keep and notes.exists()):
        notes.unlink(missing_ok=True)
        notes.write_text(json.dumps(installation.build(site)))
    taken = json.loads(notes.read_text())
    _show("import", taken)
    return taken


@contextlib.contextmanager
def _bench(site: Installation, effort: Effort):
    """The portal and the yardstick, each under its own gunicorn."""
    portal = servers.running("loket.wsgi:application", site.environment, site.folder / "portal.log")
    yardstick = servers.running("benchmarks.yardstick:application", {}, site.folder / "yardstick.log")
    with portal as first, yardstick as second:
        yield Bench(site, first, second, effort)


def _statements(bench: Bench) -> dict[str, dict]:
    statement.prepare(bench.site)
    found = {}
    for name in statement.STATEMENTS:
        run = functools.partial(statement.run, bench.site, name, seconds=bench.effort.seconds / 2)
        found[name] = bench.at_each_number(run)
        _show(f"one SQL statement, {name}", found[name])
    statement.remove(bench.site)
    return found


def _show(name: str, found: dict) -> None:
    print(f"  {name}: {json.dumps(found, ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
