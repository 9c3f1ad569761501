"""Asking for the newsletter, confirming it, changing one's mind. Each step counts once, however often it is pressed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from loket.core.enums import MailState
from loket.core.models import OutgoingMail
from loket.newsletter import notifications
from loket.newsletter.enums import SubscriptionState
from loket.newsletter.models import Delivery, Subscription
from loket.post.enums import Cause
from loket.post.models import SentMessage
from loket.post.reading.bounces import Bounce

PENDING, ACTIVE = SubscriptionState.PENDING, SubscriptionState.ACTIVE
RESTING, STOPPED = SubscriptionState.RESTING, SubscriptionState.STOPPED
RESTS_AFTER = 3
"""So many editions in a row that did not arrive, and we stop trying."""


@dataclass(frozen=True)
class Choice:
    """What somebody wants: the general newsletter, editions about themes, or both."""

    wants_general: bool
    themes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.wants_general and not self.themes


def ask(address: str, choice: Choice, *, at: datetime) -> Subscription:
    """Somebody typed this address; nothing is sent to it but the question whether it is meant."""
    with transaction.atomic():
        subscription = _held_or_new(address, choice, at)
        if subscription.state == ACTIVE:
            notifications.known_already(subscription, at=at)
            return subscription
        _write(subscription, choice, state=PENDING, asked_at=at)
        notifications.confirm(subscription, at=at)
    return subscription


def subscribe_verified(address: str, choice: Choice, *, at: datetime) -> Subscription:
    """For the address of somebody's own account, which was verified when the account was made."""
    with transaction.atomic():
        subscription = _held_or_new(address, choice, at)
        was_active = subscription.state == ACTIVE
        _write(subscription, choice, state=ACTIVE, confirmed_at=subscription.confirmed_at or at, ended_at=None)
        if not was_active:
            notifications.welcome(subscription, at=at)
    return subscription


def _held_or_new(address: str, choice: Choice, at: datetime) -> Subscription:
    email = address.strip().lower()
    known = Subscription.objects.select_for_update().of(email).first()
    if known:
        return known
    new = {"wants_general": choice.wants_general, "themes": list(choice.themes), "asked_at": at}
    try:
        with transaction.atomic():
            return Subscription.objects.create(email=email, **new)
    except IntegrityError:  # the same form in another tab was first
        return Subscription.objects.select_for_update().of(email).get()


def _write(subscription: Subscription, choice: Choice, **fields) -> None:
    fields |= {"wants_general": choice.wants_general, "themes": list(choice.themes)}
    Subscription.objects.filter(pk=subscription.pk).update(**fields)
    for name, value in fields.items():
        setattr(subscription, name, value)


def confirm(subscription: Subscription, *, at: datetime) -> bool:
    """The button behind the mail. False when it was confirmed before, or is not asked for any more."""
    with transaction.atomic():
        waiting = Subscription.objects.filter(pk=subscription.pk, state=PENDING)
        if not waiting.update(state=ACTIVE, confirmed_at=at, ended_at=None):
            return False
        subscription.refresh_from_db()
        notifications.welcome(subscription, at=at)
    return True


def change(subscription: Subscription, choice: Choice, *, at: datetime) -> None:
    """Another choice, by whoever has the signed link; nothing at all is unsubscribing, something wakes it again."""
    if choice.is_empty:
        stop(subscription, at=at)
        return
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        _write(held, choice, state=ACTIVE, confirmed_at=held.confirmed_at or at, ended_at=None)
    subscription.refresh_from_db()


def stop(subscription: Subscription, *, at: datetime) -> bool:
    """No more mail, also none that waits in the outbox. False when it was stopped before."""
    with transaction.atomic():
        # Whoever writes a batch holds these rows: either it sees that this one stopped, or its mail is taken out here.
        held = Subscription.objects.select_for_update().filter(pk=subscription.pk).first()
        if held is None or held.state == STOPPED:
            return False
        Subscription.objects.filter(pk=held.pk).update(state=STOPPED, ended_at=at)
        forget_waiting_mail([held.pk])
    subscription.state, subscription.ended_at = STOPPED, at
    return True


def forget_waiting_mail(subscriptions: Iterable[int]) -> None:
    """Take out of the outbox what did not leave yet."""
    mails = Delivery.objects.filter(subscription__in=list(subscriptions)).values("mail")
    OutgoingMail.objects.filter(pk__in=mails, state=MailState.QUEUED).delete()


def take_bounce(bounce: Bounce, sent: SentMessage | None, at: datetime) -> None:
    """An edition did not arrive; after three in a row the subscription rests. What is over a limit is our own doing."""
    if sent is not None or not bounce.is_permanent or bounce.cause == Cause.LIMIT or not bounce.original_ids:
        return
    named = Delivery.objects.filter(message_id__in=[each.strip("<>") for each in bounce.original_ids])
    delivery = named.select_related("subscription").first()
    if delivery is None or not named.filter(bounced_at=None).update(bounced_at=at):
        return
    last = list(delivery.subscription.deliveries.order_by("-at", "-pk")[:RESTS_AFTER])
    if len(last) == RESTS_AFTER and all(row.bounced_at for row in last):
        resting = Subscription.objects.filter(pk=delivery.subscription_id, state=ACTIVE)
        resting.update(state=RESTING, ended_at=at)
        forget_waiting_mail([delivery.subscription_id])
