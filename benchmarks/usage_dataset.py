"""Five years of use: some entries that are looked at every day, and all daily totals, made by SQL.

A process of its own (``python -m benchmarks.usage_dataset 10000000``), because it uses the portal's settings. A day has
as many rows at every size; more rows are more days, back from yesterday.
"""

import io
import json
import pathlib
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks import dataset

ENTRIES, OWN = 3_000, 10
"""How many entries there are; one in ``OWN`` is of the partner of the demo."""
PARTNER = "partner@voorbeeld.nl"
_TIMES = "1 + mod(e.id * 7 + n * 13, 40)"
_VIEWS = f"""
    INSERT INTO usage_usecount (day, subject_type, subject_id, act, count)
    SELECT %(last)s::date - n, %(type)s, e.id, 'view', {_TIMES}
    FROM generate_series(%(from)s, %(to)s) AS n, unnest(%(ids)s) AS e(id)"""
_DOWNLOADS = f"""
    INSERT INTO usage_usecount (day, subject_type, subject_id, act, count)
    SELECT %(last)s::date - n, %(type)s, e.id, 'download', {_TIMES}
    FROM generate_series(%(from)s, %(to)s) AS n, unnest((%(ids)s)[:%(downloaded)s]) AS e(id)"""
_SEARCHES = """
    INSERT INTO usage_usecount (day, subject_type, subject_id, act, count)
    SELECT %(last)s::date - n, 'search', 0, act, 50 + mod(n * 11, 90)
    FROM generate_series(%(from)s, %(to)s) AS n, unnest(ARRAY['search', 'empty-search']) AS act"""
_TOTALS = """
    INSERT INTO usage_daycount (day, act, dimension, code, count)
    SELECT day, act, dimension, code, sum(count) FROM (
        SELECT day, act, '' AS dimension, '' AS code, count FROM usage_usecount
        UNION ALL SELECT day, act, 'kind', subject_type, count FROM usage_usecount) AS used
    WHERE day BETWEEN %(last)s::date - %(to)s AND %(last)s::date - %(from)s
    GROUP BY day, act, dimension, code"""
_PARTS = """
    INSERT INTO usage_daycount (day, act, dimension, code, count)
    SELECT %(last)s::date - n, act, dimension, code, 3 + mod(n * 17 + length(code) * 5, 60)
    FROM generate_series(%(from)s, %(to)s) AS n,
        unnest(%(acts)s, %(dimensions)s, %(codes)s) AS part(act, dimension, code)"""
_CHECKS = """
    INSERT INTO usage_selfcheck (day, act, counted, found, at)
    SELECT DISTINCT day, act, count, count, day + interval '1 day 4 hours' FROM usage_daycount
    WHERE dimension = '' AND day BETWEEN %(last)s::date - %(to)s AND %(last)s::date - %(from)s"""
_TABLES = ("usage_usecount", "usage_daycount", "usage_selfcheck")


def rows_a_day(entries: int) -> int:
    """Views of each entry, downloads of most, and searches with and without result."""
    return entries + _downloaded(entries) + 2


def _downloaded(entries: int) -> int:
    return entries * 33 // 40


def fill(rows: int, entries: int = ENTRIES) -> int:
    """At least so many rows of use, in whole days; adds to what is there. Returns how many days there are."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs the settings

    ids, last, first = _entries(entries), last_day(), _first_day()
    days = -(-rows // rows_a_day(len(ids)))
    done = (last - first).days + 1 if first else 0
    if done < days:
        told = {"last": last, "from": done, "to": days - 1, "ids": ids, "downloaded": _downloaded(len(ids))}
        with transaction.atomic(), connection.cursor() as cursor:
            _insert(cursor, told | {"type": _subject_type()} | _parts())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(_TABLES)}")
    return max(days, done)


def _insert(cursor, told: dict) -> None:
    """All statements between taking the indexes away and making them again, which is faster than keeping them up."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT LIKE '%%_pkey'",
        [list(_TABLES)],
    )
    kept = cursor.fetchall()
    for name, _ in kept:
        cursor.execute(f'DROP INDEX "{name}"')
    for statement in (_VIEWS, _DOWNLOADS, _SEARCHES, _TOTALS, _PARTS, _CHECKS):
        cursor.execute(statement, told)
    for _, definition in kept:
        cursor.execute(definition)


def _parts() -> dict[str, list[str]]:
    """What areas count of a day besides, and the views by what is known of signed-in people."""
    from loket.monitoring.figures import SOURCES  # noqa: PLC0415 - needs the settings
    from loket.vocabulary import lookup  # noqa: PLC0415

    acts = [source.act for source in SOURCES]
    codes = {
        "sector": [code for code, _ in lookup.choices("sector")],
        "level": ["1", "2", "3", "4"],
        "region": [code for code, *_ in lookup.tile_map()],
    }
    found = [(act, "", "") for act in acts]
    found += [
        (act, dimension, code) for act in ("view", *acts) for dimension in codes for code in codes[dimension] if code
    ]
    return dict(zip(("acts", "dimensions", "codes"), map(list, zip(*found, strict=True)), strict=True))


def _entries(count: int) -> list[int]:
    """The entries that are used, imported when there are none; some of them are the partner's."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings

    from loket.accounts.models import User  # noqa: PLC0415
    from loket.catalogue.models import Entry  # noqa: PLC0415

    if not Entry.objects.exists():
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "entries.jsonl"
            dataset.write(file, count)
            call_command("import_entries", str(file), stdout=io.StringIO())
    ids = list(Entry.objects.order_by("pk").values_list("pk", flat=True)[:count])
    partner = User.objects.filter(email=PARTNER).first()
    if partner is not None:
        Entry.objects.filter(pk__in=ids[::OWN]).update(organisation=partner.organisation)
    return ids


def _subject_type() -> str:
    from loket.catalogue import findable  # noqa: PLC0415 - needs the settings

    return findable.SUBJECT_TYPE


def _first_day() -> date | None:
    return _day("Min")


def last_day() -> date:
    """Yesterday, or the last day of an earlier call."""
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from loket.core.working_days import local_date  # noqa: PLC0415

    return _day("Max") or local_date(timezone.now()) - timedelta(days=1)


def _day(which: str) -> date | None:
    from django.db import models  # noqa: PLC0415 - needs the settings

    from loket.usage.models import UseCount  # noqa: PLC0415

    counted = UseCount.objects.filter(subject_type="search")
    return counted.aggregate(day=getattr(models, which)("day"))["day"]


def filled(counts: list[int]) -> Iterator[dict]:
    from django.db import connection  # noqa: PLC0415 - needs the settings

    from loket.usage.models import DayCount, UseCount  # noqa: PLC0415

    for count in counts:
        start = time.perf_counter()
        days = fill(count)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        told = {"rows": UseCount.objects.count(), "daily totals": DayCount.objects.count(), "days": days}
        yield told | {"filled_in_seconds": round(time.perf_counter() - start, 1)}


if __name__ == "__main__":
    import django

    django.setup()
    for line in filled([int(text) for text in sys.argv[1:]]):
        print(json.dumps(line), flush=True)
