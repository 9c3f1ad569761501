"""What the portal promises about speed, set against what was measured."""

from dataclasses import dataclass

from benchmarks import pages

SMALL, LARGE = "10000", "100000"
IMPORT_SECONDS = 600
MOST_SLOWER = 1.5
_PER_MILLE = {pages.RARE: 20, pages.COMMON: 6, pages.ENTRY: 40}
_STEADY = (pages.RARE, pages.FILTERED, pages.FACETS, pages.DEEP)
_ONE_QUERY = (
    pages.RARE,
    pages.COMMON,
    pages.FILTERED,
    pages.FACETS,
    pages.DEEP,
    pages.EMPTY,
    pages.JSON_SEARCH,
    pages.API_SEARCH,
)


@dataclass(frozen=True)
class Outcome:
    """One promise: in words, what was measured, and whether that is enough."""

    aim: str
    measured: str
    is_met: bool


def outcomes(sizes: dict[str, dict]) -> list[Outcome]:
    """Every promise for which there are figures; ``sizes`` is as ``benchmarks.report`` writes it."""
    if LARGE not in sizes:
        return []
    large = sizes[LARGE]
    found = [*_shares(large["pages"]), *_queries(large["pages"])]
    if SMALL in sizes:
        found += _growth(sizes[SMALL]["pages"], large["pages"])
    taken = large["import"]
    if taken:
        seconds = taken["seconds"]
        measured = f"{seconds:.0f} s, {taken['lines_per_second']} lines per second"
        found.append(Outcome("import of 100,000 entries: at most 600 s", measured, seconds <= IMPORT_SECONDS))
    return found


def _shares(found: dict) -> list[Outcome]:
    return [
        Outcome(
            f"{name}: at least {least} ‰ of the yardstick, one connection",
            f"{found[name]['c1']['per_mille']:g} ‰",
            found[name]["c1"]["per_mille"] >= least,
        )
        for name, least in _PER_MILLE.items()
        if name in found
    ]


def _queries(found: dict) -> list[Outcome]:
    return [
        Outcome(f"{name}: one round trip", f"{found[name]['queries']:g} queries", found[name]["queries"] <= 1)
        for name in _ONE_QUERY
        if name in found
    ]


def _growth(small: dict, large: dict) -> list[Outcome]:
    found = []
    for name in _STEADY:
        if name in small and name in large:
            aim = f"{name}: p95 at 100,000 at most 1.5 times that at 10,000, one connection"
            found.append(_slower(aim, small[name]["c1"]["p95"], large[name]["c1"]["p95"]))
    return found


def _slower(aim: str, before: float | None, after: float | None) -> Outcome:
    if before is None or after is None:
        return Outcome(aim, "too few requests for a p95", False)
    measured = f"{after / before:.2f} times ({before:g} ms, {after:g} ms)"
    return Outcome(aim, measured, after <= MOST_SLOWER * before)
