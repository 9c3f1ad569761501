"""How the pool is spread over sectors, regions and themes, with the gaps by name (domain.md §4, rule 5)."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loket.catalogue.experiences import regions
from loket.vocabulary import lookup
from xperts.pool.models import Xpert
from xperts.pool.models.xpert import NATIONAL

# The sectors of the professionals whom the pool is for first (domain.md §1).
FIRST_SECTORS = ("ggd", "ggz", "verslavingszorg", "thuiszorg", "sport")
MOST_NAMED = 8


@dataclass(frozen=True)
class Cell:
    """How many Xperts know both; ``step`` is how dark the cell is, 0 to 3."""

    label: str
    number: int

    @property
    def step(self) -> int:
        return min(3, self.number)


@dataclass(frozen=True)
class Row:
    """A theme with a cell for each sector; ``number`` counts the Xperts of the theme, each once."""

    code: str
    label: str
    cells: tuple[Cell, ...]
    number: int
    is_priority: bool


@dataclass(frozen=True)
class Spread:
    """``map`` counts who works in a region by name; who works nationwide is counted apart."""

    rows: tuple[Row, ...]
    sectors: tuple[tuple[str, str], ...]
    map: regions.TileMap
    total: int
    national: int
    gaps: tuple[str, ...]


def build(xperts: Iterable[Xpert], *, theme: str = "", sector: str = "") -> Spread:
    """Count who is active; ``theme`` and ``sector`` narrow the map to who knows them."""
    rows = [xpert for xpert in xperts if xpert.is_active]
    shown = [xpert for xpert in rows if _knows(xpert, theme, sector)]
    national = sum(xpert.is_national for xpert in shown)
    numbers = Counter(region for xpert in shown for region in _regions(xpert))
    sectors = _sectors(rows)
    return Spread(
        rows=tuple(_row(code, label, rows, sectors) for code, label in _themes(rows)),
        sectors=tuple(sectors),
        map=_map(numbers, theme, sector),
        total=len(rows),
        national=national,
        gaps=tuple(_gaps(rows, numbers, national, theme, sector)),
    )


def _knows(xpert: Xpert, theme: str, sector: str) -> bool:
    return (not theme or theme in xpert.themes) and (not sector or sector in xpert.sectors)


def _regions(xpert: Xpert) -> set[str]:
    return {region for area in xpert.areas if area != NATIONAL for region in regions.regions_of(area)}


def _themes(rows: Sequence[Xpert]) -> list[tuple[str, str]]:
    """The priority themes, and each theme that somebody knows."""
    known = {code for xpert in rows for code in xpert.themes}
    return [
        (code, label) for code, label in lookup.choices("theme") if code in known or lookup.is_priority("theme", code)
    ]


def _sectors(rows: Sequence[Xpert]) -> list[tuple[str, str]]:
    known = {code for xpert in rows for code in xpert.sectors}
    return [(code, label) for code, label in lookup.choices("sector") if code in FIRST_SECTORS or code in known]


def _row(code: str, label: str, rows: Sequence[Xpert], sectors: Sequence[tuple[str, str]]) -> Row:
    knowing = [xpert for xpert in rows if code in xpert.themes]
    cells = tuple(Cell(name, sum(sector in xpert.sectors for xpert in knowing)) for sector, name in sectors)
    return Row(code, label, cells, len(knowing), lookup.is_priority("theme", code))


def _map(numbers: Counter, theme: str, sector: str) -> regions.TileMap:
    names = [lookup.label("theme", theme)] if theme else []
    names += [lookup.label("sector", sector)] if sector else []
    about = f" ({', '.join(names)})" if names else ""
    found = regions.tile_map(numbers, title=f"Xperts per GGD-regio{about}")
    without = sum(not tile.number for tile in found.tiles)
    told = f"Een tegel per GGD-regio met het aantal Xperts dat er werkt. In {without} regio's werkt niemand."
    return dataclasses.replace(found, description=told)


def _gaps(rows: Sequence[Xpert], numbers: Counter, national: int, theme: str, sector: str) -> Iterable[str]:
    """What is missing, in sentences: priority themes, sectors and regions without anybody."""
    if not rows:
        yield "Er is nog niemand actief in de pool."
        return
    themes = [label for code, label in lookup.choices("theme") if lookup.is_priority("theme", code)]
    known = {lookup.label("theme", code) for xpert in rows for code in xpert.themes}
    if missing := [label for label in themes if label not in known]:
        yield f"Geen Xpert voor deze speerpunten: {_named(missing)}."
    covered = {code for xpert in rows for code in xpert.sectors}
    if missing := [lookup.label("sector", code) for code in FIRST_SECTORS if code not in covered]:
        yield f"Geen Xpert uit deze sectoren: {_named(missing)}."
    for code, label in lookup.choices("theme"):
        if lookup.is_priority("theme", code) and label in known:
            reached = {sector for xpert in rows if code in xpert.themes for sector in xpert.sectors}
            if missing := [lookup.label("sector", sector) for sector in FIRST_SECTORS if sector not in reached]:
                yield f"{label}: niemand die werkt voor {_named(missing)}."
    empty = [label for code, label, _, _ in lookup.tile_map() if not numbers.get(code)]
    about = " voor deze keuze" if theme or sector else ""
    if empty and national:
        yield f"Alleen landelijk werkende Xperts{about} in: {_named(empty)}."
    elif empty:
        yield f"Niemand{about} in: {_named(empty)}."


def _named(labels: list[str]) -> str:
    rest = len(labels) - MOST_NAMED
    return ", ".join(labels[:MOST_NAMED]) + (f" en nog {rest}" if rest > 0 else "")
