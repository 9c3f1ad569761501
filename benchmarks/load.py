"""Load by ``wrk``, always beside the yardstick, and the queries that one request costs."""

import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks.installation import Installation
from benchmarks.servers import Server

YARDSTICK_SECONDS = 1
_DRAIN_SECONDS = 40
_POLL_SECONDS = 0.15
_SCRIPT = pathlib.Path(__file__).with_name("wrk.lua")
# A browser's name, so that views are counted as they are for people.
_AGENT = "Mozilla/5.0 (meting)"
_FEWEST_FOR_P95 = 40
_COUNTED_REQUESTS = 5


class Refused(Exception):
    """A page did not answer as it should; the text says which and how."""


@dataclass(frozen=True)
class Page:
    """What is asked: one or more paths in turn, with the headers of a browser."""

    name: str
    paths: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Effort:
    """How long a page is measured: seconds per run, runs, and the numbers of connections."""

    seconds: int = 2
    repeats: int = 3
    connections: tuple[int, ...] = (1, 8)


@dataclass(frozen=True)
class Bench:
    """The servers of one installation: the portal and the yardstick."""

    site: Installation
    portal: Server
    yardstick: Server
    effort: Effort

    def drain(self) -> None:
        """Wait until no worker uses CPU and no query runs.

        wrk leaves with requests still queued; they would slow the yardstick of the next run and flatter the ratio.
        """
        quiet, last, end = 0, -1, time.monotonic() + _DRAIN_SECONDS
        while quiet < 3 and time.monotonic() < end:
            ticks = self.portal.cpu_ticks() + self.yardstick.cpu_ticks()
            quiet = quiet + 1 if last >= 0 and ticks - last <= 1 and not self.site.is_busy() else 0
            last = ticks
            time.sleep(_POLL_SECONDS)

    def at_each_number(self, run: Callable[[int], dict]) -> dict[str, dict]:
        """A run at each number of connections, as ``c1`` and ``c8``."""
        return {f"c{number}": self._beside_yardstick(number, run) for number in self.effort.connections}

    def _beside_yardstick(self, connections: int, run: Callable[[int], dict]) -> dict:
        """Repeat a run, each time after the yardstick; medians, with the ratio in ‰ of the yardstick."""
        runs, ratios = [], []
        for _ in range(self.effort.repeats):
            self.drain()
            measure = wrk(self.yardstick.address, Page("maat", ("/",)), connections, YARDSTICK_SECONDS)
            found = run(connections)
            runs.append(found)
            ratios.append(1000 * found["per_second"] / measure["per_second"])
        enough = all(found["requests"] >= _FEWEST_FOR_P95 for found in runs)
        return {
            "per_second": round(statistics.median(found["per_second"] for found in runs), 1),
            "p50": round(statistics.median(found["p50"] for found in runs), 2),
            "p95": round(statistics.median(found["p95"] for found in runs), 2) if enough else None,
            "per_mille": float(f"{statistics.median(ratios):.3g}"),
            "requests": sum(found["requests"] for found in runs),
            "errors": sum(found["errors"] for found in runs),
        }

    def measure(self, page: Page) -> dict:
        """Queries and bytes of one request, and the page under load. Raises ``Refused`` when it does not answer 200."""
        size = statistics.mean(self.fetch(page, path) for path in page.paths[:_COUNTED_REQUESTS])
        queries, milliseconds = self._queries(page)
        loads = self.at_each_number(lambda number: wrk(self.portal.address, page, number, self.effort.seconds))
        return {"bytes": round(size), "queries": queries, "database_ms": milliseconds, **loads}

    def _queries(self, page: Page) -> tuple[float, float]:
        """Queries of one request once both workers are warm, and the milliseconds the database spends on them.

        Medians: what a worker reads again every few seconds falls to one request in many.
        """
        for _ in range(_COUNTED_REQUESTS):
            self.fetch(page, page.paths[0])
        counted = []
        for number in range(_COUNTED_REQUESTS):
            self.site.forget_queries()
            self.fetch(page, page.paths[number % len(page.paths)])
            counted.append(self.site.queries())
        queries, milliseconds = (statistics.median(figures) for figures in zip(*counted, strict=True))
        return queries, round(milliseconds, 2)

    def fetch(self, page: Page, path: str) -> int:
        """Ask one path of the portal; returns the size of the answer in bytes."""
        request = urllib.request.Request(self.portal.address + path, headers={"User-Agent": _AGENT} | page.headers)
        try:
            with urllib.request.urlopen(request, timeout=100) as answer:
                if answer.url != self.portal.address + path:
                    raise Refused(f"{page.name}: {path} leads to {answer.url}")
                return len(answer.read())
        except OSError as error:
            raise Refused(f"{page.name}: {path} gives {error}") from error


def is_present() -> bool:
    return shutil.which("wrk") is not None


def wrk(address: str, page: Page, connections: int, seconds: int) -> dict:
    """One run: requests, requests per second, p50 and p95 in milliseconds, errors."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "100s", "-s", str(_SCRIPT)]
    for name, value in ({"User-Agent": _AGENT} | page.headers).items():
        command += ["-H", f"{name}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.writelines(f"{path}\n" for path in page.paths)
        paths.flush()
        environment = os.environ | {"WRK_PATHS": paths.name}
        done = subprocess.run([*command, address], env=environment, capture_output=True, text=True, check=True)
    found = json.loads(re.search(r"JSON(\{.*\})", done.stdout)[1])
    return found | {"per_second": found["requests"] / (found["microseconds"] / 1e6)}


def all_pages(bench: Bench, pages: Iterable[Page], show: Callable[[str, dict], None]) -> dict[str, dict]:
    """Measure every page and show each as it is done."""
    found = {}
    for page in pages:
        found[page.name] = bench.measure(page)
        show(page.name, found[page.name])
    return found
