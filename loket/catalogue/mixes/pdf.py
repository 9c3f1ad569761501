"""A mix as a tagged PDF (PDF/UA-1): readable by everyone, with title, language and real tables."""

import pathlib
from datetime import date

from django.conf import settings

from loket.catalogue.mixes import describing, matrix, totals
from loket.catalogue.mixes.enums import Axis
from loket.catalogue.mixes.plan import Line, Plan
from loket.core import pdf
from loket.core.templatetags.formats import long_date, number
from loket.core.templatetags.loket_tags import recognition_step

TEMPLATE = pathlib.Path(__file__).with_name("plan.typ")
# More columns than this do not fit on the width of a page: then each theme is named with the row.
MOST_COLUMNS = 6


def build(plan: Plan, version: int, today: date, address: str) -> bytes:
    """The file; ``address`` is where the mix stands in the portal."""
    return pdf.build(TEMPLATE, _data(plan, version, today, address))


def _data(plan: Plan, version: int, today: date, address: str) -> dict:
    sums, shown = totals.of(plan), matrix.build(plan, Axis.THEME)
    return {
        "title": plan.title,
        "portal": settings.PORTAL_NAME,
        "lead": f"{', '.join(plan.area_labels)}, {plan.period}",
        "made": f"Versie {version}, gemaakt op {long_date(today)}",
        "address": address,
        "date": [today.year, today.month, today.day],
        "key": [[row["value"], row["label"], row["note"]] for row in _key_figures(sums)],
        "observations": plan.observations.split("\n\n") if plan.observations else [],
        "figures": [[row["label"], row["value"], _source(row)] for row in plan.figures],
        "priorities": [
            [row.title, str(row.urgency), str(row.potential), str(row.energy), str(row.total), row.argument]
            for row in plan.priorities
        ],
        "matrix": _matrix(shown),
        "gaps": [_gaps(lane) for lane in shown.lanes if lane.gaps],
        "lanes": [{"label": lane.pillar.label, "lines": _lines(plan, lane)} for lane in shown.lanes if lane.count],
        "years": [_year(row) for row in sums.years],
        "bars": _bars(sums),
        "bearers": sums.bearer_texts,
        "pillars": [[label, number(rows), number(places)] for label, rows, places in sums.pillars],
        "expected_source": plan.expected_source if sums.is_estimate else "",
    }


def _key_figures(sums: totals.Totals) -> list[dict]:
    return [row for row in totals.figures(sums) if row["value"] != "–"]


def _source(row: dict) -> str:
    return ", ".join(filter(None, (row["source"], str(row["year"] or ""))))


def _matrix(shown: matrix.Matrix) -> dict | None:
    """Head and rows of titles; None when it is too wide for a page."""
    if len(shown.columns) > MOST_COLUMNS:
        return None
    rows = [[lane.pillar.label, *(_cell(cell) for cell in lane.cells)] for lane in shown.lanes]
    return {"head": ["Pijler", *(column.label for column in shown.columns)], "rows": rows}


def _cell(cell: matrix.Cell) -> str:
    titles = [*(line.title for line in cell.lines), *(f"ook: {line.title}" for line, _ in cell.mentions)]
    return "\n".join(titles) or ("Nog niets" if cell.is_gap else "")


def _gaps(lane: matrix.Lane) -> list[str]:
    return [lane.pillar.label, ", ".join(cell.column.label.lower() for cell in lane.cells if cell.is_gap)]


def _lines(plan: Plan, lane: matrix.Lane) -> list[dict]:
    known = {pillar.code for pillar in plan.pillars}
    return [_line(line) for line in plan.lines if (line.pillar if line.pillar in known else "") == lane.pillar.code]


def _line(line: Line) -> dict:
    """A row with what is known of it; nothing stands there empty."""
    kind = line.entry.kind if line.entry and line.entry.kind else "Eigen activiteit"
    recognised = f", {recognition_step(line.entry.recognition).label.lower()}" if line.is_recognised else ""
    return {"title": line.title, "badges": kind + recognised, "facts": describing.facts(line)}


def _year(row: totals.Year) -> list[str]:
    return [row.label, *(number(count) or "onbekend" for count in (row.planned, row.reached)), row.euros or "onbekend"]


def _bars(sums: totals.Totals) -> list[list]:
    """Planned and reached of each year with a number, in thousandths of the largest, for drawing."""
    told = [(row.label, word, count) for row in sums.years for word, count in row.people if count is not None]
    most = max((count for *_, count in told), default=0)
    return [[label, word, number(count), round(1000 * count / most)] for label, word, count in told] if most else []
