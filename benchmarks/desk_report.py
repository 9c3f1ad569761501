"""What was measured of the servicedesk, as a file for machines and as one for people, beside the aims."""

import json
import pathlib
from collections.abc import Iterator

RESULTS = pathlib.Path(__file__).with_name("results")
AIMED_AT = "100000"
AIMS = {
    "list: new": 20,
    "list: all open": 20,
    "search: rare word": 20,
    "search: common word": 20,
    "question": 15,
    "asking by the public form": 25,
}
"""At 100,000 questions and one connection, in ‰ of the yardstick."""
MOST_QUERIES, MOST_GROWTH, MOST_SECONDS = 12, 1.5, 10
_COLUMNS = ("page", "queries", "bytes") + tuple(
    f"{figure} ({connections})" for connections in (1, 8) for figure in ("p50 ms", "p95 ms", "per s", "‰")
)
_HEAD = (f"| {' | '.join(_COLUMNS)} |", "| --- |" + " ---: |" * (len(_COLUMNS) - 1))
_ASKING = "asking by the public form"


def write(found: dict, folder: pathlib.Path) -> pathlib.Path:
    """Write ``desk.json`` and ``desk.md`` in the folder; returns the latter."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "desk.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    file = folder / "desk.md"
    file.write_text("\n".join(_lines(found)) + "\n", encoding="utf-8")
    return file


def _lines(found: dict) -> Iterator[str]:
    told = found["machine"]
    yield "# The servicedesk with many questions"
    yield ""
    yield f"{told['date']}, {told['cores']} cores ({told['processor']}), {told['memory']}, {told['system']}."
    yield f"Load of the machine at the start: {found['load']}. Each question has three messages; 3,000 are open."
    yield "How it is measured: [../README.md](../README.md). ‰ is of the yardstick; (1) and (8) are the connections."
    yield from ("", "## Against the aims", "", "| met | aim | measured |", "| --- | --- | --- |")
    yield from (
        f"| {'yes' if is_met else '**no**'} | {aim} | {seen} |" for is_met, aim, seen in _judged(found["sizes"])
    )
    for size, row in found["sizes"].items():
        filled = row["filled"]
        yield from ("", f"## {int(size):,} questions", "")
        shapes = f"the first 200 through the portal in {filled['shapes_in_seconds']} s"
        yield f"Made in {filled['filled_in_seconds']:,} s, {shapes}."
        yield from ("", *_HEAD)
        yield from (_page(name, figures) for name, figures in _timed(row).items())
        yield ""
        yield from (f"- {name}: {_plainly(told)}" for name, told in row["runs"].items() if name != _ASKING)


def _timed(row: dict) -> dict[str, dict]:
    """Pages, and asking, which is measured as they are."""
    return row["pages"] | {_ASKING: row["runs"][_ASKING]}


def _page(name: str, row: dict) -> str:
    cells = [name, row["queries"], row.get("bytes", "")]
    cells += [row[at][key] for at in ("c1", "c8") for key in ("p50", "p95", "per_second", "per_mille")]
    return f"| {' | '.join('' if cell is None else str(cell) for cell in cells)} |"


def _plainly(told: dict) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in told.items())


def _judged(sizes: dict) -> Iterator[tuple[bool, str, str]]:
    """(met, aim, measured) of each aim that was measured."""
    aimed = _timed(sizes[AIMED_AT]) if AIMED_AT in sizes else {}
    for name, least in AIMS.items():
        if name in aimed:
            seen = aimed[name]["c1"]["per_mille"]
            yield seen >= least, f"{name} at 100,000: at least {least} ‰", f"{seen} ‰"
    for size, row in sizes.items():
        many = [f"{name} {page['queries']:g}" for name, page in row["pages"].items() if page["queries"] > MOST_QUERIES]
        yield not many, f"at most {MOST_QUERIES} queries a page at {int(size):,}", ", ".join(many) or "all"
        told = row["runs"]["warnings"]
        aim = f"warnings over {told['late']:,} late questions of {int(size):,} within {MOST_SECONDS} s"
        yield told["seconds"] <= MOST_SECONDS, aim, f"{told['seconds']} s"
    if len(sizes) > 1:
        grown = list(_grown(sizes))
        aim = f"p95 at one connection grows at most {MOST_GROWTH} times from the smallest to the largest"
        yield not grown, aim, "; ".join(grown) or "all"


def _grown(sizes: dict) -> Iterator[str]:
    smallest, largest = (_timed(sizes[str(size)]) for size in (min(map(int, sizes)), max(map(int, sizes))))
    for name, row in largest.items():
        before, after = smallest[name]["c1"]["p95"], row["c1"]["p95"]
        if before and after and after > MOST_GROWTH * before:
            yield f"{name}: {before} to {after} ms"
