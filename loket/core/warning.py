"""Nothing of a person goes away unannounced: a mail first, and what was announced goes a month later.

The mail itself is the record: outgoing mail is kept for ninety days (``retention.MAIL_KEPT``).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from loket.core.models import OutgoingMail

WARNED_BEFORE = timedelta(days=30)


def warned_in_time(keys: Iterable[str], *, at: datetime) -> set[str]:
    """Those of these keys of mails under which a mail was written at least a month before ``at``."""
    written = OutgoingMail.objects.filter(dedupe_key__in=list(keys), created_at__lte=at - WARNED_BEFORE)
    return set(written.values_list("dedupe_key", flat=True))
