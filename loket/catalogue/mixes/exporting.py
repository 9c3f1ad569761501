"""A mix as a spreadsheet in the open format (ODS): rows, priorities, sums and figures, a sheet each."""

import tablib

from loket.catalogue.mixes import describing, totals
from loket.catalogue.mixes.plan import Plan
from loket.core import spreadsheets

_ROW_KEYS = (
    "status",
    "umbrella",
    "pillar",
    "themes",
    "target_groups",
    "description",
    "locations",
    "goal",
    "goal_amount",
    "goal_when",
    "carried_by",
    "questions",
)


def ods(plan: Plan, origin: str) -> bytes:
    """The file; ``origin`` makes the addresses of entries whole."""
    return spreadsheets.ods_of([_rows(plan, origin), _priorities(plan), _sums(plan), _figures(plan)])


def _rows(plan: Plan, origin: str) -> tablib.Dataset:
    labels = [describing.label("row", key) for key in _ROW_KEYS]
    years = [f"{word} {year}" for year in plan.years for word in ("Gepland", "Bereikt")]
    money = ["Aantal plekken", "Gepland totaal", "Bereikt totaal", "Kosten (euro)", "Wie betaalt"]
    headers = ["Activiteit", "Soort", "Adres", *labels, *years, *money]
    return spreadsheets.dataset("Rijen", headers, [_row(plan, line, origin) for line in plan.lines])


def _row(plan: Plan, line, origin: str) -> list:
    told = describing.texts("row", {key: getattr(line, key) for key in _ROW_KEYS})
    told["pillar"] = plan.pillar_label(line.pillar)
    numbers = {row["year"]: row for row in line.numbers}
    per_year = [numbers.get(year, {}).get(key) for year in plan.years for key in ("planned", "reached")]
    kind = line.entry.kind if line.entry else "Eigen activiteit"
    url = origin + line.entry.url if line.entry else ""
    bearers = ", ".join(dict.fromkeys(row["bearer"] for row in line.costs if row["bearer"]))
    sums = [line.location_count, line.planned, line.reached, _euros(line.cents), bearers]
    return [line.title, kind, url, *(told.get(key, "") for key in _ROW_KEYS), *per_year, *sums]


def _priorities(plan: Plan) -> tablib.Dataset:
    headers = ["Probleem of thema", "Urgentie", "Potentie", "Energie", "Totaal", "Waarom"]
    lines = [[row.title, row.urgency, row.potential, row.energy, row.total, row.argument] for row in plan.priorities]
    return spreadsheets.dataset("Prioriteiten", headers, lines)


def _sums(plan: Plan) -> tablib.Dataset:
    sums = totals.of(plan)
    lines = [
        ["Activiteiten", sums.rows, ""],
        ["Erkende interventies", sums.recognised, ""],
        ["Plekken", sums.locations, ""],
        ["Mensen gepland", sums.planned, sums.planned_note],
        ["Mensen bereikt", sums.reached, ""],
        ["Kosten (euro)", _euros(sums.cents), ""],
    ]
    for year in sums.years:
        lines += [[f"Gepland {year.label}", year.planned, ""], [f"Bereikt {year.label}", year.reached, ""]]
        lines.append([f"Kosten {year.label} (euro)", _euros(year.cents), ""])
    lines += [[f"Kosten van {bearer} (euro)", _euros(cents), ""] for bearer, cents in sums.bearers]
    return spreadsheets.dataset("Sommen", ["Wat", "Aantal", "Toelichting"], lines)


def _figures(plan: Plan) -> tablib.Dataset:
    lines = [[row["label"], row["value"], row["source"], row["year"]] for row in plan.figures]
    return spreadsheets.dataset("Cijfers", ["Wat", "Cijfer", "Bron", "Jaar"], lines)


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100
