"""Mails about a subscription; a link opens a page, the act is a button there."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.core import outbox
from loket.newsletter import rendering
from loket.newsletter.models import Subscription


def confirm(subscription: Subscription, *, at: datetime) -> None:
    """Ask whether it is really this person who asked; at most one mail an hour to an address."""
    context = {"link": rendering.link_to_confirm(subscription), "at": at}
    _once_an_hour(subscription, "confirm", context, at=at)


def known_already(subscription: Subscription, *, at: datetime) -> None:
    """Somebody asked for what this address has already; who asked is told the same as everybody."""
    context = {"link": rendering.link_to_preferences(subscription)}
    _once_an_hour(subscription, "known_already", context, at=at)


def welcome(subscription: Subscription, *, at: datetime) -> None:
    context = {
        "preferences": rendering.link_to_preferences(subscription),
        "stop": rendering.link_to_stop(subscription),
        "archive": f"{settings.SITE_URL}{reverse('newsletter')}",
    }
    outbox.queue(to=subscription.email, template="newsletter/welcome", context=context, at=at)


def _once_an_hour(subscription: Subscription, name: str, context: dict, *, at: datetime) -> None:
    key = f"newsletter:{name}:{subscription.pk}:{at:%Y-%m-%d-%H}"
    outbox.queue(to=subscription.email, template=f"newsletter/{name}", context=context, at=at, dedupe_key=key)
