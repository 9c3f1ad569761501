"""Counting several things in one trip to the database."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet, Value


def counts(querysets: Sequence[QuerySet]) -> list[int]:
    """How many rows each of these has, in this order; their own ordering does not matter."""
    parts = [
        rows.order_by()
        .annotate(place=Value(place))
        .values("place")
        .annotate(number=Count("pk"))
        .values_list("place", "number")
        for place, rows in enumerate(querysets)
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    return [found.get(place, 0) for place in range(len(parts))]
