"""The runs of every night and every ten minutes, with nothing due and with a fixed number due, whatever there is.

A process of its own (``python -m benchmarks.depth_runs 3``), because it uses the portal's settings: it prepares a run,
does it as the task does, and tells seconds, queries and rows.
"""

import json
import os
import pathlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import django

from benchmarks.depth_dataset import RUN_AT
from benchmarks.depth_due import PREPARE
from benchmarks.depth_pages import PREFIX
from benchmarks.installation import Installation

FRESHNESS, ALERTS, NEW_ENTRY = "freshness", "follow alerts: changed entries", "follow alerts: one new entry"
SAVED, LAPSES, CLOSINGS = "saved searches: changed entries", "recognition lapses", "closing-day warnings"
LONGEST_SECONDS = 60
"""A run that took longer is not repeated, nor done with more due."""
_READ = """
    SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables)
        + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes),
        (SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables)"""


@dataclass(frozen=True)
class Run:
    """``work`` gets the moment as ``at``; ``due`` are the numbers that it is measured with."""

    name: str
    due: tuple[int, ...]
    work: Callable


def runs() -> list[Run]:
    from loket.catalogue import reminders  # noqa: PLC0415 - the models need the settings
    from loket.catalogue.following import fanning, telling  # noqa: PLC0415
    from loket.catalogue.partners import closing_news  # noqa: PLC0415
    from loket.catalogue.recognition import granting  # noqa: PLC0415
    from loket.search.saved import matching  # noqa: PLC0415
    from loket.search.saved import telling as saved_telling  # noqa: PLC0415

    def alerts(*, at) -> None:
        fanning.fan_out(at=at)
        telling.tell(at=at)

    def saved(*, at) -> None:
        matching.find(at=at)
        saved_telling.tell(at=at)

    return [
        Run(FRESHNESS, (0, 200), reminders.remind),
        Run(ALERTS, (0, 100), alerts),
        Run(NEW_ENTRY, (1,), alerts),
        Run(LAPSES, (0, 100), granting.lapse_due),
        Run(CLOSINGS, (0, 20), closing_news.warn),
        Run(SAVED, (0, 1, 10, 100), saved),
    ]


def measure(site: Installation, repeats: int, only: str = "") -> Iterator[tuple[str, dict[str, dict]]]:
    """The name of each run with its figures by the number that was due."""
    for run in runs():
        if only in PREFIX + run.name:
            yield run.name, _by_due(site, run, repeats)


def _by_due(site: Installation, run: Run, repeats: int) -> dict[str, dict]:
    """Until it takes long: with more due it would take longer still."""
    found = {}
    for due in run.due:
        found[str(due)] = _median(site, run, due, repeats)
        if found[str(due)]["seconds"] > LONGEST_SECONDS:
            break
    return found


def _median(site: Installation, run: Run, due: int, repeats: int) -> dict:
    found = []
    while len(found) < repeats and (not found or found[-1]["seconds"] < LONGEST_SECONDS):
        found.append(_once(site, run, due))
    return {key: round(statistics.median(row[key] for row in found), 3) for key in found[0]} | {"runs": len(found)}


def _once(site: Installation, run: Run, due: int) -> dict:
    """Rows read: those of whole tables, and the entries of indexes. Mails: what the outbox got of it."""
    with site.cursor() as cursor:
        cursor.execute(PREPARE[run.name], {"due": due, "at": RUN_AT, "today": RUN_AT.date()})
    before, mails = _rows(site), _mails(site)
    site.forget_queries()
    start = time.perf_counter()
    run.work(at=RUN_AT)
    seconds = time.perf_counter() - start
    queries = site.queries()[0]
    after = _rows(site)
    return {
        "seconds": seconds,
        "queries": queries,
        "read": after[0] - before[0],
        "written": after[1] - before[1],
        "mails": _mails(site) - mails,
    }


def _rows(site: Installation) -> tuple[int, int]:
    """Rows read and written so far; what this process did is handed in first."""
    from django.db import connection  # noqa: PLC0415 - needs the settings

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
    read, written = site.rows(_READ)[0]
    return int(read), int(written)


def _mails(site: Installation) -> int:
    return site.rows("SELECT count(*) FROM core_outgoingmail")[0][0]


if __name__ == "__main__":
    django.setup()
    used = Installation(pathlib.Path(os.environ["LOCAL_DIR"]), 0)
    for name, figures in measure(used, int(sys.argv[1]), *sys.argv[2:]):
        print(json.dumps([name, figures]), flush=True)
