"""What is thrown away after its term, every day; areas register their share in ``apps.py``.

The terms stand in ``docs/decisions.md`` (*Bewaartermijnen*).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from loket.core.enums import MailState
from loket.core.models import OutgoingMail

MAIL_KEPT = timedelta(days=90)

_sweeps: dict[str, Callable[[datetime], int]] = {}


def register(name: str, sweep: Callable[[datetime], int]) -> None:
    """``sweep(at)`` removes what is past its term at that moment and returns how many; ``name`` is Dutch."""
    _sweeps[name] = sweep


def run(*, at: datetime) -> dict[str, int]:
    """Throw away what is past its term; returns how many of what. A second run finds nothing."""
    return {name: sweep(at) for name, sweep in sorted(_sweeps.items())}


def register_own_parts() -> None:
    register("verlopen sessies", _sessions)
    register("verstuurde mail", _mail)


def _sessions(at: datetime) -> int:
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def _mail(at: datetime) -> int:
    """Mail that left or never will; what is unsure waits for a person."""
    done = OutgoingMail.objects.filter(state__in=(MailState.SENT, MailState.FAILED), created_at__lt=at - MAIL_KEPT)
    return done.delete()[0]
