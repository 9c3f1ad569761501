"""Leersessies and first meetings of a coupling as iCalendar (RFC 5545, RFC 5546), to go with a mail."""

from datetime import datetime
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from loket.core.working_days import AMSTERDAM
from network.events.calendars import PRODUCT
from network.regions.models import Coupling, LearnSession

REQUEST, CANCEL = "REQUEST", "CANCEL"


def of_session(session: LearnSession, email: str, *, at: datetime, method: str = REQUEST) -> str:
    """METHOD:REQUEST sets it in a calendar or moves it, CANCEL takes it out; the UID stays the same."""
    return _message("leersessie", session, session.title, email, method, at=at)


def of_coupling(coupling: Coupling, email: str, *, at: datetime, method: str = REQUEST) -> str:
    title = f"Kennismaken: {coupling.helper} en {coupling.learner}"
    return _message("koppeling", coupling, title, email, method, at=at)


def _message(kind: str, subject, title: str, email: str, method: str, *, at: datetime) -> str:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_component(kind, subject, title, email, method, at=at))
    calendar.add_component(icalendar.Timezone.from_tzid(AMSTERDAM.key))
    return calendar.to_ical().decode()


def _component(kind: str, subject, title: str, email: str, method: str, *, at: datetime) -> icalendar.Event:
    link = f"{settings.SITE_URL}{subject.get_absolute_url()}"
    component = icalendar.Event()
    component.add("uid", f"{kind}-{subject.pk}@{urlsplit(settings.SITE_URL).hostname}")
    component.add("dtstamp", at)
    component.add("sequence", subject.sequence)
    component.add("summary", title)
    component.add("dtstart", subject.starts_at.astimezone(AMSTERDAM))
    component.add("dtend", subject.ends_at.astimezone(AMSTERDAM))
    component.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    component.add("url", link)
    component.add("description", link)
    if subject.place:
        component.add("location", subject.place)
    component.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].strip('>')}")
    component.add("attendee", f"mailto:{email}", parameters={"RSVP": "FALSE", "PARTSTAT": "ACCEPTED"})
    return component
