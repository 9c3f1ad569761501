"""Counts that cost the same however many rows there are: each stops at a thousand."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST = 1_000


def capped(named: dict[str, QuerySet]) -> dict[str, int]:
    """How many rows each has, at most a thousand and one, in one statement."""
    parts, values, counts = [], [], dict.fromkeys(named, 0)
    for name, rows in named.items():
        try:
            sql, told = rows.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT %s, count(*) FROM ({sql}) AS counted")  # noqa: S608 - compiled by Django, values apart
        values += [name, *told]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            counts |= dict(cursor.fetchall())
    return counts


def shown(count: int) -> str:
    """As people read it: *12*, or *meer dan 1.000*."""
    return "meer dan 1.000" if count > MOST else str(count)
