"""Events as iCalendar (RFC 5545, RFC 5546): one to go with a mail, and feeds (without secret links)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from loket.core.working_days import AMSTERDAM
from network.events.enums import EventState
from network.events.models import Event

PRODUCT = "-//Loket Gezondheidsbevordering//NL"


def uid(event: Event) -> str:
    """The same for the whole life of an event."""
    return f"bijeenkomst-{event.pk}@{urlsplit(settings.SITE_URL).hostname}"


def invitation(event: Event, email: str, *, at: datetime) -> str:
    """For who has a place: METHOD:REQUEST, which a higher SEQUENCE later moves."""
    return _message(event, "REQUEST", email, at=at, with_link=True)


def withdrawal(event: Event, email: str, *, at: datetime) -> str:
    """Takes the appointment out of the calendar again: METHOD:CANCEL with the same UID."""
    return _message(event, "CANCEL", email, at=at)


def feed(events: Iterable[Event], *, name: str, at: datetime) -> str:
    """A calendar to subscribe to; cancelled events stand in it as such."""
    calendar = _calendar("PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=4))
    for event in events:
        calendar.add_component(_component(event, at=at, is_cancelled=event.state == EventState.CANCELLED))
    calendar.add_component(_timezone())
    return calendar.to_ical().decode()


def _message(event: Event, method: str, email: str, *, at: datetime, with_link: bool = False) -> str:
    calendar = _calendar(method)
    component = _component(event, at=at, is_cancelled=method == "CANCEL", with_link=with_link)
    component.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].strip('>')}")
    component.add("attendee", f"mailto:{email}", parameters={"RSVP": "FALSE", "PARTSTAT": "ACCEPTED"})
    calendar.add_component(component)
    calendar.add_component(_timezone())
    return calendar.to_ical().decode()


@cache
def _timezone() -> icalendar.Timezone:
    """The rules of the clock in Amsterdam; working them out takes longer than all the rest of an invitation."""
    return icalendar.Timezone.from_tzid(AMSTERDAM.key)


def _calendar(method: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _component(event: Event, *, at: datetime, is_cancelled: bool, with_link: bool = False) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", uid(event))
    component.add("dtstamp", at)
    component.add("sequence", event.sequence)
    component.add("summary", event.title)
    component.add("dtstart", event.starts_at.astimezone(AMSTERDAM))
    component.add("dtend", event.ends_at.astimezone(AMSTERDAM))
    component.add("last-modified", event.changed_at)
    component.add("url", f"{settings.SITE_URL}{event.get_absolute_url()}")
    component.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    place = ", ".join(filter(None, (event.location, event.address))) or ("Online" if event.is_online else "")
    if place:
        component.add("location", place)
    told = [event.summary, f"{settings.SITE_URL}{event.get_absolute_url()}"]
    if with_link and event.online_url:
        told.insert(1, f"Meedoen: {event.online_url}")
    component.add("description", "\n\n".join(told))
    return component
