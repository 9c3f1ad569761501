"""The benchmarks of the catalogue in depth still run: two hundred entries, each page once, no judgement of time."""

import dataclasses
import json
import subprocess
import sys

from benchmarks import depth, depth_dataset, depth_pages, depth_report, depth_runs, load
from tests.benchmarks.conftest import ENTRIES

# What the data set puts together for a few searches, beside what the portal itself works out for them.
_NEEDS = """
import json, django
django.setup()
from benchmarks import depth_searches
from loket.search.saved import matching
for query in depth_searches.params(12):
    print(json.dumps([query, depth_searches.needs(query)[0], matching.needed_words(matching.read(query))]))
"""


def test_ten_follows_and_downloads_stand_around_each_entry(site):
    rows = depth_dataset.amounts(site)

    assert rows["follows"] >= 10 * ENTRIES
    assert rows["downloads"] == 10 * ENTRIES
    assert rows["saved searches"] == 3 * ENTRIES


def test_filling_twice_changes_nothing(site):
    before = depth_dataset.amounts(site)

    depth.prepare(site)

    assert depth_dataset.amounts(site) == before


def test_every_page_in_depth_answers(site, bench):
    pages = depth_pages.pages(site, bench.portal.address)

    sizes = {page.name: bench.fetch(page, page.paths[0]) for page in pages}

    assert min(sizes.values()) > 10_000
    assert len(sizes) == 14


def test_a_page_that_is_not_kept_is_found_anew(site, bench):
    page = next(page for page in depth_pages.pages(site, bench.portal.address) if page.cold == "entry-related:")
    page = dataclasses.replace(page, paths=page.paths[:1])
    forgetting = depth_pages.DepthBench(site, bench.portal, bench.portal, load.Effort(), page.cold)

    kept, anew = (each._queries(page)[0] for each in (bench, forgetting))

    assert kept < anew


def test_runs_read_and_write_nothing_when_nothing_is_due(site):
    figures = dict(depth.in_process(site, "benchmarks.depth_runs", 1))

    idle = {name: found["0"] for name, found in figures.items() if "0" in found}
    assert {name: row["written"] for name, row in idle.items()} == dict.fromkeys(idle, 0)
    assert {name: row["mails"] for name, row in idle.items()} == dict.fromkeys(idle, 0)
    assert figures[depth_runs.FRESHNESS]["200"]["mails"] > 0
    assert figures[depth_runs.LAPSES].keys() == {"0", "100"}


def test_searches_of_the_data_set_need_what_the_portal_says_pairs_apart(site):
    environment = depth.settings_of(site)

    done = subprocess.run([sys.executable, "-c", _NEEDS], env=environment, capture_output=True, text=True, check=True)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [query for query, ours, theirs in found if not set(ours) <= set(theirs)] == []
    assert [query for query, ours, theirs in found if ours != theirs and "+" not in query] == []


def test_report_sets_the_largest_beside_the_smallest():
    run = {"seconds": 2.0, "queries": 4, "read": 10, "written": 1, "mails": 1, "runs": 1}
    page = {
        "queries": 13.0,
        "bytes": 9,
        "c1": {"p50": 9.0, "p95": None, "per_second": 5.0, "per_mille": 7.5, "requests": 45},
    }
    small = {"date": "2026-11-22", "load": [1.0, 2.0], "rows": {"follows": 10}, "pages": {"depth, mix": page}}
    large = small | {"runs": {"freshness": {"200": run | {"queries": 6}}}}
    lines = depth_report.lines(
        {"10": {"depth": small | {"runs": {"freshness": {"200": run}}}}, "100": {"depth": large}}
    )

    assert "| mix | 13 | 9 | 9 |  | 5 | 7.5 |" in lines
    assert "More than 12 queries: mix." in lines
    assert lines[-1] == "| freshness | 200 | 1.00 | 1.50 | 1.00 |"
