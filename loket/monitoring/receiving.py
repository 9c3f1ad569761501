"""Who receives which report."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from loket.monitoring.models import Recipient
from loket.monitoring.permissions import can_monitor


def add(told: dict, *, by, at: datetime) -> Recipient:
    """Put somebody on the list. Raises ``PermissionDenied``; ``ValidationError`` when the address stands there."""
    _require_keeper(by)
    made = Recipient(**told, by=by, at=at)
    made.full_clean()
    made.save()
    return made


def drop(recipient: Recipient, *, by) -> None:
    """Take somebody off the list; the links in mails that were sent open nothing any more."""
    _require_keeper(by)
    recipient.delete()


def _require_keeper(user) -> None:
    if not can_monitor(user):
        raise PermissionDenied("Alleen een coördinator kan dit wijzigen.")
