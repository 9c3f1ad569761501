"""Use over five years: dashboards, the quarterly report, and counting, with 100,000, 1,000,000 and 10,000,000 rows.

``python -m benchmarks.usage --work DIR --results DIR`` makes a database of its own in the first folder, which grows
from the smallest size to the largest, and writes ``usage.json`` and ``usage.md`` in the second. ``--keep`` measures the
database that is there, and puts it beside the sizes that are in ``usage.json`` already. Pages are measured by ``wrk``
beside the yardstick, as in ``benchmarks``; what a dashboard keeps for a minute is also measured when it is not kept
(*cold*), one request after the other.
"""

import argparse
import json
import pathlib
import re
import statistics
import sys
import time
import urllib.request
from dataclasses import replace

from benchmarks import depth, installation, load, machine, servers, usage_runs
from benchmarks.browser import PROFESSIONAL, Browser
from benchmarks.depth_pages import DepthBench
from benchmarks.installation import Installation
from benchmarks.load import Bench, Effort, Page
from loket.launcher import places

SIZES = [100_000, 1_000_000, 10_000_000]
KEPT = "monitoring"
"""A part of the keys under which dashboards are kept."""
MOST_QUERIES_WARM, MOST_QUERIES_COLD, MOST_GROWTH = 12, 25, 1.5
COUNTED, NOT_COUNTED = "entry, counted", "entry, not counted"
LEAST_SHARE = 0.95
"""A page that is counted answers at least so many times as often as the same page that is not."""
DASHBOARDS = {
    "coordinator": "coordinator",
    "partner": "organisatie",
    "servicedesk": "servicedesk",
    "kernteam": "kernteam",
    "redactie": "redactie",
    "professional": "mijn",
}
_COLD_REQUESTS = 15
_ROBOT = {"User-Agent": "Meetbot/1.0"}


def main(arguments: list[str]) -> str | None:
    """Measure what was asked; returns a sentence when that cannot be done."""
    chosen = _options().parse_args(arguments)
    if not load.is_present():
        return "wrk ontbreekt. Installeer het eerst (Debian: apt install wrk)."
    effort = Effort(seconds=1, repeats=1) if chosen.quick else Effort()
    found = {"machine": machine.described(), "load": machine.load(), "sizes": {}}
    folder = (chosen.results or chosen.work).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with installation.running(chosen.work.resolve(), 0) as site:
        if chosen.keep:
            found["sizes"] = _measured_before(folder)
        else:
            _prepare(site)
        for size in [_present(site)] if chosen.keep else sorted(chosen.sizes):
            found["sizes"][str(size)] = _fill(site, size) | ({} if chosen.fill else _measure(site, effort))
            (folder / "usage.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    text = "\n".join(report(found))
    (folder / "usage.md").write_text(text + "\n", encoding="utf-8")
    print(text)
    return None


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.usage", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--quick", action="store_true", help="one run of a second each")
    parser.add_argument("--fill", action="store_true", help="only make the database")
    parser.add_argument("--keep", action="store_true", help="measure the database of an earlier run, at its size")
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "usage")
    parser.add_argument("--results", type=pathlib.Path, help="where usage.json and usage.md go (default: --work)")
    return parser


def _prepare(site: Installation) -> None:
    installation.make_empty(site)
    with site.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")


def _measured_before(folder: pathlib.Path) -> dict:
    file = folder / "usage.json"
    return json.loads(file.read_text(encoding="utf-8"))["sizes"] if file.exists() else {}


def _present(site: Installation) -> int:
    return site.rows("SELECT count(*) FROM usage_usecount")[0][0]


def _fill(site: Installation, size: int) -> dict:
    filled = next(iter(depth.in_process(site, "benchmarks.usage_dataset", size)))
    _show("filled", filled)
    return {"filled": filled}


def _measure(site: Installation, effort: Effort) -> dict:
    portal = servers.running("loket.wsgi:application", site.environment, site.folder / "portal.log")
    yardstick = servers.running("benchmarks.yardstick:application", {}, site.folder / "yardstick.log")
    cold = {}
    with portal as first, yardstick as second:
        bench = Bench(site, first, second, effort)
        dashboards, entries = _dashboards(site, first.address), _entries(site)
        for path in entries[-1].paths:  # what is worked out at a first look is not the cost of counting
            bench.fetch(entries[-1], path)
        pages = load.all_pages(bench, [*dashboards, *entries], _show)
        for page in dashboards:
            cold[page.name] = _cold(DepthBench(site, first, second, effort, KEPT), page)
            _show(f"{page.name}, cold", cold[page.name])
    runs = {}
    for line in depth.in_process(site, "benchmarks.usage_runs", 1 if effort.repeats == 1 else 7):
        runs |= line
        _show("run", line)
    return {"load": machine.load(), "pages": pages, "cold": cold, "runs": runs}


def _dashboards(site: Installation, address: str) -> list[Page]:
    """Each as the person of the demo whose dashboard it is."""
    found = []
    for role, slug in DASHBOARDS.items():
        cookies = {"Cookie": _signed_in(site, address, f"{role}@voorbeeld.nl").cookies}
        found.append(Page(f"dashboard of the {role}", (f"/dashboard/{slug}/",), cookies))
    return found


def _entries(site: Installation) -> list[Page]:
    """The same pages as a person sees them and as a robot does, which is not counted."""
    rows = site.rows("SELECT slug FROM catalogue_entry WHERE state = 'published' ORDER BY md5(slug) LIMIT 500")
    counted = Page(COUNTED, tuple(f"/catalogus/{slug}/" for (slug,) in rows))
    return [counted, replace(counted, name=NOT_COUNTED, headers=_ROBOT)]


def _cold(bench: DepthBench, page: Page) -> dict:
    """Requests one after the other, each found anew, beside as many of the yardstick."""
    queries, milliseconds = bench._queries(page)
    taken, trivial = [], []
    for _ in range(_COLD_REQUESTS if bench.effort.repeats > 1 else 3):
        bench.forget()
        taken.append(_seconds(bench.portal.address + page.paths[0], page.headers))
        trivial.append(_seconds(bench.yardstick.address + "/", {}))
    ratio = 1000 * statistics.median(trivial) / statistics.median(taken)
    return {
        "queries": queries,
        "database_ms": milliseconds,
        "p50": round(1000 * statistics.median(taken), 1),
        "p95": round(1000 * statistics.quantiles(taken, n=20)[-1], 1),
        "per_mille": float(f"{ratio:.3g}"),
    }


def _seconds(address: str, headers: dict[str, str]) -> float:
    request = urllib.request.Request(address, headers=headers)
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=100) as answer:
        answer.read()
    return time.perf_counter() - start


def _signed_in(site: Installation, address: str, email: str) -> Browser:
    """The browser of somebody of the demo, with a code from ``manage.py demo_accounts`` for who needs one."""
    browser, start = Browser(address), "/account/login/"
    led_to = browser.send(start, start, login=email, password=PROFESSIONAL["password"])
    if led_to.startswith("/account/2fa/"):
        site.manage("demo_accounts")
        told = (site.folder / "manage.log").read_text(encoding="utf-8")
        browser.send(led_to, led_to, code=re.findall(rf"{email}\s+\S+\s+(\d{{6}})", told)[-1])
    return browser


def report(found: dict) -> list[str]:
    """Tables per size as Markdown, what grew, and what of the aims is met."""
    told = found["machine"]
    lines = ["# Five years of use", "", f"{told['date']}, {told['processor']}, {told['cores']} cores."]
    measured = {int(size): row for size, row in found["sizes"].items() if "pages" in row}
    for size, row in measured.items():
        filled = row["filled"]
        lines += ["", f"## {size:,} rows", ""]
        lines += [f"{filled['days']:,} days, {filled['daily totals']:,} daily totals; load {row['load']:g}.", ""]
        lines += ["| page | queries | database ms | p50 ms | p95 ms | ‰ |", "| --- |" + " ---: |" * 5]
        lines += [_row(name, page | page["c1"]) for name, page in row["pages"].items()]
        lines += [_row(f"{name}, cold", page) for name, page in row["cold"].items()]
        lines += ["", "| run | milliseconds | queries | database ms |", "| --- |" + " ---: |" * 3]
        lines += [
            f"| {name} | {run['milliseconds']} | {run['queries']} | {run['database_ms']} |"
            for name, run in row["runs"].items()
        ]
    return [*lines, "", "## Aims", "", *(_aims(measured) if measured else [])]


def _row(name: str, page: dict) -> str:
    cells = ("queries", "database_ms", "p50", "p95", "per_mille")
    return " | ".join([f"| {name}", *("" if page[cell] is None else f"{page[cell]:g}" for cell in cells)]) + " |"


def _aims(measured: dict[int, dict]) -> list[str]:
    lines = []
    for size, row in measured.items():
        warm = [name for name, page in row["pages"].items() if page["queries"] > MOST_QUERIES_WARM]
        cold = [name for name, page in row["cold"].items() if page["queries"] > MOST_QUERIES_COLD]
        lines.append(f"- {size:,}: more than {MOST_QUERIES_WARM} queries: {', '.join(warm) or 'none'}.")
        lines.append(f"- {size:,}, cold: more than {MOST_QUERIES_COLD} queries: {', '.join(cold) or 'none'}.")
        share = row["pages"][COUNTED]["c1"]["per_second"] / row["pages"][NOT_COUNTED]["c1"]["per_second"]
        met = "met" if share >= LEAST_SHARE else "missed"
        lines.append(f"- {size:,}: a counted page at {share:.2f} of the pace of one not counted ({met}).")
    smallest, largest = measured[min(measured)], measured[max(measured)]
    for name in (usage_runs.ROLL_UP, usage_runs.CATCH_UP, usage_runs.CHECK, usage_runs.REPORT):
        before, after = (row["runs"][name]["milliseconds"] for row in (smallest, largest))
        met = "met" if after <= MOST_GROWTH * max(before, 1) else "missed"
        lines.append(f"- {name}: {before} ms at {min(measured):,}, {after} ms at {max(measured):,} ({met}).")
    return lines


def _show(name: str, found: dict) -> None:
    print(f"  {name}: {json.dumps(found, ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
