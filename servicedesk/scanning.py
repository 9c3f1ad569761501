"""What the virus scanner says of files. Without a scanner (``CLAMAV_URL``) nothing is held back, and each says so."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from loket.core import dispatch
from loket.post.models import MessageAttachment
from servicedesk import clamd
from servicedesk.enums import Verdict
from servicedesk.models import QuestionFile, Scan

TASK = "servicedesk.tasks.scan_file"
AGAIN_AFTER = timedelta(minutes=5)
NOT_SCANNED = "niet gescand"
HELD_BACK = (Verdict.WAITING, Verdict.INFECTED)


def is_on() -> bool:
    return bool(settings.CLAMAV_URL)


def offer(digests: Iterable[str], *, at: datetime) -> None:
    """Have these files scanned, once each; until then they stay in quarantine. Within the caller's transaction."""
    if not is_on():
        return
    for sha256 in sorted(set(digests)):
        _, is_new = Scan.objects.get_or_create(sha256=sha256, defaults={"asked_at": at})
        if is_new:
            dispatch.after_commit(TASK, sha256)


def label(verdict: str | None) -> str:
    """What a page says of a file; ``None`` for one that was never offered to a scanner."""
    return Verdict(verdict).label if verdict else NOT_SCANNED


def is_held_back(sha256: str) -> bool:
    """In quarantine: not scanned yet, or something was found."""
    return Scan.objects.filter(sha256=sha256, verdict__in=HELD_BACK).exists()


def waiting(at: datetime) -> list[str]:
    """Files whose task got lost, or that the scanner could not take."""
    due = Scan.objects.filter(verdict=Verdict.WAITING, asked_at__lte=at - AGAIN_AFTER)
    due = due.exclude(tried_at__gt=at - AGAIN_AFTER).order_by("asked_at")
    return list(due.values_list("sha256", flat=True)[:200])


def judge(sha256: str, *, at: datetime) -> str:
    """Let the scanner judge a file that waits. Returns the verdict that this gave, empty when it gave none.

    The caller's transaction holds the verdict together with what follows from it.
    """
    file = _content(sha256)
    if file is None or not is_on():
        return ""
    Scan.objects.filter(sha256=sha256).update(tried_at=at)
    try:
        with file:
            answer = clamd.scan(clamd.place(settings.CLAMAV_URL), file)
    except clamd.Unreachable:
        return ""
    verdict = Verdict.INFECTED if answer.finding else Verdict.TOO_LARGE if answer.is_too_large else Verdict.CLEAN
    told = {"verdict": verdict, "finding": answer.finding, "at": at}
    with transaction.atomic():
        is_first = Scan.objects.filter(sha256=sha256, verdict=Verdict.WAITING).update(**told)
    return verdict if is_first else ""


def _content(sha256: str) -> BinaryIO | None:
    for model in (QuestionFile, MessageAttachment):
        kept = model.objects.filter(sha256=sha256).order_by("-pk").first()
        if kept is not None:
            return kept.stored.open("rb")
    return None


def infected(digests: Iterable[str]) -> dict[str, str]:
    """Those in which something was found, with what."""
    wanted = set(digests)
    rows = Scan.objects.filter(sha256__in=wanted, verdict=Verdict.INFECTED) if wanted and is_on() else []
    return {row.sha256: row.finding for row in rows}
