"""Figures about recognition for everybody: how long each step takes, and what came of the applications; read-only."""

from datetime import date

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Q

from loket.catalogue.models import Entry
from loket.catalogue.recognition.enums import CLOSED_STATES, ProcedureState
from loket.catalogue.recognition.models import Procedure
from loket.core import charts

CACHE_KEY, CACHE_SECONDS = "recognition:figures", 300
# A step is the time in a state, until the next state began; what is still running does not count yet.
_STEPS = """
    SELECT state, percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median, count(*) FROM (
        SELECT to_state AS state,
            extract(epoch FROM lead(at) OVER (PARTITION BY subject_id ORDER BY at, id) - at) / 86400.0 AS days
        FROM recognition_procedurehistory) steps
    WHERE days IS NOT NULL GROUP BY state"""
_TOTALS = """
    SELECT state, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - applied_at) / 86400.0)
    FROM recognition_procedure WHERE state IN %s GROUP BY ROLLUP (state)"""
_DECIDED = (ProcedureState.RECOGNISED, ProcedureState.REFUSED)


def figures(today: date) -> dict:
    """Median days per step and in total, and how many applications ended how. At most five minutes old."""
    found = cache.get(CACHE_KEY)
    if found is None:
        found = _figures(today)
        cache.set(CACHE_KEY, found, CACHE_SECONDS)
    return found | {"chart": _chart(found["steps"])}


def _figures(today: date) -> dict:
    outcomes = dict(Procedure.objects.values_list("state").annotate(Count("pk")).order_by())
    holds = Q(recognition_valid_until__isnull=True) | Q(recognition_valid_until__gte=today)
    recognised = Entry.objects.published().exclude(recognition_level="").filter(holds)
    return {
        "steps": _steps(),
        "totals": _totals(),
        "outcomes": [(ProcedureState(state).label.capitalize(), outcomes.get(state, 0)) for state in CLOSED_STATES],
        "open": sum(number for state, number in outcomes.items() if state not in CLOSED_STATES),
        "recognised": recognised.count(),
        "examples": Procedure.objects.filter(is_example=True).count(),
        "objected": Procedure.objects.filter(objected_at__isnull=False).count(),
        "decided": Procedure.objects.filter(state__in=_DECIDED).count(),
    }


def _steps() -> list[tuple[str, int, int]]:
    """(label, median whole days, how often) of each step, in the order of the path."""
    with connection.cursor() as cursor:
        cursor.execute(_STEPS)
        found = {state: (round(median), number) for state, median, number in cursor.fetchall()}
    return [(state.label.capitalize(), *found[state]) for state in ProcedureState if state in found]


def _totals() -> dict[str, int]:
    """Median whole days from application to the end: by outcome, and ``together`` for both."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, [tuple(state.value for state in _DECIDED)])
        found = {state or "together": round(median) for state, median in cursor.fetchall() if median is not None}
    return {"together": None} | found


def _chart(steps: list[tuple[str, int, int]]) -> str:
    if not steps:
        return ""
    longest = max(steps, key=lambda row: row[1])
    description = f"Liggende staven. De langste stap is {longest[0].lower()}: {longest[1]} dagen."
    rows = [(label, days) for label, days, _ in steps]
    return charts.bars(rows, title="Mediaan aantal dagen per stap", description=description)
