"""Counting the rows of a day by one dimension at a time, for the areas that register a ``rollup.Source``."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from loket.core.working_days import AMSTERDAM
from loket.usage.counting import region_of
from loket.usage.enums import Dimension

Row = Mapping[Dimension, str | Iterable[str]]


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day in the Netherlands, and the first after it."""
    return tuple(datetime.combine(day + timedelta(days=days), time(), AMSTERDAM) for days in (0, 1))


def person(sector: str | None, level: str | None, areas: Iterable[str] | None) -> dict[Dimension, str]:
    """What is counted of a signed-in person."""
    return {
        Dimension.SECTOR: sector or "",
        Dimension.LEVEL: level or "",
        Dimension.REGION: region_of(areas or []),
    }


def tally(rows: Iterable[Row]) -> Counter:
    """How many rows there are, and how many of each code; a row with several codes counts once for each."""
    found: Counter = Counter({("", ""): 0})
    for row in rows:
        found["", ""] += 1
        for dimension, codes in row.items():
            for code in {codes} if isinstance(codes, str) else set(codes):
                if code:
                    found[dimension.value, code] += 1
    return found
