"""What is counted and reported beside pages: a day rolled up, the nightly check, counters written, a report made.

A process of its own (``python -m benchmarks.usage_runs 5``), because it uses the portal's settings.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

COUNTERS = 1_000
"""So many different counters wait in Redis when they are written; they are of the first entries."""
ROLL_UP, CHECK, WRITING = "roll-up of one day", "check of a week", f"writing {COUNTERS:,} counters"
CATCH_UP, REPORT, FIGURES = "the night: nothing missed", "quarterly report", "quarterly report, its figures"
NAMES = (ROLL_UP, CATCH_UP, CHECK, WRITING, FIGURES, REPORT)


def runs(repeats: int) -> Iterator[dict]:
    """By name: the median in milliseconds, queries and the time these took (``database_ms``)."""
    for name, act in _acts().items():
        yield {name: measured(act, repeats)}


def _acts() -> dict[str, Callable[[], object]]:
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from benchmarks.usage_dataset import last_day  # noqa: PLC0415
    from loket.usage import rollup  # noqa: PLC0415

    at, last = timezone.now(), last_day()
    return {
        ROLL_UP: lambda: rollup.roll_up(last),
        CATCH_UP: lambda: rollup.catch_up(last + timedelta(days=1)),
        CHECK: lambda: rollup.check(last + timedelta(days=1), at=at),
        WRITING: _write,
        FIGURES: lambda: _compose(at),
        REPORT: lambda: _report(at),
    }


def measured(act: Callable[[], object], repeats: int) -> dict:
    """The first time is not counted."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        act()
        count, asked = len(queries), sum(float(query["time"]) for query in queries.captured_queries)
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return {
        "milliseconds": round(1000 * statistics.median(taken), 1),
        "queries": count,
        "database_ms": round(1000 * asked),
    }


def _write() -> None:
    """Counters of a day as requests leave them, then their way to rows."""
    from django_redis import get_redis_connection  # noqa: PLC0415 - needs the settings

    from benchmarks.usage_dataset import last_day  # noqa: PLC0415
    from loket.catalogue import findable  # noqa: PLC0415
    from loket.catalogue.models import Entry  # noqa: PLC0415
    from loket.usage import counting  # noqa: PLC0415

    day, ids = last_day().isoformat(), Entry.objects.order_by("pk").values_list("pk", flat=True)[:COUNTERS]
    waiting = {f"{day}|{findable.SUBJECT_TYPE}|{pk}|view": 1 for pk in ids}
    get_redis_connection("default").hset(counting.PENDING, mapping=waiting)
    counting.flush()


def _compose(at) -> None:
    from loket.monitoring import panels  # noqa: PLC0415 - needs the settings
    from loket.monitoring.enums import Place  # noqa: PLC0415

    panels.blocks(Place.QUARTERLY, panels.Asked(_quarter(at), at))


def _report(at) -> None:
    """The whole of it, PDF and all, within a transaction that is taken back: a report that was made stays for good."""
    from django.db import transaction  # noqa: PLC0415 - needs the settings

    from loket.monitoring import reporting  # noqa: PLC0415
    from loket.monitoring.enums import Place  # noqa: PLC0415

    with transaction.atomic():
        report = reporting.asked_for(Place.QUARTERLY, _quarter(at), at=at)
        if not reporting.make(report, at=at):
            raise RuntimeError("the report was not made")
        transaction.set_rollback(True)


def _quarter(at):
    from loket.core.working_days import local_date  # noqa: PLC0415 - needs the settings
    from loket.monitoring import periods  # noqa: PLC0415
    from loket.monitoring.enums import Length  # noqa: PLC0415

    return periods.before(Length.QUARTER, local_date(at))


if __name__ == "__main__":
    import django

    django.setup()
    for line in runs(int(sys.argv[1])):
        print(json.dumps(line), flush=True)
