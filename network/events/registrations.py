"""What the events add to other areas: a kind in the facets, my tasks, my things, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue.partners import sections
from loket.core import menus
from loket.core.working_days import local_date
from loket.search import facets
from network.events import findable, pages, registering, webhooks
from network.events.enums import EventState, RegistrationState
from network.events.models import Event, Registration
from network.events.permissions import can_judge

SHOWN = 5
_AREA = "Bijeenkomsten"


def register() -> None:
    menus.register(menus.Page(menus.MAIN, "Bijeenkomsten", "events", "calendar-days", 30))
    text = "Ga naar een training, leersessie of netwerkdag, of stel er zelf een voor."
    menus.register(menus.Page(menus.MEETING, "Bijeenkomsten", "events", "calendar-days", 10, text=text))
    facets.name_code("kind", findable.KIND, "Bijeenkomsten")
    facets.name_code("kind", findable.SERIES_KIND, "Reeksen bijeenkomsten")
    sections.register_section("events", pages.of_organisation)
    webhooks.connect()
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("U bent nergens voor aangemeld.", "Bijeenkomsten bekijken", "events")
    my_loket.register_panel(
        my_loket.Panel("events", "Mijn bijeenkomsten", _going, empty, "calendar-days", "my_events", 15)
    )
    privacy.register_export("bijeenkomsten", _export)
    privacy.register_erasure("bijeenkomsten", _erase)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """An offer that waits for an answer; for organisers who asks to come; for the desk the proposals."""
    offered = Registration.objects.filter(person=user, state=RegistrationState.OFFERED).select_related("event")
    for row in offered:
        yield my_loket.Task(
            row.event.title, row.get_absolute_url(), _AREA, "Er is een plaats voor u", local_date(row.offer_until)
        )
    asking = Registration.objects.filter(
        event__in=Event.objects.organised_by(user), state=RegistrationState.REQUESTED
    ).select_related("event")
    for event in {row.event for row in asking}:
        yield my_loket.Task(event.title, reverse("event_participants", args=[event.slug]), _AREA, "Wacht op toelating")
    if can_judge(user):
        for event in Event.objects.filter(state=EventState.PROPOSED).order_by("created_at")[:20]:
            yield my_loket.Task(event.title, event.get_absolute_url(), _AREA, "Voorstel om te beoordelen")


def _going(user: User) -> list[my_loket.Item]:
    rows = Registration.objects.active().filter(person=user, event__ends_at__gte=timezone.now())
    rows = rows.select_related("event").order_by("event__starts_at")[:SHOWN]
    return [
        my_loket.Item(row.event.title, row.get_absolute_url(), pages.when(row.event), row.get_state_display())
        for row in rows
    ]


def _export(user: User) -> list[dict]:
    rows = Registration.objects.filter(person=user).select_related("event", "needs", "discount").order_by("created_at")
    return [
        {
            "bijeenkomst": row.event.title,
            "begint": row.event.starts_at.isoformat(),
            "stand": row.get_state_display(),
            "plaatsen": row.places,
            "antwoord": row.answer,
            "nodig": row.needed,
            "punten_gebruikt": row.discount.points if hasattr(row, "discount") else 0,
            "aanwezig": row.attended_at.isoformat() if row.attended_at else None,
        }
        for row in rows
    ]


def _erase(user: User, *, at: datetime) -> None:
    """That somebody came stays, for the figures; who it was goes. Places that are still held go to the next."""
    for row in Registration.objects.filter(person=user):
        registering.forget(row, at=at)
