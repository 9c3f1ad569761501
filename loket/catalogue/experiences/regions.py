"""From an area to the GGD regions that it touches, and the tile map with a number for each region."""

from collections.abc import Mapping
from dataclasses import dataclass

from loket.catalogue.experiences.models.use import NATIONAL
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind

# In units of the picture; a tile is as wide as the longest word of a region's name.
_WIDTH, _HEIGHT, _GAP = 112, 84, 6
# From this number on a tile is one step darker. The number itself always stands in the tile.
_STEPS = (1, 2, 4, 8)
_LONGEST_LINE = 13


@dataclass(frozen=True)
class Tile:
    """A region on the map: where it stands (in units of the picture), its number and the step of its colour."""

    code: str
    label: str
    lines: tuple[str, ...]
    number: int
    step: int
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + _WIDTH // 2

    @property
    def baselines(self) -> list[tuple[int, str]]:
        """(y, text) of each line of the name, under the number."""
        return [(self.y + 56 + 16 * place, line) for place, line in enumerate(self.lines)]


@dataclass(frozen=True)
class TileMap:
    title: str
    description: str
    tiles: tuple[Tile, ...]
    width: int
    height: int
    tile_width: int = _WIDTH
    tile_height: int = _HEIGHT

    @property
    def rows(self) -> list[tuple[str, int]]:
        """(region, number) for the table beside the map: the most first, then by name."""
        return sorted(((tile.label, tile.number) for tile in self.tiles), key=lambda row: (-row[1], row[0]))

    @property
    def legend(self) -> list[tuple[int, str]]:
        """(step, words) of each colour."""
        return list(enumerate(["geen", *(_range(low, high - 1) for low, high in _PAIRS), f"{_STEPS[-1]} of meer"]))


_PAIRS = tuple(zip(_STEPS, _STEPS[1:], strict=False))


def _range(low: int, high: int) -> str:
    if low == high:
        return str(low)
    return f"{low} of {high}" if high == low + 1 else f"{low} tot en met {high}"


def regions_of(area: str) -> tuple[str, ...]:
    """The GGD regions that an area lies in or, for a province, that lie in it. The whole country has none.

    A national offer is no sign that something runs in each region; it is counted apart.
    """
    if area == NATIONAL:
        return ()
    # Asked for each of many thousands of registrations: the area itself tells, not the whole map.
    own = tuple(code for code in lookup.area_with_ancestors(area) if _is_on_map(code))
    if own or lookup.area_kind(area) != AreaKind.PROVINCE:
        return own
    return tuple(code for code, _, _, _ in lookup.tile_map() if area in lookup.area_with_ancestors(code))


def _is_on_map(code: str) -> bool:
    found = lookup.area(code)
    return bool(found and found.tile)


def tile_map(numbers: Mapping[str, int], *, title: str) -> TileMap:
    """The map of the 25 regions; ``numbers`` by code of the region, absent is none."""
    tiles = tuple(
        Tile(
            code=code,
            label=label,
            lines=_lines(label.removeprefix("GGD ").removeprefix("regio ")),
            number=numbers.get(code, 0),
            step=sum(numbers.get(code, 0) >= least for least in _STEPS),
            x=column * (_WIDTH + _GAP),
            y=row * (_HEIGHT + _GAP),
        )
        for code, label, column, row in lookup.tile_map()
    )
    width = max((tile.x for tile in tiles), default=0) + _WIDTH
    height = max((tile.y for tile in tiles), default=0) + _HEIGHT
    return TileMap(title, _description(tiles), tiles, width, height)


def _description(tiles: tuple[Tile, ...]) -> str:
    used = sorted((tile for tile in tiles if tile.number), key=lambda tile: -tile.number)
    if not used:
        return "In geen enkele GGD-regio is gebruik aangemeld."
    most = ", ".join(f"{tile.label} ({tile.number})" for tile in used[:3])
    return f"Een tegel per GGD-regio. In {len(used)} van de {len(tiles)} regio's is gebruik aangemeld. Meeste: {most}."


def _lines(name: str) -> tuple[str, ...]:
    """The name in at most two lines, broken after a space or a hyphen."""
    if len(name) <= _LONGEST_LINE:
        return (name,)
    breaks = [place + 1 for place, sign in enumerate(name) if sign in " -"]
    best = min(breaks, key=lambda place: abs(len(name) - 2 * place), default=len(name))
    return tuple(filter(None, (name[:best].strip(), name[best:].strip())))
