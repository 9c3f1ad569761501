"""Sending what waits: claimed, handed over side by side, and marked; tried again with growing pauses.

A receiver hears of a thing at least once: after a crash between the hand-over and the mark it is sent again, with the
same number, by which the receiver knows it. A receiver that hangs takes ten seconds of its own portion, and no other's.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from loket.api import hearing, notifications, sending
from loket.api.enums import DeliveryState, SubscriptionState
from loket.api.models import Delivery, Subscription

logger = logging.getLogger(__name__)

AT_ONCE = 20
MOST_PER_RECEIVER = 4
MOST_PORTIONS = 15
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
CUT_OFF_AFTER = timedelta(minutes=5)
FAILURES_BEFORE_PAUSE = 15
KEPT = timedelta(days=30)


def deliver(*, at: datetime) -> int:
    """Send what is due, at most a few hundred. Returns how many were tried."""
    _take_back(at)
    tried = 0
    for _portion in range(MOST_PORTIONS):
        claimed = _claim(at)
        if not claimed:
            break
        answers = asyncio.run(_hand_over(claimed))
        for delivery, answer in zip(claimed, answers, strict=True):
            _mark(delivery, answer, at=timezone.now())
        tried += len(claimed)
    return tried


def _take_back(at: datetime) -> None:
    """What was cut off half-way waits again."""
    cut_off = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=at - CUT_OFF_AFTER)
    cut_off.update(state=DeliveryState.QUEUED)


def _claim(at: datetime) -> list[Delivery]:
    """A portion of what is due, the oldest first, with few to one receiver so that it cannot fill the portion."""
    with transaction.atomic():
        due = Delivery.objects.due(at).select_related("subscription").order_by("not_before", "pk")
        found, counts = [], {}
        for delivery in due.select_for_update(skip_locked=True, of=("self",))[: AT_ONCE * MOST_PER_RECEIVER]:
            number = counts[delivery.subscription_id] = counts.get(delivery.subscription_id, 0) + 1
            if number <= MOST_PER_RECEIVER and len(found) < AT_ONCE:
                found.append(delivery)
        wanted = Delivery.objects.filter(pk__in=[delivery.pk for delivery in found])
        wanted.update(state=DeliveryState.SENDING, claimed_at=at, attempts=F("attempts") + 1)
    for delivery in found:
        delivery.attempts += 1
    return found


async def _hand_over(claimed: list[Delivery]) -> list[sending.Answer]:
    return await asyncio.gather(*(_send(delivery) for delivery in claimed))


async def _send(delivery: Delivery) -> sending.Answer:
    headers = {
        "User-Agent": f"Loket-Webhook/1 (+{settings.SITE_URL})",
        "Loket-Event": delivery.happening,
        "Loket-Delivery": str(delivery.number),
        "Loket-Signature": hearing.signature(delivery.subscription, delivery.body, at=timezone.now()),
    }
    return await sending.post(delivery.subscription.url, delivery.body, headers)


@transaction.atomic
def _mark(delivery: Delivery, answer: sending.Answer, *, at: datetime) -> None:
    told = {"status": answer.status, "error": answer.error[:300]}
    own = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING)
    subscription = Subscription.objects.filter(pk=delivery.subscription_id)
    if answer.is_received:
        own.update(state=DeliveryState.DELIVERED, delivered_at=at, **told)
        subscription.filter(failures__gt=0).update(failures=0)
        return
    told["error"] = told["error"] or f"De ontvanger antwoordde met {answer.status}."
    is_last = delivery.attempts > len(PAUSES)
    if is_last:
        own.update(state=DeliveryState.FAILED, **told)
    else:
        own.update(state=DeliveryState.QUEUED, not_before=at + PAUSES[delivery.attempts - 1], **told)
    subscription.update(failures=F("failures") + 1)
    _pause_after_too_many(delivery.subscription_id, at=at)
    logger.info("webhook not delivered", extra={"delivery": delivery.pk, "attempt": delivery.attempts})


def _pause_after_too_many(number: int, *, at: datetime) -> None:
    tired = Subscription.objects.filter(pk=number, state=SubscriptionState.ACTIVE, failures__gte=FAILURES_BEFORE_PAUSE)
    if tired.update(state=SubscriptionState.PAUSED, paused_at=at):
        notifications.paused(Subscription.objects.select_related("organisation").get(pk=number), at=at)


def throw_away(at: datetime) -> int:
    """Deliveries are kept for a month, whatever became of them; what still waits by then is no news."""
    return Delivery.objects.filter(created_at__lt=at - KEPT).delete()[0]
