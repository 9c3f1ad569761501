"""The benchmarks still run: two hundred entries, one request to each page, no judgement of time."""

import json

from benchmarks import aims, dataset, pages, report, statement, words, yardstick


def test_dataset_is_the_same_on_every_run():
    first = list(dataset.lines(20))

    assert list(dataset.lines(20)) == first
    assert {json.loads(line)["external_id"] for line in first} == {dataset.external_id(number) for number in range(20)}


def test_dataset_has_the_rare_and_the_common_word_as_often_as_said():
    bodies = [dataset.entry(number)["body"].lower() for number in range(1000)]

    assert sum(words.COMMON in body for body in bodies) == 300
    assert sum(words.RARE in body for body in bodies) == 2


def test_yardstick_is_30720_bytes():
    assert len(yardstick.BODY.encode()) == yardstick.SIZE


def test_every_page_answers(site, bench):
    asked = [*pages.public(site), pages.edit_form(site, bench.portal.address)]

    sizes = {page.name: bench.fetch(page, page.paths[0]) for page in asked}

    assert min(sizes.values()) > 0
    assert {*statement.STATEMENTS, pages.ENTRY, pages.HOME, pages.EDIT_FORM, pages.JSON_SEARCH} <= sizes.keys()


def test_queries_are_counted(site):
    site.forget_queries()

    site.rows("SELECT count(*) FROM catalogue_entry")

    assert site.queries()[0] == 1


def test_statement_of_every_search_runs(site):
    statement.prepare(site)

    runs = [statement.run(site, name, 1, 0.01) for name in statement.STATEMENTS]

    statement.remove(site)
    assert all(run["requests"] >= 1 for run in runs)


def test_aims_say_what_is_missed():
    figures = {"p50": 9.0, "p95": 10.0, "per_second": 50.0, "per_mille": 19.9}
    found = {"pages": {pages.RARE: {"queries": 2.0, "bytes": 9, "c1": figures}}, "import": {}, "statements": {}}

    outcomes = aims.outcomes({"10000": found, "100000": found})

    assert [outcome.is_met for outcome in outcomes] == [False, False, True]


def test_report_has_a_row_for_every_page(tmp_path):
    figures = {"p50": 9.0, "p95": None, "per_second": 50.0, "per_mille": 41.5}
    found = {"pages": {pages.ENTRY: {"queries": 1.0, "bytes": 18_000, "c1": figures}}, "import": {}, "statements": {}}
    machine = dict.fromkeys(("processor", "cores", "memory", "system", "python", "django", "gunicorn"), "?")
    machine |= {"date": "2026-11-22", "postgresql": "18", "redis": "6"}
    results = {"machine": machine, "load": 0.1, "seconds": 2, "repeats": 3, "sizes": {"1000": found}}

    latest = report.write(results, tmp_path)

    assert "| entry | 1 | 18,000 | 9 |  | 50 | 41.5 |  |  |  |  |" in latest.read_text()
    assert json.loads((tmp_path / "2026-11-22.json").read_text()) == results
