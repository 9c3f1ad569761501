"""What the page of a series needs; read-only."""

from datetime import datetime

from loket.core import markdown
from network.events import pages, permissions
from network.events.models import Event, Registration, Series


def series_page(series: Series, user, *, at: datetime) -> dict:
    """The events in order, what one can register for, and what one has already."""
    events = pages.with_places_left(list(Event.objects.visible_to(user).filter(series=series).order_by("starts_at")))
    own = _own(events, user)
    cards = [pages.card(event) | {"own": own.get(event.pk)} for event in events]
    return {
        "series": series,
        "description": markdown.to_html(series.description),
        "coming": [card for card in cards if card["event"].ends_at >= at],
        "past": [card for card in cards if card["event"].ends_at < at],
        "open": [event for event in events if event.takes_registrations(at) and event.pk not in own],
        "organises": user.is_authenticated and any(permissions.can_organise(user, event) for event in events),
        "has_public": any(event.is_public for event in events),
    }


def _own(events: list[Event], user) -> dict[int, Registration]:
    if not user.is_authenticated:
        return {}
    rows = Registration.objects.active().filter(person=user, event__in=events)
    return {row.event_id: row for row in rows}


def beside(event: Event, user) -> list[Event]:
    """The other events of its series that this person may see, in order; for the page of one of them."""
    if not event.series_id:
        return []
    return list(
        Event.objects.visible_to(user).filter(series=event.series_id).order_by("starts_at").exclude(pk=event.pk)
    )
