"""A mix in plain values: what the page, a version, the PDF and the spreadsheet are all made from.

A *state* is JSON: ``{"mix": {…}, "rows": {"12": {…}}, "priorities": {"3": {…}}}``. A *part* has the same shape with
only what differs; what stands there as None is absent.
"""

from dataclasses import dataclass, field

from loket.catalogue.mixes.pillars import Pillar, pillars_of
from loket.core.templatetags.formats import euro
from loket.vocabulary import lookup

DETAILS = (
    "title",
    "areas",
    "first_year",
    "last_year",
    "pillar_set",
    "own_pillars",
    "themes",
    "target_groups",
    "observations",
    "figures",
    "expected_reach",
    "expected_source",
)
ROW = (
    "entry_id",
    "title",
    "description",
    "status",
    "umbrella",
    "umbrella_entry_id",
    "pillar",
    "themes",
    "target_groups",
    "locations",
    "goal",
    "goal_amount",
    "goal_when",
    "numbers",
    "costs",
    "carried_by",
    "questions",
    "position",
)
PRIORITY = ("title", "urgency", "potential", "energy", "argument")


@dataclass(frozen=True)
class Shown:
    """What a plan shows of an entry of the catalogue. ``url`` is empty for one that is gone."""

    url: str
    kind: str
    recognition: str = ""
    has_lapsed: bool = False
    is_archived: bool = False


@dataclass(frozen=True)
class Line:
    """A row of the mix. ``numbers``: dicts year, planned, reached; ``costs``: dicts year, cents, bearer."""

    id: str
    title: str
    status: str = "nieuw"
    description: str = ""
    entry_id: int | None = None
    umbrella: str = ""
    umbrella_entry_id: int | None = None
    pillar: str = ""
    themes: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    locations: list[dict] = field(default_factory=list)
    goal: str = ""
    goal_amount: str = ""
    goal_when: str = ""
    numbers: list[dict] = field(default_factory=list)
    costs: list[dict] = field(default_factory=list)
    carried_by: str = ""
    questions: list[str] = field(default_factory=list)
    position: int = 0
    entry: Shown | None = None
    umbrella_url: str = ""

    @property
    def location_count(self) -> int:
        return sum(place["count"] for place in self.locations)

    @property
    def planned(self) -> int | None:
        return _sum(row["planned"] for row in self.numbers)

    @property
    def reached(self) -> int | None:
        return _sum(row["reached"] for row in self.numbers)

    @property
    def cents(self) -> int | None:
        return _sum(row["cents"] for row in self.costs)

    @property
    def is_recognised(self) -> bool:
        return bool(self.entry and self.entry.recognition and not self.entry.has_lapsed)

    @property
    def euros(self) -> str:
        return money(self.cents)

    @property
    def is_running(self) -> bool:
        return self.status == "loopt"


@dataclass(frozen=True)
class Priority:
    """A problem or theme, scored from 1 to 5 (source 002, Drenthe: urgency, potential, energy)."""

    id: str
    title: str
    urgency: int
    potential: int
    energy: int
    argument: str = ""

    @property
    def total(self) -> int:
        return self.urgency + self.potential + self.energy

    @property
    def scores(self) -> list[tuple[str, int]]:
        return [("Urgentie", self.urgency), ("Potentie", self.potential), ("Energie", self.energy)]


@dataclass(frozen=True)
class Plan:
    """A whole mix at one moment. ``figures``: dicts label, value, source, year."""

    title: str
    areas: list[str]
    first_year: int
    last_year: int
    pillars: tuple[Pillar, ...]
    themes: list[str]
    target_groups: list[str]
    observations: str
    figures: list[dict]
    expected_reach: int | None
    expected_source: str
    lines: tuple[Line, ...]
    priorities: tuple[Priority, ...]

    @property
    def area_labels(self) -> list[str]:
        return [lookup.area_label(code) for code in self.areas]

    @property
    def period(self) -> str:
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    def pillar_label(self, code: str) -> str:
        return next((pillar.label for pillar in self.pillars if pillar.code == code), "")


def theme_label(code: str) -> str:
    """The word of the vocabulary, or one's own word as it is."""
    return lookup.label("theme", code)


def group_label(code: str) -> str:
    return lookup.label("target-group", code)


def read(state: dict, shown: dict[int, Shown] | None = None) -> Plan:
    """The plan of a state; ``shown`` gives the entries by number."""
    shown, told = shown or {}, state["mix"]
    lines = sorted(
        (_line(key, row, shown) for key, row in state["rows"].items()), key=lambda line: (line.position, line.id)
    )
    priorities = [Priority(key, **row) for key, row in state["priorities"].items()]
    details = {key: told[key] for key in DETAILS if key not in ("pillar_set", "own_pillars")}
    return Plan(
        **details,
        pillars=pillars_of(told["pillar_set"], told["own_pillars"]),
        lines=tuple(lines),
        priorities=tuple(sorted(priorities, key=lambda row: (-row.total, -row.urgency, row.title.lower()))),
    )


def _line(key: str, row: dict, shown: dict[int, Shown]) -> Line:
    umbrella = shown.get(row["umbrella_entry_id"])
    return Line(key, entry=shown.get(row["entry_id"]), umbrella_url=umbrella.url if umbrella else "", **row)


def entry_ids(state: dict) -> set[int]:
    """Every entry that a state names."""
    rows = state["rows"].values()
    return {row[key] for row in rows for key in ("entry_id", "umbrella_entry_id") if row[key]}


def difference(before: dict, after: dict) -> dict:
    """The part that makes ``after`` of ``before``."""
    part: dict = {}
    changed = {key: value for key, value in after["mix"].items() if before["mix"].get(key) != value}
    if changed:
        part["mix"] = changed
    for group in ("rows", "priorities"):
        keys = [*before[group], *(key for key in after[group] if key not in before[group])]
        moved = {key: after[group].get(key) for key in keys if before[group].get(key) != after[group].get(key)}
        if moved:
            part[group] = moved
    return part


def applied(state: dict, part: dict) -> dict:
    """The state with a part laid over it."""
    result = {"mix": state["mix"] | part.get("mix", {})}
    for group in ("rows", "priorities"):
        laid = state[group] | part.get(group, {})
        result[group] = {key: row for key, row in laid.items() if row is not None}
    return result


def _sum(values) -> int | None:
    """None when nothing is known: that is not nought."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def money(cents: int | None) -> str:
    """Cents as *€ 1.250* or *€ 12,50*; empty for None."""
    return "" if cents is None else euro(cents / 100 if cents % 100 else cents // 100)
