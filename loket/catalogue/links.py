"""Checking the links of published entries: each once a week, a small slice at a time.

A slice is bounded in number and time. What is done is kept link by link, so a run that is cut off loses nothing: the
rest is still due. A slice costs what is due, whatever the size of the catalogue.
"""

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F

from loket.catalogue import probing
from loket.catalogue.enums import LinkFault
from loket.catalogue.models import LinkCheck
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
# When so many sites are silent and none answers, it is our own network that is away.
HOSTS_OF_AN_OUTAGE = 5
SILENCE = frozenset({LinkFault.TIMEOUT, LinkFault.UNREACHABLE, LinkFault.UNKNOWN_HOST})

logger = logging.getLogger(__name__)


def user_agent() -> str:
    return f"LoketLinkcontrole/1.0 (+{settings.SITE_URL})"


def check_due(*, at: datetime, seconds: float = SECONDS_PER_RUN) -> int:
    """Check a slice of the links that are due; returns how many. Links that no entry has any more are forgotten."""
    due = list(LinkCheck.objects.due(at)[:MOST_LOOKED_AT])
    if not due:
        return 0
    used = set(LinkCheck.objects.filter(pk__in=[row.pk for row in due]).in_use().values_list("pk", flat=True))
    LinkCheck.objects.filter(pk__in=[row.pk for row in due if row.pk not in used]).delete()
    done, silent, start = 0, [], time.monotonic()
    for row, outcome in _answers(_fair_slice(row for row in due if row.pk in used), seconds=seconds):
        if outcome.fault in SILENCE and not done:
            silent.append((row, outcome))
            continue
        keep(row, outcome, at=at + timedelta(seconds=time.monotonic() - start))
        done += 1
    if not done and len({_host(row.url) for row, _ in silent}) >= HOSTS_OF_AN_OUTAGE:
        logger.warning("no site answers: no network here, links left for the next run")
        return 0
    for row, outcome in silent:
        keep(row, outcome, at=at + timedelta(seconds=time.monotonic() - start))
    return done + len(silent)


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


def _answers(rows: list[LinkCheck], *, seconds: float) -> Iterator[tuple[LinkCheck, Outcome]]:
    """Each link with how it did, as the answers come; what is not answered when the time is over is left out."""
    until = time.monotonic() + seconds
    with asyncio.Runner() as runner:
        running = runner.run(_start(rows))
        while running:
            done, running = runner.run(_some_of(running, seconds=until - time.monotonic()))
            if not done:
                return
            yield from (task.result() for task in done)


async def _start(rows: list[LinkCheck]) -> set[asyncio.Task]:
    everywhere = asyncio.Semaphore(MOST_AT_ONCE)
    hosts = defaultdict(lambda: asyncio.Semaphore(MOST_AT_ONCE_PER_HOST))
    agent, allow_private = user_agent(), settings.LINK_CHECK_ALLOW_PRIVATE

    async def check(row: LinkCheck) -> tuple[LinkCheck, Outcome]:
        async with hosts[_host(row.url)], everywhere:
            return row, await probing.probe(row.url, agent=agent, allow_private=allow_private)

    return {asyncio.create_task(check(row)) for row in rows}


async def _some_of(running: set[asyncio.Task], *, seconds: float) -> tuple[set, set]:
    return await asyncio.wait(running, timeout=max(0, seconds), return_when=asyncio.FIRST_COMPLETED)


def keep(row: LinkCheck, outcome: Outcome, *, at: datetime) -> bool:
    """Write down how a link did. ``False`` when another run did so first: one outage counts once."""
    has_failed = bool(outcome.fault)
    again = AGAIN_AFTER_FIRST_FAILURE if has_failed and row.failures_in_a_row == 0 else AGAIN_AFTER
    changed = LinkCheck.objects.filter(pk=row.pk, checked_at=row.checked_at).update(
        checked_at=at,
        due_at=at + again,
        status=outcome.status,
        error=outcome.fault,
        failures_in_a_row=F("failures_in_a_row") + 1 if has_failed else 0,
    )
    return bool(changed)
