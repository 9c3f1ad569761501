"""The lists that come with the portal: tab-separated files in ``data/``, read without a database."""

import csv
import pathlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loket.vocabulary.enums import AreaKind, Scheme

_DATA = pathlib.Path(__file__).resolve().parent / "data"
_SEPARATOR = "|"
_FILES = {
    AreaKind.NATIONAL: "national",
    AreaKind.PROVINCE: "provinces",
    AreaKind.GGD_REGION: "ggd-regions",
    AreaKind.MUNICIPALITY: "municipalities",
    AreaKind.DISTRICT: "districts",
}


@dataclass(frozen=True)
class ShippedTerm:
    """A line of a list; ``parent`` is a code of the same list or empty, ``position`` counts from 0."""

    scheme: str
    code: str
    label: str
    alternatives: tuple[str, ...]
    description: str
    is_priority: bool
    position: int
    parent: str


@dataclass(frozen=True)
class ShippedArea:
    """An area with the codes of what it lies in, empty where that does not apply."""

    code: str
    kind: str
    name: str
    alternatives: tuple[str, ...]
    province: str
    ggd_region: str
    municipality: str
    tile_x: int | None
    tile_y: int | None


@dataclass(frozen=True)
class FormerName:
    """A name that was in use until ``until`` (None: unknown), and the codes of the areas that came after."""

    name: str
    until: date | None
    successors: tuple[str, ...]


def terms() -> list[ShippedTerm]:
    """All terms, list by list in the order of ``Scheme``."""
    return [
        ShippedTerm(
            scheme=scheme.value,
            code=row["code"],
            label=row["label"],
            alternatives=_parts(row["alternatives"]),
            description=row["description"],
            is_priority=row["priority"] == "1",
            position=position,
            parent=row["parent"],
        )
        for scheme in Scheme
        for position, row in enumerate(_rows(scheme.value))
    ]


def areas() -> list[ShippedArea]:
    """All areas, the containing ones before those that lie in them."""
    return [
        ShippedArea(
            code=row["code"],
            kind=kind.value,
            name=row["name"],
            alternatives=_parts(row["alternatives"]),
            province=row.get("province", ""),
            ggd_region=row.get("ggd_region", ""),
            municipality=row.get("municipality", ""),
            tile_x=_number(row.get("tile_x")),
            tile_y=_number(row.get("tile_y")),
        )
        for kind, file in _FILES.items()
        for row in _rows(file)
    ]


def former_names() -> list[FormerName]:
    """Former names of GGD regions, and of municipalities that ended since 2000."""
    return [
        FormerName(
            name=row["name"],
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            successors=_parts(row["successors"]),
        )
        for row in _rows("former-names")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(_SEPARATOR) if part)


def _number(cell: str | None) -> int | None:
    return int(cell) if cell else None
