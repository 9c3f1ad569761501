"""The sweep that reminds of decisions: among 10,000 to a million cases, of which 2,000 are open, and few are due.

``python -m benchmarks.sweeping --work DIR`` makes a database for each number of cases under DIR, fills it and tells one
line of JSON per number of cases and of reminders that are due. The cost must follow what is due, not what there is.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import tailored

# A Monday in office hours; the open cases were handed over at moments spread over the nine days before.
AT = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
SIZES, OPEN, DUE = (10_000, 100_000, 1_000_000), 2_000, (0, 20, 200)
_FILL = """
    INSERT INTO xpert_cases_case (number, state, framework_id, contact_id, title, themes, areas, sectors, level,
        asked_at, opened_at, intake_due_at, prepared_at, diagnosis_due_at, diagnosed_at, applied_at, decision_due_at,
        decided_at, next_due_at, next_reminder_at, changed_at, applied_things, applied_meetings,
        form, minutes, cents, lexemes)
    SELECT 1000000000 + n, CASE WHEN n <= %(open)s THEN 'kernteam' ELSE 'rejected' END, %(framework)s, %(person)s,
        'Aanvraag ' || n, '{}', '{}', '{}', '', at, at, at, at, at, at, at, at + interval '14 days',
        CASE WHEN n <= %(open)s THEN NULL ELSE at + interval '10 days' END,
        CASE WHEN n <= %(open)s THEN at + interval '14 days' END, CASE WHEN n <= %(open)s THEN %(later)s END,
        at, 1, 1, '', 0, 0, '{}'
    FROM (SELECT n, CASE WHEN n <= %(open)s THEN %(at)s - (1 + mod(n, 9)) * interval '1 day'
        ELSE %(at)s - (30 + mod(n, 3000)) * interval '1 day' END AS at
        FROM generate_series(%(from)s, %(size)s) AS n) AS moments"""
_MAKE_DUE = """
    DELETE FROM xpert_cases_reminder;
    DELETE FROM core_outgoingmail;
    UPDATE xpert_cases_case SET next_reminder_at = %(later)s WHERE next_reminder_at < %(later)s;
    UPDATE xpert_cases_case SET next_reminder_at = %(fell_at)s, next_due_at = %(due_at)s, decision_due_at = %(due_at)s
    WHERE id IN (SELECT id FROM xpert_cases_case WHERE state = 'kernteam' ORDER BY md5(id::text) LIMIT %(due)s)"""
_READ = """
    SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables)
        + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes),
        (SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables)"""


def main(arguments: list[str]) -> None:
    tailored.main("benchmarks.sweeping", __doc__, SIZES, arguments)


def measure(size: int, repeats: int) -> Iterator[dict]:
    """Within the portal's settings: each number of reminders that are due, the median of a fifth of the repeats."""
    for due in DUE:
        runs = sorted((_swept(due) for _ in range(repeats // 5 or 1)), key=lambda run: run["seconds"])
        yield {"cases": size, "open": OPEN, "due": due} | runs[len(runs) // 2]


def fill(size: int) -> None:
    """Cases up to this number."""
    from django.db import connection  # noqa: PLC0415 - needs the settings

    from loket.accounts.demo import address  # noqa: PLC0415 - the models need the settings
    from loket.accounts.models import User  # noqa: PLC0415
    from xperts.cases import keeping  # noqa: PLC0415
    from xperts.cases.models import Case  # noqa: PLC0415

    told = {"open": OPEN, "size": size, "from": Case.objects.count() + 1, "at": AT, "later": AT + timedelta(days=3)}
    told |= {
        "framework": keeping.framework_in_force(at=AT).pk,
        "person": User.objects.get(email=address("professional")).pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FILL, told)
        cursor.execute("VACUUM ANALYZE")


def _swept(due: int) -> dict:
    """Seconds, queries, rows and mails of one sweep with so many cases of which a reminder is due."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from xperts import deadlines  # noqa: PLC0415
    from xperts.cases import reminding  # noqa: PLC0415 - the models need the settings

    due_at = deadlines.end_of((AT + timedelta(days=1)).date())
    fell_at = next(row.at for row in deadlines.reminders(due_at) if row.day == deadlines.REMINDER_DAYS[-1])
    told = {"due": due, "due_at": due_at, "fell_at": fell_at, "later": AT + timedelta(days=3)}
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_DUE, told)
        cursor.execute(_READ)
    before = _rows()
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        reminding.note_late(at=AT)
        mails = reminding.remind(at=AT)
        seconds = time.perf_counter() - start
    read, written = (after - first for after, first in zip(_rows(), before, strict=True))
    return {"seconds": round(seconds, 3), "queries": len(queries), "read": read, "written": written, "mails": mails}


def _rows() -> tuple[int, int]:
    """Rows read and written so far; what this process did is handed in first."""
    from django.db import connection  # noqa: PLC0415 - needs the settings

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
        cursor.execute(_READ)
        read, written = cursor.fetchone()
    return int(read), int(written)


if __name__ == "__main__":
    tailored.started(main, fill, measure)
