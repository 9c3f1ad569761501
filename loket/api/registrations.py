"""What the API adds to other areas: the way to the connections, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.api import delivering, permissions
from loket.api.enums import SubscriptionState
from loket.api.models import Call, Subscription, Token
from loket.core import menus, retention
from loket.core.working_days import local_date

SHOWN = 3
CALLS_KEPT = timedelta(days=365)
TOLD_BEFORE = timedelta(days=14)
_AREA = "Koppelingen"


def register() -> None:
    menus.register(menus.Page(menus.ABOUT, "Handleiding van de API", "api_documentation", "braces", 21))
    menus.register(
        menus.Page(menus.WORK, "Koppelingen", "connections", "plug", 95, allowed=permissions.has_connections)
    )
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("Koppel uw eigen systeem met het loket.", "Lees hoe de API werkt", "api_documentation")
    my_loket.register_panel(my_loket.Panel("connections", "Koppelingen", _own, empty, "plug", "connections", 80))
    privacy.register_export("koppelingen", _export)
    privacy.register_erasure("koppelingen", _erase)
    retention.register("bezorgingen aan webhooks", delivering.throw_away)
    retention.register("aanroepen van de API", _throw_away_calls)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For a partner: tokens in the own name that end soon, and webhooks of the own organisation that stand still."""
    if not permissions.has_connections(user) or not user.organisation_id:
        return
    at = timezone.now()
    ending = Token.objects.usable(at).filter(person=user, expires_at__lt=at + TOLD_BEFORE)
    for token in ending.filter(organisation=user.organisation_id).order_by("expires_at"):
        address = reverse("connections_of", args=[token.organisation_id])
        last_day = local_date(token.expires_at - timedelta(seconds=1))
        yield my_loket.Task(token.name, address, _AREA, "Dit token verloopt: maak een nieuw", last_day)
    paused = Subscription.objects.filter(organisation=user.organisation_id, state=SubscriptionState.PAUSED)
    for webhook in paused.filter(failures__gt=0):
        address = reverse("webhook", args=[webhook.pk])
        yield my_loket.Task(webhook.name, address, _AREA, "Deze webhook staat op pauze: herstel de ontvanger")


def _own(user: User) -> list[my_loket.Item]:
    """Webhooks of the own organisation, those that stand still first."""
    if not permissions.has_connections(user) or not user.organisation_id:
        return []
    rows = Subscription.objects.filter(organisation=user.organisation_id).order_by("-state", "name")[:SHOWN]
    return [
        my_loket.Item(row.name, reverse("webhook", args=[row.pk]), row.url, row.get_state_display()) for row in rows
    ]


def _export(user: User) -> dict:
    return {
        "tokens": [
            {"naam": row.name, "gemaakt": row.made_at.isoformat(), "geldig_tot": row.expires_at.isoformat()}
            for row in Token.objects.filter(person=user)
        ],
        "aanroepen": [
            {"wanneer": row.at.isoformat(), "wat": f"{row.method} {row.path}", "antwoord": row.status}
            for row in Call.objects.filter(person=user)
        ],
    }


def _erase(user: User, *, at: datetime) -> None:
    """What works in this name stops; the rows stay without the name."""
    Token.objects.filter(person=user, withdrawn_at=None).update(withdrawn_at=at)


def _throw_away_calls(at: datetime) -> int:
    return Call.objects.filter(at__lt=at - CALLS_KEPT).delete()[0]
