"""The groups one can filter by, and the words for their codes, which other areas register."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

GROUPS = {
    "kind": "Soort",
    "theme": "Thema",
    "target_group": "Doelgroep",
    "setting": "Setting",
    "recognition": "Erkenning",
    "process_theme": "Procesthema",
    "working_element": "Werkzaam element",
    "area": "Gebied",
    "sector": "Sector",
    "level": "Niveau",
    "competence": "Competentie",
    "owner": "Eigenaar",
    "year": "Jaar",
    "language": "Taal",
    "actueel": "Actueel",
}
"""Group → its name, in the order of the page."""

MOST_KEPT = 10_000
CURRENT, OUTDATED = "ja", "mogelijk-verouderd"

Labeller = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Option:
    """One code with its words, how many results have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    is_checked: bool = False


@dataclass(frozen=True)
class Group:
    """A group with its options; ``is_exact`` is False when only the first results were counted."""

    name: str
    legend: str
    options: tuple[Option, ...]
    is_exact: bool = True
    chosen: int = 0


@dataclass(frozen=True)
class Registered:
    """How a group is shown: its labeller, and the codes in a fixed order (none: the most found first)."""

    label: str
    labeller: Labeller
    order: Callable[[], list[str]] | None = None


class CachedLabels:
    """A labeller that keeps for a while what ``load`` found, so that a search needs no query for it."""

    def __init__(self, load: Labeller, seconds: float = 300) -> None:
        self._load, self._seconds = load, seconds
        self._known: dict[str, tuple[float, str]] = {}

    def __call__(self, codes: Iterable[str]) -> dict[str, str]:
        now = time.monotonic()
        codes = list(codes)
        missing = [code for code in codes if self._known.get(code, (0, ""))[0] < now]
        if missing:
            if len(self._known) > MOST_KEPT:  # somebody makes codes up
                self._known, missing = {}, codes
            found = self._load(missing)
            self._known |= {code: (now + self._seconds, found.get(code, code)) for code in missing}
        return {code: self._known[code][1] for code in codes}

    def forget(self) -> None:
        self._known.clear()


def _codes_themselves(codes: Iterable[str]) -> dict[str, str]:
    return {code: code.replace("-", " ").capitalize() for code in codes}


_registered: dict[str, Registered] = {}
_named: dict[str, dict[str, str]] = {}
_ones: dict[str, str] = {}


def register(group: str, label: str, labeller: Labeller, order: Callable[[], list[str]] | None = None) -> None:
    """Say how a group is named, what its codes are called, and in which order they stand (default: by count)."""
    if group not in GROUPS:
        raise ValueError(f"no facet group {group!r}")
    _registered[group] = Registered(label, labeller, order)


def name_code(group: str, code: str, label: str) -> None:
    """What one code of a group is called, beside the codes that its labeller knows."""
    _named.setdefault(group, {})[code] = label


def name_kind(kind: str, label: str) -> None:
    """What one thing of a kind is called, above its title in a list of results."""
    _ones[kind] = label


def one_of(kind: str) -> str:
    """The words for one thing of a kind, with a capital."""
    return _ones.get(kind) or kind.replace("-", " ").capitalize()


def group_named(name: str) -> str | None:
    """The group of a parameter, also when written as the API does (targetGroup) or with hyphens."""
    snake = "".join(f"_{char.lower()}" if char.isupper() else char for char in name).replace("-", "_")
    return snake if snake in GROUPS else None


def label_of(group: str, code: str) -> str:
    """The words for one code."""
    return _labels(group, [code]).get(code, code)


def register_own() -> None:
    """The groups whose codes need no other area."""
    labels = {CURRENT: "Actueel", OUTDATED: "Mogelijk verouderd"}
    register("actueel", GROUPS["actueel"], lambda codes: labels, order=lambda: [CURRENT, OUTDATED])
    register("year", GROUPS["year"], lambda codes: {code: code for code in codes}, order=_years)


def _years() -> list[str]:
    return [str(year) for year in range(2100, 1900, -1)]


def count(line: str | None) -> Counter:
    """How often each ``group:code`` occurs in a line of tokens."""
    return Counter(line.split(" ")) if line else Counter()


def build(counts: Counter, own_counts: dict[str, Counter], chosen: dict, exact: dict[str, bool]) -> list[Group]:
    """All groups with something to choose; a group with a choice is counted without its own (``own_counts``)."""
    per_group: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for token, number in counts.items():
        group, _, code = token.partition(":")
        if group in per_group and group not in own_counts:
            per_group[group][code] = number
    for group, own in own_counts.items():
        prefix = f"{group}:"
        per_group[group] = {token[len(prefix) :]: number for token, number in own.items() if token.startswith(prefix)}
    groups = (
        _group(group, found, chosen.get(group, ()), exact.get(group, exact[""])) for group, found in per_group.items()
    )
    return [group for group in groups if group.options]


def _group(group: str, found: dict[str, int], chosen: tuple[str, ...], is_exact: bool) -> Group:
    found = {code: 0 for code in chosen} | found
    shown = _shown(group)
    labels = _labels(group, found)
    places = {code: place for place, code in enumerate(shown.order())} if shown.order else {}

    def place(code: str) -> tuple:
        return code not in chosen, places.get(code, len(places)), -found[code], labels.get(code, code)

    ordered = sorted(found, key=place)
    options = tuple(Option(code, labels.get(code, code), found[code], code in chosen) for code in ordered)
    return Group(group, shown.label, options, is_exact, len(chosen))


def _labels(group: str, codes: Iterable[str]) -> dict[str, str]:
    return _shown(group).labeller(codes) | _named.get(group, {})


def _shown(group: str) -> Registered:
    return _registered.get(group) or Registered(GROUPS[group], _codes_themselves)
