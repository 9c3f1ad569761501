"""The servicedesk with 10,000, 100,000 and 1,000,000 questions, three messages each: its pages, asking, mail, warnings.

``python -m benchmarks.desk --sizes 10000 --work DIR`` makes a database of its own under DIR, which grows from the
smallest size to the largest, and writes ``desk.json`` there. Pages are measured by ``wrk`` beside the yardstick, as in
``benchmarks``; asking, receiving and warning within a process of the portal (``benchmarks.desk_runs``).
"""

import argparse
import json
import pathlib
import re
import sys
from urllib.parse import urlencode

from benchmarks import depth, desk_dataset, installation, load, machine, servers
from benchmarks.browser import Browser
from benchmarks.installation import Installation
from benchmarks.load import Bench, Effort, Page
from loket.launcher import places

SIZES = [10_000, 100_000, 1_000_000]
AIMS = {"list: new": 20, "search: rare word": 20, "search: common word": 20, "question": 15, "the public form": 25}
"""At 100,000 questions and one connection, in ‰ of the yardstick."""
MOST_QUERIES, MOST_GROWTH = 12, 1.5
_DESK = "servicedesk@voorbeeld.nl"
_LISTS = {
    "list: new": {"lijst": "nieuw"},
    "list: mine": {"lijst": "van-mij"},
    "list: late": {"lijst": "te-laat"},
    "list: all open": {"lijst": "open"},
    "list: closed": {"lijst": "gesloten"},
    "list: closed, page 40": {"lijst": "gesloten", "pagina": "40"},
    "filter: channel": {"lijst": "open", "channel": "web"},
    "filter: theme": {"lijst": "gesloten", "theme": "bewegen"},
    "filter: organisation": {"lijst": "open", "organisation": "ggd"},
    "search: rare word": {"lijst": "gesloten", "q": desk_dataset.RARE},
    "search: common word": {"lijst": "gesloten", "q": desk_dataset.COMMON},
    "search: nothing": {"lijst": "gesloten", "q": "bestaatniet"},
}


def main(arguments: list[str]) -> str | None:
    """Measure what was asked; returns a sentence when that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--quick", action="store_true", help="one run of a second each")
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "desk")
    chosen = parser.parse_args(arguments)
    if not load.is_present():
        return "wrk ontbreekt. Installeer het eerst (Debian: apt install wrk)."
    effort = Effort(seconds=1, repeats=1) if chosen.quick else Effort()
    found = {"machine": machine.described(), "load": machine.load(), "sizes": {}}
    with installation.running(chosen.work.resolve(), 0) as site:
        installation.make_empty(site)
        with site.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        for size in sorted(chosen.sizes):
            found["sizes"][str(size)] = _measure(site, size, effort)
            (site.folder / "desk.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(report(found))
    return None


def _measure(site: Installation, size: int, effort: Effort) -> dict:
    filled = next(iter(depth.in_process(site, "benchmarks.desk_dataset", size)))
    _show("filled", filled)
    portal = servers.running("loket.wsgi:application", site.environment, site.folder / "portal.log")
    yardstick = servers.running("benchmarks.yardstick:application", {}, site.folder / "yardstick.log")
    with portal as first, yardstick as second:
        bench = Bench(site, first, second, effort)
        pages = load.all_pages(bench, _pages(site, first.address), _show)
    runs = {}
    for line in depth.in_process(site, "benchmarks.desk_runs", size):
        runs |= line
        _show("run", line)
    return {"filled": filled, "pages": pages, "runs": runs}


def _pages(site: Installation, address: str) -> list[Page]:
    headers = {"Cookie": _signed_in(site, address).cookies}
    lists = [Page(name, (f"/servicedesk/?{urlencode(query)}",), headers) for name, query in _LISTS.items()]
    numbers = site.rows("SELECT number FROM servicedesk_question ORDER BY md5(id::text) LIMIT 500")
    questions = tuple(f"/servicedesk/vraag/{number}/" for (number,) in numbers)
    follow = site.rows("SELECT token FROM servicedesk_question ORDER BY md5(id::text) LIMIT 200")
    own = tuple(f"/vraag/volgen/{token}/" for (token,) in follow)
    return [
        *lists,
        Page("question", questions, headers),
        Page("question of the asker", own),
        Page("the public form", ("/vraag/",)),
    ]


def _signed_in(site: Installation, address: str) -> Browser:
    """The browser of the desk of the demo, with the code that ``manage.py demo_accounts`` tells."""
    browser = Browser(address)
    start = "/account/login/"
    asked = browser.send(start, start, login=_DESK, password="rondkijken-in-de-demo")
    site.manage("demo_accounts")
    told = (site.folder / "manage.log").read_text(encoding="utf-8")
    browser.send(asked, asked, code=re.findall(rf"{_DESK}\s+\S+\s+(\d{{6}})", told)[-1])
    return browser


def report(found: dict) -> str:
    """A table per size, and what of the aims is met."""
    lines = []
    for size, row in found["sizes"].items():
        lines += [f"{int(size):,} questions, filled in {row['filled']['filled_in_seconds']} s"]
        lines += [_line(name, page) for name, page in row["pages"].items()]
        lines += [f"  {name}: {json.dumps(told)}" for name, told in row["runs"].items()]
    return "\n".join([*lines, *_judged(found["sizes"])])


def _line(name: str, page: dict) -> str:
    told = [f"{page[at][key]}" for at in ("c1", "c8") for key in ("per_second", "p50", "p95", "per_mille")]
    return f"  {name}: {page['queries']} queries, {page['bytes']} bytes; 1 and 8 connections: {', '.join(told)}"


def _judged(sizes: dict) -> list[str]:
    lines = []
    for size, row in sizes.items():
        many = [name for name, page in row["pages"].items() if page["queries"] > MOST_QUERIES]
        lines += [f"{int(size):,}: more than {MOST_QUERIES} queries: {', '.join(many) or 'none'}"]
    measured = sizes.get("100000", {}).get("pages", {})
    lines += [
        f"aim {name} ≥ {aim} ‰: {measured[name]['c1']['per_mille']}" for name, aim in AIMS.items() if name in measured
    ]
    smallest, largest = (sizes[str(size)]["pages"] for size in (min(map(int, sizes)), max(map(int, sizes))))
    for name, page in largest.items():
        before, after = smallest[name]["c1"]["p95"], page["c1"]["p95"]
        if before and after and after > MOST_GROWTH * before:
            lines.append(f"grew more than {MOST_GROWTH}: {name}: p95 {before} to {after} ms")
    return lines


def _show(name: str, found: dict) -> None:
    print(f"  {name}: {json.dumps(found, ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
