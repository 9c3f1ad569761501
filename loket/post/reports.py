"""Reports of mail that did not arrive, brought home to the mail that they are about."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from loket.core.enums import MailState
from loket.core.models import OutgoingMail
from loket.post import routing
from loket.post.enums import Cause, Kind
from loket.post.models import Message, SendingLimit, SentMessage
from loket.post.reading.bounces import Bounce

BY_ADDRESS_WITHIN = timedelta(days=3)
PAUSE = timedelta(hours=1)
DELAYED = "Onze mail is vertraagd; de mailserver probeert het opnieuw."
UNKNOWN = "Wij weten niet om welke mail van ons het gaat."

_listeners: dict[str, Callable[[Bounce, SentMessage | None, datetime], None]] = {}


def register(name: str, listener: Callable[[Bounce, SentMessage | None, datetime], None]) -> None:
    """``listener(bounce, sent, at)`` hears of each mail that did not arrive, in the transaction that files the report.

    ``sent`` is ``None`` when the report names no mail of a thread: then only ``bounce.recipients`` is known.
    """
    _listeners[name] = listener


def bounce_of(message: Message) -> Bounce:
    return Bounce(**message.report)


def take_in(message: Message, *, at: datetime) -> SentMessage | None:
    """File a report with the mail that it is about, and tell who listens. A delay is no failure.

    Returns that mail, or ``None`` when the report names none of ours.
    """
    bounce = bounce_of(message)
    sent = _about(message, bounce)
    if message.kind == Kind.DELAY:
        return sent
    if bounce.cause == Cause.LIMIT:
        _take_limit(message, bounce, at)
    if sent and not sent.bounced_at:
        told = {"bounced_at": at, "bounce_cause": bounce.cause, "bounce_told": bounce.diagnostic[:500]}
        SentMessage.objects.filter(pk=sent.pk).update(**told)
        sent.bounced_at, sent.bounce_cause, sent.bounce_told = told.values()
        route = routing.named(sent.thread.route)
        if route:
            route.bounced(sent, bounce, at)
    for listener in _listeners.values():
        listener(bounce, sent, at)
    return sent


def sentence(message: Message, sent: SentMessage | None) -> str:
    if sent is None:
        return UNKNOWN
    return DELAYED if message.kind == Kind.DELAY else Cause(bounce_of(message).cause).label


def mark_outgoing_mail(bounce: Bounce, sent: SentMessage | None, at: datetime) -> None:
    """Show at the mail in the outbox that it did not arrive."""
    if sent and sent.mail_id:
        told = f"Niet aangekomen: {Cause(bounce.cause).label} {bounce.diagnostic}"
        OutgoingMail.objects.filter(pk=sent.mail_id).update(error=told[:500])


def _about(message: Message, bounce: Bounce) -> SentMessage | None:
    """By the Message-ID that the report gives back, by the reference in the address, or by who could not be reached.

    Only a report that gives no Message-ID at all is matched by the recipient: programs that send those are old.
    """
    found = SentMessage.objects.select_related("thread")
    by_id = found.filter(message_id__in=bounce.original_ids).order_by("-pk").first()
    if by_id or bounce.original_ids:
        return by_id
    lately = found.filter(sent_at__gte=message.received_at - BY_ADDRESS_WITHIN).order_by("-pk")
    tokens = [match[2] for each in message.envelope if (match := routing.IN_ADDRESS.match(each))]
    if tokens:
        of_thread = lately.filter(thread__token__in=tokens)
        named = of_thread.filter(recipient__in=bounce.recipients).first()
        return named or of_thread.filter(is_internal=False).first()
    return lately.filter(recipient__in=bounce.recipients).first() if bounce.is_permanent else None


def _take_limit(message: Message, bounce: Bounce, at: datetime) -> None:
    """The provider lets no more mail through: say so once, and send nothing for an hour when that is certain.

    Anybody can write such a report; only one that our own server vouches for stops our mail.
    """
    if SendingLimit.objects.filter(until__gt=at).exists():
        return
    domain = message.author_address.rpartition("@")[2]
    is_proven = message.authentication == "pass" and domain == settings.MAIL_DOMAIN
    SendingLimit.objects.create(since=at, until=at + PAUSE, told=bounce.diagnostic[:500], is_proven=is_proven)
    if is_proven:
        OutgoingMail.objects.filter(state=MailState.QUEUED, not_before__lt=at + PAUSE).update(not_before=at + PAUSE)
