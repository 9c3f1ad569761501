"""What the pages about connections show; read-only."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from loket.accounts.enums import Role
from loket.accounts.models import Organisation
from loket.api import hearing
from loket.api.enums import DeliveryState, Happening, Scope
from loket.api.models import Call, Delivery, Subscription, Token

CALLS_PER_PAGE = 50
DELIVERIES_PER_PAGE = 25
SHOWN_CALLS = 5
_STATUS_KINDS = {
    DeliveryState.DELIVERED: "success",
    DeliveryState.FAILED: "danger",
    DeliveryState.QUEUED: "neutral",
    DeliveryState.SENDING: "neutral",
}


def with_partners() -> QuerySet[Organisation]:
    """Organisations that have a partner among their people, with how many connections they have."""
    has_partner = Q(people__roles__contains=[Role.PARTNER], people__is_active=True)
    return (
        Organisation.objects.filter(has_partner)
        .annotate(
            token_count=Count("api_tokens", filter=Q(api_tokens__withdrawn_at=None), distinct=True),
            webhook_count=Count("api_subscriptions", distinct=True),
        )
        .order_by("sort_key", "pk")
    )


def overview(organisation: Organisation, *, at: datetime) -> dict:
    """The tokens and webhooks of one organisation, and the last calls."""
    rows = Token.objects.filter(organisation=organisation).select_related("person")
    return {
        "organisation": organisation,
        "tokens": [_token(token, at) for token in rows],
        "webhooks": list(Subscription.objects.filter(organisation=organisation)),
        "calls": list(Call.objects.filter(organisation=organisation).select_related("token")[:SHOWN_CALLS]),
    }


def _token(token: Token, at: datetime) -> dict:
    if token.withdrawn_at:
        status = {"label": "Ingetrokken", "kind": "inactive"}
    elif token.expires_at <= at:
        status = {"label": "Verlopen", "kind": "inactive"}
    else:
        status = {"label": "Werkt", "kind": "success"}
    return {
        "token": token,
        "status": status,
        "is_usable": token.is_usable(at),
        "scopes": ", ".join(Scope(code).label for code in token.scopes),
    }


def calls(organisation: Organisation, number: str | None) -> dict:
    rows = Call.objects.filter(organisation=organisation).select_related("token", "person")
    return {"organisation": organisation, "page": Paginator(rows, CALLS_PER_PAGE).get_page(number)}


def webhook(subscription: Subscription, number: str | None) -> dict:
    """One webhook with its log, the newest first."""
    page = Paginator(Delivery.objects.filter(subscription=subscription), DELIVERIES_PER_PAGE).get_page(number)
    labels = dict(Happening.choices)
    return {
        "webhook": subscription,
        "organisation": subscription.organisation,
        "secret": hearing.secret_of(subscription),
        "happenings": [labels[code] for code in subscription.happenings if code in labels],
        "page": page,
        "rows": [_row(delivery, labels) for delivery in page],
    }


def _row(delivery: Delivery, labels: dict[str, str]) -> dict:
    return {
        "delivery": delivery,
        "about": labels.get(delivery.happening, "Proef"),
        "kind": _STATUS_KINDS[delivery.state],
    }
