"""The whole vocabulary in memory of one process, read again when its stamp in the database has changed."""

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loket.vocabulary.enums import AreaKind, AreaNameKind, Scheme
from loket.vocabulary.models import Area, AreaName, Term, VocabularyVersion
from loket.vocabulary.names import match_key

SECONDS_BETWEEN_CHECKS = 3

# A bare name is the municipality before the province: Utrecht and Groningen are both.
_BARE_NAME_ORDER = {
    AreaKind.NATIONAL.value: 0,
    AreaKind.MUNICIPALITY.value: 1,
    AreaKind.PROVINCE.value: 2,
    AreaKind.GGD_REGION.value: 3,
    AreaKind.DISTRICT.value: 4,
}
_CODE, _NAME, _ALTERNATIVE, _FORMER = range(4)
_REGION_PREFIX = re.compile(r"^GGD[\s-]+(?:regio\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TermInfo:
    scheme: str
    code: str
    label: str
    alternatives: tuple[str, ...]
    description: str
    is_priority: bool
    parent: str


@dataclass(frozen=True, slots=True)
class AreaInfo:
    """An area; what it lies in as codes, nearest first in ``within``."""

    code: str
    kind: str
    name: str
    label: str
    within: tuple[str, ...]
    alternatives: tuple[str, ...]
    former_names: tuple[str, ...]
    tile: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``area_codes`` is keyed by kind, with "" for a name without a kind."""

    stamp: str
    terms: Mapping[str, Mapping[str, TermInfo]]
    term_codes: Mapping[str, Mapping[str, str]]
    areas: Mapping[str, AreaInfo]
    area_codes: Mapping[str, Mapping[str, tuple[str, ...]]]


class Cache:
    """Holds the snapshot; asks the database for the stamp at most once in ``SECONDS_BETWEEN_CHECKS``."""

    def __init__(self) -> None:
        self._held: tuple[Snapshot, float] | None = None

    def current(self) -> Snapshot:
        held = self._held
        now = time.monotonic()
        if held and 0 <= now - held[1] < SECONDS_BETWEEN_CHECKS:
            return held[0]
        # The stamp is read before the rows: rows that are newer than it are read once more, never missed.
        stamp = VocabularyVersion.objects.values_list("stamp", flat=True).first() or ""
        snapshot = held[0] if held and held[0].stamp == stamp else _read(stamp)
        self._held = (snapshot, now)
        return snapshot

    def drop(self) -> None:
        self._held = None


def _read(stamp: str) -> Snapshot:
    terms = _read_terms()
    areas = _read_areas()
    return Snapshot(
        stamp=stamp,
        terms=terms,
        term_codes={scheme: _term_index(rows) for scheme, rows in terms.items()},
        areas=areas,
        area_codes=_area_index(areas.values()),
    )


def _read_terms() -> dict[str, dict[str, TermInfo]]:
    terms = {scheme: {} for scheme in Scheme.values}
    for term in Term.objects.select_related("parent"):
        terms[term.scheme][term.code] = TermInfo(
            scheme=term.scheme,
            code=term.code,
            label=term.label,
            alternatives=tuple(term.alternatives),
            description=term.description,
            is_priority=term.is_priority,
            parent=term.parent.code if term.parent else "",
        )
    return terms


def _term_index(terms: Mapping[str, TermInfo]) -> dict[str, str]:
    """Keys to codes: a code or a label is stronger than an alternative of another term."""
    index: dict[str, str] = {}
    for texts_of in (lambda term: (term.code,), lambda term: (term.label,), lambda term: term.alternatives):
        for term in terms.values():
            for text in texts_of(term):
                index.setdefault(match_key(text), term.code)
    index.pop("", None)  # a name of punctuation only
    return index


def _read_areas() -> dict[str, AreaInfo]:
    other_names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for area_id, name, kind in AreaName.objects.values_list("area_id", "name", "kind"):
        other_names[area_id, kind].append(name)
    rows = list(Area.objects.all())
    by_id = {row.pk: row for row in rows}
    seen, doubled = set(), set()
    for row in rows:
        (doubled if row.name in seen else seen).add(row.name)
    return {
        row.code: AreaInfo(
            code=row.code,
            kind=row.kind,
            name=row.name,
            label=_label(row, by_id, doubled),
            within=_within(row, by_id),
            alternatives=tuple(other_names[row.pk, AreaNameKind.ALTERNATIVE]),
            former_names=tuple(other_names[row.pk, AreaNameKind.FORMER]),
            tile=None if row.tile_x is None else (row.tile_x, row.tile_y),
        )
        for row in rows
    }


def _label(row: Area, by_id: Mapping[int, Area], doubled: set[str]) -> str:
    if row.kind == AreaKind.DISTRICT:
        return f"{row.name} ({by_id[row.municipality_id].name})"
    return f"{row.name} ({row.get_kind_display().lower()})" if row.name in doubled else row.name


def _within(row: Area, by_id: Mapping[int, Area]) -> tuple[str, ...]:
    """A district lies in all that its municipality lies in."""
    municipality = by_id.get(row.municipality_id)
    nearest = municipality or row
    ids = (nearest.ggd_region_id, nearest.province_id)
    above = tuple(by_id[pk].code for pk in ids if pk)
    return (municipality.code, *above) if municipality else above


def _area_index(areas: Iterable[AreaInfo]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Per kind, and over all kinds, the codes that a key stands for: only those of the strongest rank."""
    ranked: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for area in areas:
        for rank, text in _texts(area):
            for kind in ("", area.kind):
                strength = (rank, _BARE_NAME_ORDER[area.kind])
                found = ranked[kind, match_key(text)]
                found[area.code] = min(strength, found.get(area.code, strength))
        if area.kind == AreaKind.GGD_REGION:
            for rank, text in list(_texts(area)):
                key = match_key(_REGION_PREFIX.sub("", text))
                ranked[area.kind, key].setdefault(area.code, (rank, 0))
    index: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in ("", *AreaKind.values)}
    for (kind, key), found in ranked.items():
        if not key:
            continue
        strongest = min(found.values())
        index[kind][key] = tuple(code for code, strength in found.items() if strength == strongest)
    return index


def _texts(area: AreaInfo) -> Iterable[tuple[int, str]]:
    yield _CODE, area.code
    yield _NAME, area.name
    yield _NAME, area.label
    yield from ((_ALTERNATIVE, name) for name in area.alternatives)
    yield from ((_FORMER, name) for name in area.former_names)
