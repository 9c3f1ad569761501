"""Events as iCalendar (RFC 5545, RFC 5546): one to go with a mail, and feeds (without secret links)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from icalendar.parser import Contentline

from loket.core.working_days import AMSTERDAM
from network.events.enums import EventState
from network.events.models import Event

PRODUCT = "-//Loket Gezondheidsbevordering//NL"
_CLOCK = "%Y%m%dT%H%M%S"
# Text in a calendar (RFC 5545 §3.3.11).
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_LONGEST = 75


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
    calendar.add_component(_timezone())
    before, mark, rules = calendar.to_ical().decode().partition("BEGIN:VTIMEZONE")
    return "".join([before, *(_in_feed(event, at) for event in events), mark, rules])


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
    if place := _place(event):
        component.add("location", place)
    told = [event.summary, f"{settings.SITE_URL}{event.get_absolute_url()}"]
    if with_link and event.online_url:
        told.insert(1, f"Meedoen: {event.online_url}")
    component.add("description", "\n\n".join(told))
    return component


def _place(event: Event) -> str:
    return ", ".join(filter(None, (event.location, event.address))) or ("Online" if event.is_online else "")


def _in_feed(event: Event, at: datetime) -> str:
    """What ``_component`` says, written at once: a feed has thousands, and the library takes ten times as long.

    A test holds the two together.
    """
    url = f"{settings.SITE_URL}{event.get_absolute_url()}"
    place, told = _place(event), f"{event.summary}\n\n{url}"
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{_escaped(event.title)}",
        f"DTSTART;TZID={AMSTERDAM.key}:{event.starts_at.astimezone(AMSTERDAM):{_CLOCK}}",
        f"DTEND;TZID={AMSTERDAM.key}:{event.ends_at.astimezone(AMSTERDAM):{_CLOCK}}",
        f"DTSTAMP:{at.astimezone(UTC):{_CLOCK}}Z",
        f"UID:{uid(event)}",
        f"SEQUENCE:{event.sequence}",
        f"DESCRIPTION:{_escaped(told)}",
        f"LAST-MODIFIED:{event.changed_at.astimezone(UTC):{_CLOCK}}Z",
        *([f"LOCATION:{_escaped(place)}"] if place else []),
        f"STATUS:{'CANCELLED' if event.state == EventState.CANCELLED else 'CONFIRMED'}",
        f"URL:{url}",
        "END:VEVENT",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ESCAPES)


def _folded(line: str) -> str:
    """Lines of at most 75 bytes (RFC 5545 §3.1), also where a letter takes more than one."""
    if line.isascii():
        first, rest = line[:_LONGEST], line[_LONGEST:]
        return "\r\n ".join([first, *(rest[at : at + _LONGEST - 1] for at in range(0, len(rest), _LONGEST - 1))])
    return Contentline(line).to_ical().decode()
