# ruff: noqa: S608 - the pieces of SQL stand in this module and in the query of Django; every value is a parameter
"""How many events have each value that one can filter by, for all groups in one statement."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, TruncMonth

from loket.core.working_days import AMSTERDAM
from loket.vocabulary import lookup

_ALL = "all"
# Group → its column, and the values of one event as an array.
_VALUES = {
    "period": ("month", "ARRAY[to_char(month, 'YYYY-MM')]"),
    "theme": ("themes", "themes::text[]"),
    "area": ("areas", "areas::text[]"),
    "venue": ("venue", "ARRAY[venue::text]"),
    "kind": ("kind", "ARRAY[kind::text]"),
    "level": ("levels", "levels::text[]"),
    "sector": ("sectors", "sectors::text[]"),
}
_TOTAL = f"WITH base AS MATERIALIZED ({{base}}) SELECT '{_ALL}', NULL, count(*) FROM base WHERE missed = ''"
_STATEMENT = _TOTAL + "".join(
    f" UNION ALL SELECT '{group}', {values}, count(*) FROM base WHERE missed IN ('', '{group} ') GROUP BY {column}"
    for group, (column, values) in _VALUES.items()
)
GROUPS = tuple(_VALUES)


@dataclass(frozen=True)
class Counts:
    """How many events fit all filters, and per group how many have each value."""

    total: int
    by_group: dict[str, Counter]


def count(events: QuerySet, conditions: dict[str, Q]) -> Counts:
    """Count ``events`` narrowed by the condition of each group; a group's own values without its own condition.

    One statement, whatever is chosen: each event is read once, with the groups whose condition it misses. Events with
    the same list of codes are counted together, and what lies in what is worked out here.
    """
    by_group: dict[str, Counter] = {group: Counter() for group in GROUPS}
    total = 0
    for group, codes, number in _rows(events, conditions):
        if group == _ALL:
            total = number
            continue
        for code in _counting_for(group, codes):
            by_group[group][code] += number
    return Counts(total, by_group)


def _rows(events: QuerySet, conditions: dict[str, Q]) -> list[tuple]:
    if events.query.is_empty():
        return []
    missed = [Case(When(fits, then=Value("")), default=Value(f"{group} ")) for group, fits in conditions.items()]
    told = Concat(Value(""), Value(""), *missed, output_field=TextField())
    columns = ("kind", "venue", "themes", "levels", "sectors", "areas", "month", "missed")
    base = events.order_by().annotate(month=TruncMonth("starts_at", tzinfo=AMSTERDAM), missed=told).values(*columns)
    sql, parameters = base.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(base=sql), parameters)
        return cursor.fetchall()


def _counting_for(group: str, codes: list[str]) -> Iterable[str]:
    """The values that a list of codes counts for, each once: an area also for what it lies in.

    What stands in no list of levels or sectors is for everybody.
    """
    if group == "area":
        return {around for code in codes for around in lookup.area_with_ancestors(code)}
    if not codes and group in ("level", "sector"):
        return [code for code, _ in lookup.choices(group)]
    return set(codes)


def within(areas: Iterable[str]) -> list[str]:
    """The codes of these areas and of all that lies in one of them: what counts for them above."""
    wanted = set(areas)
    known = [code for code, _ in lookup.area_choices() if wanted & set(lookup.area_with_ancestors(code))]
    return sorted(wanted.union(known))
