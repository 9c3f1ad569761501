"""What happened, as rows for who asked to hear of it: written in the transaction of what happened."""

import hashlib
import hmac
import json
import secrets
import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.crypto import salted_hmac

from loket.accounts.models import Organisation
from loket.api import permissions, sending
from loket.api.enums import TEST, SubscriptionState
from loket.api.models import Delivery, Subscription
from loket.core import dispatch

MOST_SUBSCRIPTIONS = 10
TASK = "loket.api.tasks.deliver_what_waits"
_SALT = "loket.api.webhook"


def tell(happening: str, data: dict, *, at: datetime, organisation_id: int | None = None) -> int:
    """Write a delivery for every subscription that hears of this; of one organisation alone when it is named.

    Returns how many. One query when nobody listens.
    """
    hearing = Subscription.objects.hearing(happening)
    if organisation_id is not None:
        hearing = hearing.filter(organisation=organisation_id)
    found = [_delivery(subscription, happening, data, at=at) for subscription in hearing]
    if found:
        Delivery.objects.bulk_create(found)
        dispatch.after_commit(TASK)
    return len(found)


def _delivery(subscription: Subscription, happening: str, data: dict, *, at: datetime) -> Delivery:
    number = uuid.uuid4()
    told = {"id": str(number), "event": happening, "at": at.isoformat(), "data": data}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Delivery(
        subscription=subscription, number=number, happening=happening, body=body, created_at=at, not_before=at
    )


def subscribe(
    organisation: Organisation, *, name: str, url: str, happenings: list[str], by, at: datetime
) -> Subscription:
    """A new subscription. Raises ``PermissionDenied``, and ``ValidationError`` for an address we may not speak to."""
    if not permissions.can_manage(by, organisation):
        raise PermissionDenied("U beheert de koppelingen van deze organisatie niet.")
    if Subscription.objects.filter(organisation=organisation).count() >= MOST_SUBSCRIPTIONS:
        raise ValidationError(f"Een organisatie heeft hooguit {MOST_SUBSCRIPTIONS} webhooks.")
    sending.require_allowed(url)
    made = Subscription(
        organisation=organisation,
        name=name,
        url=url,
        happenings=happenings,
        salt=secrets.token_hex(16),
        made_by=by,
        made_at=at,
    )
    made.full_clean()
    made.save()
    return made


def send_test(subscription: Subscription, *, by, at: datetime) -> Delivery:
    """A delivery to try the receiver with; it goes the way of all others."""
    _require_manager(subscription, by)
    made = _delivery(subscription, TEST, {"message": "Dit is een proef van het loket."}, at=at)
    made.save()
    dispatch.after_commit(TASK)
    return made


def pause(subscription: Subscription, *, by, at: datetime) -> None:
    """What happens meanwhile waits."""
    _require_manager(subscription, by)
    active = Subscription.objects.filter(pk=subscription.pk, state=SubscriptionState.ACTIVE)
    active.update(state=SubscriptionState.PAUSED, paused_at=at)


def resume(subscription: Subscription, *, by, at: datetime) -> None:
    """Go on, with what waited."""
    _require_manager(subscription, by)
    paused = Subscription.objects.filter(pk=subscription.pk, state=SubscriptionState.PAUSED)
    if paused.update(state=SubscriptionState.ACTIVE, paused_at=None, failures=0):
        dispatch.after_commit(TASK)


def end(subscription: Subscription, *, by) -> None:
    _require_manager(subscription, by)
    subscription.delete()


def _require_manager(subscription: Subscription, by) -> None:
    if not permissions.can_manage(by, subscription.organisation):
        raise PermissionDenied("U beheert de koppelingen van deze organisatie niet.")


def secret_of(subscription: Subscription) -> str:
    """The secret that the receiver checks signatures with; it follows from the portal's key and stands nowhere."""
    return salted_hmac(_SALT, f"{subscription.pk}:{subscription.salt}", algorithm="sha256").hexdigest()


def signature(subscription: Subscription, body: str, *, at: datetime) -> str:
    """The header that proves who sent it and when: HMAC-SHA256 over ``<seconds>.<body>``."""
    seconds = int(at.timestamp())
    mark = hmac.new(secret_of(subscription).encode(), f"{seconds}.{body}".encode(), hashlib.sha256)
    return f"t={seconds},v1={mark.hexdigest()}"
