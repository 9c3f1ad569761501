"""What this area adds to the kernel: what is thrown away, the page on held mail, and bounces in the outbox."""

from datetime import datetime, timedelta

from django.db.models import Q

from loket.core import menus, retention
from loket.post import reports
from loket.post.enums import Outcome, RawState
from loket.post.models import Message, RawMessage, SendingLimit
from loket.post.permissions import can_see_held

RAW_KEPT = timedelta(days=180)
AUTOMATIC_KEPT = timedelta(days=90)


def register() -> None:
    reports.register("uitgaande mail", reports.mark_outgoing_mail)
    retention.register("oorspronkelijke mail", _raw)
    retention.register("automatische en geweigerde mail", _automatic)
    menus.register(menus.Page(menus.EDITORS, "Vastgehouden mail", "held_mail", "mail-warning", 60, can_see_held))


def _raw(at: datetime) -> int:
    """The bytes of what was delivered; the message itself is the area's."""
    past = RawMessage.objects.filter(state=RawState.ROUTED, content__isnull=False, finished_at__lt=at - RAW_KEPT)
    return past.update(content=None)


def _automatic(at: datetime) -> int:
    """What no person wrote and is in no thread, or nobody wanted, with its files; what is held waits for a person."""
    before = at - AUTOMATIC_KEPT
    programs = Q(state=RawState.ROUTED, outcome__in=(Outcome.BOUNCE, Outcome.AUTO_REPLY), message__placements=None)
    past = RawMessage.objects.filter(programs | Q(state=RawState.REFUSED), finished_at__lt=before)
    gone = list(past.values_list("pk", flat=True)[:5000])
    for message in Message.objects.filter(raw__in=gone).prefetch_related("attachments"):
        for kept in message.attachments.all():
            kept.stored.delete(save=False)
    SendingLimit.objects.filter(until__lt=before).delete()
    RawMessage.objects.filter(pk__in=gone).delete()
    return len(gone)
