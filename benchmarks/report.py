"""The results as a file for machines and as one for people."""

import json
import pathlib

from benchmarks import aims, depth_report, tailored_report

RESULTS = pathlib.Path(__file__).with_name("results")
_COLUMNS = ("page", "queries", "bytes") + tuple(
    f"{figure} ({connections})" for connections in (1, 8) for figure in ("p50 ms", "p95 ms", "per s", "‰")
)
_HEAD = (f"| {' | '.join(_COLUMNS)} |", "| --- |" + " ---: |" * (len(_COLUMNS) - 1))
_METHOD = """
Each figure is the median of {repeats} runs of {seconds} s, each run right after one of the yardstick at as many
connections. ‰ is of the requests per second of the yardstick; (1) and (8) are the connections. A p95 is left out where
a run had fewer than forty requests. How it is done: [../README.md](../README.md)."""


def write(results: dict, folder: pathlib.Path) -> pathlib.Path:
    """Write ``<date>.json`` and ``latest.md`` in the folder; returns the latter."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False)
    (folder / f"{results['machine']['date']}.json").write_text(text + "\n", encoding="utf-8")
    latest = folder / "latest.md"
    latest.write_text("\n".join(_lines(results)) + "\n", encoding="utf-8")
    return latest


def last(folder: pathlib.Path) -> dict:
    """The newest results that were kept; empty when there are none."""
    kept = sorted(folder.glob("????-??-??.json"))
    return json.loads(kept[-1].read_text(encoding="utf-8")) if kept else {}


def _lines(results: dict) -> list[str]:
    machine = results["machine"]
    lines = [
        "# What was measured last",
        "",
        *_machine(machine),
        f"Load of the machine at the start: {results['load']}.",
    ]
    lines += _METHOD.format(**results).splitlines()
    lines += _aims(results["sizes"])
    for size, found in results["sizes"].items():
        lines += _size(int(size), found) if found["pages"] else []
    lines += depth_report.lines(results["sizes"])
    lines += tailored_report.lines()
    if results.get("relevance"):
        lines += _relevance(results["relevance"])
    return lines


def _machine(machine: dict) -> list[str]:
    cores = f"{machine['cores']} cores ({machine['processor']})"
    versions = f"Python {machine['python']}, Django {machine['django']}, PostgreSQL {machine['postgresql']}"
    return [
        f"{machine['date']}, {cores}, {machine['memory']}, {machine['system']}.",
        f"{versions}, Redis {machine['redis']}, gunicorn {machine['gunicorn']} with two sync workers.",
    ]


def _aims(sizes: dict) -> list[str]:
    outcomes = aims.outcomes(sizes)
    if not outcomes:
        return []
    missed = sum(not outcome.is_met for outcome in outcomes)
    rows = [f"| {'yes' if row.is_met else '**no**'} | {row.aim} | {row.measured} |" for row in outcomes]
    head = f"{len(outcomes) - missed} of {len(outcomes)} aims are met, {missed} are missed."
    return ["", "## Against the aims", "", head, "", "| met | aim | measured |", "| --- | --- | --- |", *rows]


def _size(size: int, found: dict) -> list[str]:
    lines = ["", f"## {size:,} entries"]
    taken = found["import"]
    if taken:
        speed = f"{taken['seconds']:.0f} s, {taken['lines_per_second']} lines per second"
        lines += ["", f"Import: {speed}; {taken['cpu']:.0f} s of CPU in Python, PostgreSQL's own apart."]
    lines += ["", *_HEAD, *(_page(name, row) for name, row in found["pages"].items())]
    if found["statements"]:
        lines += ["", "| one best SQL statement | p50 ms (1) | ‰ (1) | page as ‰ of it (1) | page as ‰ of it (8) |"]
        lines += ["| --- | ---: | ---: | ---: | ---: |"]
        lines += [_statement(name, row, found["pages"]) for name, row in found["statements"].items()]
    return lines


def _page(name: str, row: dict) -> str:
    cells = [name, _plain(row["queries"]), _plain(row["bytes"])]
    for connections in ("c1", "c8"):
        load = row.get(connections, {})
        cells += [_plain(load.get(key)) for key in ("p50", "p95", "per_second", "per_mille")]
    return f"| {' | '.join(cells)} |"


def _statement(name: str, row: dict, found: dict) -> str:
    shares = [_share(found.get(name, {}).get(key), row.get(key)) for key in ("c1", "c8")]
    return f"| {name} | {_plain(row['c1']['p50'])} | {_plain(row['c1']['per_mille'])} | {' | '.join(shares)} |"


def _share(page: dict | None, statement: dict | None) -> str:
    if not page or not statement:
        return ""
    return _plain(float(f"{1000 * page['per_mille'] / statement['per_mille']:.3g}"))


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _relevance(found: dict) -> list[str]:
    lines = ["", "## How well it finds", "", "| half | way | queries | nDCG@10 | recall@20 | success@3 |"]
    lines += ["| --- | --- | ---: | ---: | ---: | ---: |"]
    for half, ways in found["figures"].items():
        for way, row in ways.items():
            figures = " | ".join(f"{row[key]:.3f}" for key in ("ndcg", "recall", "success"))
            lines.append(f"| {half} | {way} | {row['queries']} | {figures} |")
    losses = [f"- {query}: {ours:.2f}, PostgreSQL {theirs:.2f}" for query, ours, theirs in found["losses"]]
    if losses:
        lines += ["", "Queries that PostgreSQL's `dutch` answers better by more than 0.05:", "", *losses]
    return lines
