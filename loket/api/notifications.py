"""The mails of the API: a token was made in your name; a webhook was paused."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.api.models import Subscription, Token
from loket.core import outbox


def token_made(token: Token, *, at: datetime) -> None:
    """To the person in whose name it works, so that nobody acts for somebody who does not know."""
    context = {"token": token, "person": token.person, "maker": token.made_by, "url": _page(token.organisation_id)}
    outbox.queue(to=token.person.email, template="api/token_made", context=context, at=at)


def paused(subscription: Subscription, *, at: datetime) -> None:
    """To the partners of the organisation, once for this pause."""
    url = f"{settings.SITE_URL}{reverse('webhook', args=[subscription.pk])}"
    people = User.objects.with_role(Role.PARTNER).filter(organisation=subscription.organisation_id)
    for person in people:
        outbox.queue(
            to=person.email,
            template="api/webhook_paused",
            context={"subscription": subscription, "person": person, "url": url},
            at=at,
            dedupe_key=f"webhook-paused:{subscription.pk}:{at.isoformat()}:{person.pk}",
        )


def _page(organisation_id: int) -> str:
    return f"{settings.SITE_URL}{reverse('connections_of', args=[organisation_id])}"
