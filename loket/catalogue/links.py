"""Checking the links of published entries: each once a week, a small slice at a time.

A slice is bounded in number and time. What is done is kept link by link, so a run that is cut off loses nothing: the
rest is still due. A slice costs what is due, whatever the size of the catalogue.
"""

import asyncio
import functools
import operator
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, F, Q, Value, When

from loket.catalogue import probing
from loket.catalogue.models import Entry, LinkCheck
from loket.catalogue.models.link import BROKEN_AFTER_FAILURES
from loket.catalogue.probing import Outcome

AGAIN_AFTER = timedelta(days=7)
# A first failure is looked at again soon: only the second makes a link broken.
AGAIN_AFTER_FIRST_FAILURE = timedelta(days=1)
MOST_PER_RUN = 250
MOST_LOOKED_AT = 2000
SECONDS_PER_RUN = 90
MOST_AT_ONCE = 20
# Politeness, and a host that hangs must not take the whole run.
MOST_AT_ONCE_PER_HOST = 2
MOST_PER_HOST_PER_RUN = 30


def user_agent() -> str:
    return f"LoketLinkcontrole/1.0 (+{settings.SITE_URL})"


def check_due(*, at: datetime, seconds: float = SECONDS_PER_RUN) -> int:
    """Check a slice of the links that are due; returns how many. Links that no entry has any more are forgotten."""
    due = list(LinkCheck.objects.due(at)[:MOST_LOOKED_AT])
    if not due:
        return 0
    used = set(LinkCheck.objects.filter(pk__in=[row.pk for row in due]).in_use().values_list("pk", flat=True))
    LinkCheck.objects.filter(pk__in=[row.pk for row in due if row.pk not in used]).delete()
    slice_ = _fair_slice(row for row in due if row.pk in used)
    return asyncio.run(_check_all(slice_, at=at, seconds=seconds))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _fair_slice(due: Iterable[LinkCheck]) -> list[LinkCheck]:
    """The first in turn, but not too many of one host."""
    taken, per_host = [], Counter()
    for row in due:
        host = _host(row.url)
        if per_host[host] < MOST_PER_HOST_PER_RUN:
            per_host[host] += 1
            taken.append(row)
    return taken[:MOST_PER_RUN]


async def _check_all(rows: list[LinkCheck], *, at: datetime, seconds: float) -> int:
    done, start = 0, time.monotonic()
    async for row, outcome in _outcomes(rows, seconds=seconds):
        await keep(row, outcome, at=at + timedelta(seconds=time.monotonic() - start))
        done += 1
    return done


async def _outcomes(rows: list[LinkCheck], *, seconds: float) -> AsyncIterator[tuple[LinkCheck, Outcome]]:
    """Each link with how it did, as the answers come; what is not answered when the time is over is left out."""
    everywhere = asyncio.Semaphore(MOST_AT_ONCE)
    hosts = defaultdict(lambda: asyncio.Semaphore(MOST_AT_ONCE_PER_HOST))

    async def check(row: LinkCheck) -> tuple[LinkCheck, Outcome]:
        async with hosts[_host(row.url)], everywhere:
            return row, await probing.probe(
                row.url, agent=user_agent(), allow_private=settings.LINK_CHECK_ALLOW_PRIVATE
            )

    running = [asyncio.ensure_future(check(row)) for row in rows]
    try:
        for answer in asyncio.as_completed(running, timeout=seconds):
            yield await answer
    except TimeoutError:
        return
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def keep(row: LinkCheck, outcome: Outcome, *, at: datetime) -> bool:
    """Write down how a link did. ``False`` when another run did so first: one outage counts once."""
    has_failed = bool(outcome.fault)
    again = AGAIN_AFTER_FIRST_FAILURE if has_failed and row.failures_in_a_row == 0 else AGAIN_AFTER
    changed = await LinkCheck.objects.filter(pk=row.pk, checked_at=row.checked_at).aupdate(
        checked_at=at,
        due_at=at + again,
        status=outcome.status,
        error=outcome.fault,
        failures_in_a_row=F("failures_in_a_row") + 1 if has_failed else 0,
    )
    return bool(changed)
