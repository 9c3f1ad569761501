"""The section of the results about the catalogue in depth."""

_PAGES = ("| page | queries | bytes | p50 ms (1) | p95 ms (1) | per s (1) | ‰ (1) |", "| --- |" + " ---: |" * 6)
_RUNS = (
    "| run | due | entries | seconds | queries | rows read | rows written | mails |",
    "| --- |" + " ---: |" * 7,
)
_GROWTH = ("| run | due | seconds | queries | rows read |", "| --- |" + " ---: |" * 4)
_MOST_QUERIES = 12
_FEWEST = 5
"""Of fewer requests in all runs together no figure is given."""


def lines(sizes: dict[str, dict]) -> list[str]:
    """Nothing for results without a part in depth; ``sizes`` is as ``benchmarks.report`` writes it."""
    measured = {int(size): found["depth"] for size, found in sizes.items() if found.get("depth")}
    if not measured:
        return []
    found = ["", "## The catalogue in depth", *_beside(measured)]
    for size, depth in sorted(measured.items()):
        found += ["", f"### {size:,} entries", "", _rows(depth)]
        if depth["pages"]:
            found += ["", *_PAGES, *(_page(name, row) for name, row in depth["pages"].items())]
        found += _many_queries(depth["pages"])
    return found + _runs(measured)


def _beside(measured: dict[int, dict]) -> list[str]:
    """When, under what load, and what else a reader must know to weigh the figures (``notes``)."""
    found = []
    for size, depth in sorted(measured.items()):
        before, after = depth["load"]
        found += ["", f"{size:,} entries: {depth['date']}, load {before:g} before and {after:g} after."]
        found += [f"- {note}" for note in depth.get("notes", [])]
    warning = "A load above 3 means that other work ran beside on the two cores; then times and ‰ are both uncertain,"
    return [
        *found,
        "",
        warning,
        "and queries and rows are what to go by. An empty cell: too few requests were answered.",
    ]


def _rows(depth: dict) -> str:
    return "Beside the entries: " + ", ".join(f"{count:,} {name}" for name, count in depth["rows"].items()) + "."


def _page(name: str, row: dict) -> str:
    load = row.get("c1", {})
    load = load if load.get("requests", 0) >= _FEWEST else {}
    cells = [row["queries"], row["bytes"], *(load.get(key) for key in ("p50", "p95", "per_second", "per_mille"))]
    return f"| {name.removeprefix('depth, ')} | {' | '.join(map(_plain, cells))} |"


def _many_queries(pages: dict) -> list[str]:
    many = [name.removeprefix("depth, ") for name, row in pages.items() if row["queries"] > _MOST_QUERIES]
    return ["", f"More than {_MOST_QUERIES} queries: {'; '.join(many)}."] if many else []


def _runs(measured: dict[int, dict]) -> list[str]:
    """Each run at each size, and how many times as much the largest took as the smallest, with as much due."""
    rows = [
        _run(name, due, size, row)
        for name in dict.fromkeys(name for depth in measured.values() for name in depth["runs"])
        for due in dict.fromkeys(due for depth in measured.values() for due in depth["runs"].get(name, {}))
        for size, depth in sorted(measured.items())
        if (row := depth["runs"].get(name, {}).get(due))
    ]
    return ["", "### Runs", "", *_RUNS, *rows, *_growth(measured[min(measured)], measured[max(measured)])]


def _run(name: str, due: str, size: int, row: dict) -> str:
    cells = [int(due), size, *(row[key] for key in ("seconds", "queries", "read", "written", "mails"))]
    return f"| {name} | {' | '.join(map(_plain, cells))} |"


def _growth(small: dict, large: dict) -> list[str]:
    if small is large:
        return []
    rows = [
        f"| {name} | {due} | {' | '.join(_times(small['runs'][name][due], row, key) for key in _COMPARED)} |"
        for name, figures in large["runs"].items()
        for due, row in figures.items()
        if due in small["runs"].get(name, {})
    ]
    told = "The largest against the smallest, with as much due; where cost follows what is due it is about 1:"
    return ["", told, "", *_GROWTH, *rows]


_COMPARED = ("seconds", "queries", "read")


def _times(small: dict, large: dict, key: str) -> str:
    return f"{large[key] / small[key]:.2f}" if small[key] else ""


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
