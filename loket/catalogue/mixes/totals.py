"""The sums of a mix: people planned and reached, costs, locations. What nobody filled in is not counted as nought."""

from collections import defaultdict
from dataclasses import dataclass

from loket.catalogue.mixes.plan import Line, Plan, money
from loket.core.templatetags.formats import number

WHOLE = "Zonder jaar"
UNKNOWN_BEARER = "Niet ingevuld wie betaalt"


@dataclass(frozen=True)
class Year:
    """``None`` where no row says anything for that year; ``cents`` in euro cents. Without a year: the whole period."""

    year: int | None
    planned: int | None
    reached: int | None
    cents: int | None

    @property
    def label(self) -> str:
        return WHOLE if self.year is None else str(self.year)

    @property
    def euros(self) -> str:
        return money(self.cents)

    @property
    def people(self) -> tuple[tuple[str, int | None], ...]:
        return ("gepland", self.planned), ("bereikt", self.reached)


@dataclass(frozen=True)
class Totals:
    """``planned`` is the expectation for the whole plan where it was given, else the sum of the rows."""

    rows: int
    running: int
    new: int
    recognised: int
    own: int
    locations: int
    planned: int | None
    planned_in_rows: int | None
    rows_without_plan: int
    is_estimate: bool
    reached: int | None
    cents: int | None
    years: tuple[Year, ...]
    bearers: tuple[tuple[str, int], ...]
    pillars: tuple[tuple[str, int, int], ...]

    @property
    def euros(self) -> str:
        return money(self.cents)

    @property
    def bearer_texts(self) -> list[tuple[str, str]]:
        return [(bearer, money(cents)) for bearer, cents in self.bearers]

    @property
    def planned_note(self) -> str:
        """What the number of people rests on, in a sentence."""
        if self.planned is None:
            return "nog niet ingevuld"
        if self.is_estimate:
            in_rows = number(self.planned_in_rows) if self.planned_in_rows is not None else "nog niets"
            return f"schatting voor het hele plan; in de rijen: {in_rows}"
        return self.without_plan or "opgeteld uit de rijen"

    @property
    def without_plan(self) -> str:
        """How many rows do not say how many people they are for; empty when all do."""
        if not self.rows_without_plan or not self.rows:
            return ""
        return f"{self.rows_without_plan} van {self.rows} rijen zonder aantal"


def of(plan: Plan) -> Totals:
    lines = plan.lines
    in_rows = _known(line.planned for line in lines)
    return Totals(
        rows=len(lines),
        running=sum(line.is_running for line in lines),
        new=sum(not line.is_running for line in lines),
        recognised=sum(line.is_recognised for line in lines),
        own=sum(line.entry_id is None for line in lines),
        locations=sum(line.location_count for line in lines),
        planned=in_rows if plan.expected_reach is None else plan.expected_reach,
        planned_in_rows=in_rows,
        rows_without_plan=sum(line.planned is None for line in lines),
        is_estimate=plan.expected_reach is not None,
        reached=_known(line.reached for line in lines),
        cents=_known(line.cents for line in lines),
        years=tuple(_year(year, lines) for year in _years(plan)),
        bearers=_bearers(lines),
        pillars=tuple(_pillar(pillar.code, pillar.label, lines) for pillar in plan.pillars),
    )


def _years(plan: Plan) -> list[int | None]:
    """The years of the plan and those that rows name; at the end the whole period, where a row names no year."""
    told = {row["year"] for line in plan.lines for row in (*line.numbers, *line.costs)}
    return [*sorted((told | set(plan.years)) - {None}), *({None} & told)]


def _year(year: int | None, lines: tuple[Line, ...]) -> Year:
    numbers = [row for line in lines for row in line.numbers if row["year"] == year]
    costs = [row for line in lines for row in line.costs if row["year"] == year]
    return Year(
        year,
        _known(row["planned"] for row in numbers),
        _known(row["reached"] for row in numbers),
        _known(row["cents"] for row in costs),
    )


def _bearers(lines: tuple[Line, ...]) -> tuple[tuple[str, int], ...]:
    """Who bears how many cents, the most first."""
    sums: dict[str, int] = defaultdict(int)
    for line in lines:
        for row in line.costs:
            sums[row["bearer"] or UNKNOWN_BEARER] += row["cents"]
    return tuple(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def _pillar(code: str, label: str, lines: tuple[Line, ...]) -> tuple[str, int, int]:
    own = [line for line in lines if line.pillar == code]
    return label, len(own), sum(line.location_count for line in own)


def _known(values) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def figures(sums: Totals) -> list[dict]:
    """The sums in large type."""
    recognised = f"waarvan {sums.recognised} erkend" if sums.recognised else "nog geen erkende interventie"
    reached = "nog niet ingevuld" if sums.reached is None else "opgeteld uit de rijen"
    return [
        {"label": "Activiteiten", "value": number(sums.rows), "note": recognised},
        {"label": "Plekken", "value": number(sums.locations), "note": "scholen, groepen, wijken en zo meer"},
        {"label": "Mensen gepland", "value": number(sums.planned) or "–", "note": sums.planned_note},
        {"label": "Mensen bereikt", "value": number(sums.reached) or "–", "note": reached},
        {"label": "Kosten", "value": sums.euros or "–", "note": "" if sums.cents is not None else "nog niet ingevuld"},
    ]
