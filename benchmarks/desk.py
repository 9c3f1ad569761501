"""The servicedesk with 10,000, 100,000 and 1,000,000 questions, three messages each: its pages, asking, mail, warnings.

``python -m benchmarks.desk --work DIR`` makes a database per size under DIR and writes ``desk.json`` and ``desk.md`` in
``benchmarks/results``; with ``--quick`` in DIR. ``--keep`` takes the databases of an earlier run. Pages are measured by
``wrk`` beside the yardstick, as in ``benchmarks``; asking by forms that are sent (``benchmarks.desk_asking``), also
beside it; receiving and warning within a process of the portal (``benchmarks.desk_runs``).
"""

import argparse
import functools
import json
import pathlib
import re
import sys
from urllib.parse import urlencode

from benchmarks import depth, desk_asking, desk_dataset, desk_report, installation, load, machine, servers
from benchmarks.browser import Browser
from benchmarks.installation import Installation
from benchmarks.load import Bench, Effort, Page
from loket.launcher import places

SIZES = [10_000, 100_000, 1_000_000]
FILE = "filled.json"
_DESK = "servicedesk@voorbeeld.nl"
_LISTS = {
    "list: new": {"lijst": "nieuw"},
    "list: mine": {"lijst": "van-mij"},
    "list: late": {"lijst": "te-laat"},
    "list: all open": {"lijst": "open"},
    "list: closed": {"lijst": "gesloten"},
    "list: closed, page 40": {"lijst": "gesloten", "pagina": "40"},
    "filter: channel": {"lijst": "gesloten", "channel": "phone"},
    "filter: theme": {"lijst": "gesloten", "theme": "bewegen"},
    "filter: area": {"lijst": "gesloten", "area": desk_dataset.AREA},
    "filter: organisation": {"lijst": "gesloten", "organisation": "meting 77"},
    "search: rare word": {"lijst": "gesloten", "q": desk_dataset.RARE},
    "search: common word": {"lijst": "gesloten", "q": desk_dataset.COMMON},
    "search: common word, open": {"lijst": "open", "q": desk_dataset.COMMON},
    "search: nothing": {"lijst": "gesloten", "q": "bestaatniet"},
}


def main(arguments: list[str]) -> str | None:
    """Measure what was asked; returns a sentence when that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--quick", action="store_true", help="one run of a second each; the results stay under DIR")
    parser.add_argument("--keep", action="store_true", help="use the databases of an earlier run")
    parser.add_argument("--fill-only", action="store_true", help="make the databases, measure nothing")
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "desk")
    chosen = parser.parse_args(arguments)
    if not load.is_present():
        return "wrk ontbreekt. Installeer het eerst (Debian: apt install wrk)."
    work, effort = chosen.work.resolve(), Effort(seconds=1, repeats=1) if chosen.quick else Effort()
    found = {"machine": machine.described(), "load": machine.load(), "sizes": {}}
    for size in sorted(chosen.sizes):
        print(f"{size:,} questions", flush=True)
        with installation.running(work / str(size), 0) as site:
            filled = _filled(site, size, keep=chosen.keep)
            if not chosen.fill_only:
                found["sizes"][str(size)] = {"filled": filled} | _measured(site, size, effort)
                latest = desk_report.write(found, work if chosen.quick else desk_report.RESULTS)
    if not chosen.fill_only:
        print(latest.read_text(encoding="utf-8"), f"\nWritten: {latest}", sep="")
    return None


def _filled(site: Installation, size: int, *, keep: bool) -> dict:
    """What filling took; with ``keep`` the figures of the run that made the database."""
    notes = site.folder / FILE
    if not (keep and notes.exists()):
        notes.unlink(missing_ok=True)
        installation.make_empty(site)
        with site.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        told = next(iter(depth.in_process(site, "benchmarks.desk_dataset", size)))
        notes.write_text(json.dumps(told), encoding="utf-8")
    site.manage("migrate")
    told = json.loads(notes.read_text(encoding="utf-8"))
    _show("filled", told)
    return told


def _measured(site: Installation, size: int, effort: Effort) -> dict:
    portal = servers.running("loket.wsgi:application", site.environment, site.folder / "portal.log")
    yardstick = servers.running("benchmarks.yardstick:application", {}, site.folder / "yardstick.log")
    with portal as first, yardstick as second:
        bench = Bench(site, first, second, effort)
        pages = load.all_pages(bench, _pages(site, first.address), _show)
        asking = functools.partial(desk_asking.run, first.address, effort.seconds)
        runs = {"asking by the public form": {"queries": desk_asking.queries(bench), **bench.at_each_number(asking)}}
        _show("run", runs)
    for line in depth.in_process(site, "benchmarks.desk_runs", size):
        runs |= line
        _show("run", line)
    return {"pages": pages, "runs": runs}


def _pages(site: Installation, address: str) -> list[Page]:
    headers = {"Cookie": _signed_in(site, address).cookies}
    lists = [Page(name, (f"/servicedesk/?{urlencode(query)}",), headers) for name, query in _LISTS.items()]
    # Without a table of a million rows being sorted: the keys of what SQL makes are known.
    rows = site.rows(
        "SELECT number, token FROM servicedesk_question WHERE id IN"
        " (SELECT %s + mod(n * 7919, (SELECT max(id) - %s FROM servicedesk_question)) FROM generate_series(1, 500) n)",
        desk_dataset.FIRST + 1,
        desk_dataset.FIRST,
    )
    return [
        *lists,
        Page("question", tuple(f"/servicedesk/vraag/{number}/" for number, _ in rows), headers),
        Page("question of the asker", tuple(f"/vraag/volgen/{token}/" for _, token in rows[:200])),
        Page("the public form", (desk_asking.FORM,)),
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


def _show(name: str, found: dict) -> None:
    print(f"  {name}: {json.dumps(found, ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
