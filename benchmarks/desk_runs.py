"""What the desk does besides pages: receiving a mail, and warning of many late questions.

A process of its own (``python -m benchmarks.desk_runs 100000``), because it uses the portal's settings.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from benchmarks import desk_dataset

REPEATS, LATE = 20, 23_000
_MAIL = (
    b"From: Vera Voorbeeld <vera%d@example.com>\r\nTo: servicedesk@example.org\r\nSubject: Vraag %d\r\n"
    b"Message-ID: <%d@meting.example>\r\nDate: Mon, 01 Mar 2027 10:00:00 +0100\r\n\r\nHoe pakken wij dit aan?\r\n"
)


def runs(size: int) -> Iterator[dict]:
    yield {"receiving a mail": _receiving()}
    yield {"warnings": _warning(min(LATE, size // 4))}


def _measured(act: Callable[[int], object]) -> dict:
    """The median of some times in milliseconds and the queries of one; the first is not counted."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    act(0)
    with CaptureQueriesContext(connection) as queries:
        act(1)
        count = len(queries)
    taken = []
    for number in range(2, REPEATS + 2):
        start = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - start)
    return {"milliseconds": round(1000 * statistics.median(taken), 1), "queries": count}


def _receiving() -> dict:
    """Messages that no earlier run gave."""
    from loket.post import receiving  # noqa: PLC0415 - needs the settings

    first = int(time.time()) * 100

    def receive(number: int) -> None:
        own = first + number
        at = desk_dataset.AT + timedelta(hours=number)
        receipt = receiving.receive(_MAIL % (own, own, own), source="pipe", at=at)
        if receipt.outcome != "new":
            raise RuntimeError(f"a mail was {receipt.outcome}")

    return _measured(receive)


def _warning(late: int) -> dict:
    """Taken back afterwards, so that a database that is kept measures the same the next time."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from servicedesk import warning  # noqa: PLC0415

    with transaction.atomic():
        desk_dataset.make_late(late, desk_dataset.AT)
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            mails = warning.warn(at=desk_dataset.AT)
            seconds = time.perf_counter() - start
        again = time.perf_counter()
        none = warning.warn(at=desk_dataset.AT + timedelta(minutes=10))
        told = {"late": late, "seconds": round(seconds, 2), "queries": len(queries), "mails": mails}
        told |= {"again_seconds": round(time.perf_counter() - again, 3), "again_mails": none}
        transaction.set_rollback(True)
    return told


if __name__ == "__main__":
    import django

    django.setup()
    for line in runs(int(sys.argv[1])):
        print(json.dumps(line), flush=True)
