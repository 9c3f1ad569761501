"""Mails about events and registrations; written in the transaction of the change, one per person."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.core import outbox
from network.events import calendars
from network.events.enums import HOLDING, RegistrationState
from network.events.models import Event, Registration
from network.events.permissions import DESK_ROLES


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tell(registration: Registration, template: str, *, at: datetime, calendar: str = "", **context) -> None:
    outbox.queue(
        to=registration.email,
        template=f"events/{template}",
        at=at,
        calendar=calendar,
        context={
            "registration": registration,
            "event": registration.event,
            "link": _link(registration.get_absolute_url()),
            **context,
        },
    )


def confirm_address(registration: Registration, *, at: datetime) -> None:
    _tell(registration, "confirm_address", at=at)


def known_already(registration: Registration, *, at: datetime) -> None:
    _tell(registration, "known_already", at=at)


def requested(registration: Registration, *, at: datetime) -> None:
    """The asker waits for a yes; the organiser is told that somebody waits."""
    _tell(registration, "requested", at=at)
    organiser = registration.event.organiser
    if organiser and organiser.is_active:
        link = _link(reverse("event_participants", args=[registration.event.slug]))
        context = {"registration": registration, "event": registration.event, "person": organiser, "link": link}
        outbox.queue(to=organiser.email, template="events/to_admit", at=at, context=context)


def waiting(registration: Registration, *, position: int, at: datetime) -> None:
    _tell(registration, "waiting", at=at, position=position)


def offered(registration: Registration, *, at: datetime) -> None:
    _tell(registration, "offered", at=at)


def offer_lapsed(registration: Registration, *, at: datetime) -> None:
    _tell(registration, "offer_lapsed", at=at)


def confirmed(registration: Registration, *, at: datetime) -> None:
    """With the appointment, and the way to the ticket for the door."""
    calendar = calendars.invitation(registration.event, registration.email, at=at)
    ticket = _link(reverse("registration_ticket", args=[registration.token]))
    _tell(registration, "confirmed", at=at, calendar=calendar, ticket=ticket)


def refused(registration: Registration, *, note: str, at: datetime) -> None:
    _tell(registration, "refused", at=at, note=note)


def cancelled(registration: Registration, *, had_place: bool, at: datetime) -> None:
    """Who had a place also gets it out of the calendar; who only waited has nothing there."""
    calendar = calendars.withdrawal(registration.event, registration.email, at=at) if had_place else ""
    _tell(registration, "cancelled", at=at, calendar=calendar, had_place=had_place)


def asked_to_evaluate(registration: Registration, *, at: datetime) -> None:
    _tell(registration, "evaluate", at=at)


def moved(event: Event, *, at: datetime) -> None:
    """Another time or place: to all who have a place, or are asked to take one, or wait."""
    for registration in event.registrations.active().exclude(state=RegistrationState.UNCONFIRMED):
        registration.event = event
        has_place = registration.state == RegistrationState.CONFIRMED
        calendar = calendars.invitation(event, registration.email, at=at) if has_place else ""
        _tell(registration, "moved", at=at, calendar=calendar, has_place=registration.state in HOLDING)


def called_off(event: Event, *, at: datetime) -> None:
    for registration in event.registrations.active().exclude(state=RegistrationState.UNCONFIRMED):
        registration.event = event
        has_place = registration.state == RegistrationState.CONFIRMED
        calendar = calendars.withdrawal(event, registration.email, at=at) if has_place else ""
        _tell(registration, "called_off", at=at, calendar=calendar)


def proposed(event: Event, *, at: datetime) -> None:
    """Desk and coordinators hear of a new proposal."""
    people = get_user_model().objects.filter(is_active=True, roles__overlap=[role.value for role in DESK_ROLES])
    for person in people:
        context = {"event": event, "person": person, "link": _link(event.get_absolute_url())}
        outbox.queue(to=person.email, template="events/proposed", at=at, context=context)


def judged(event: Event, *, note: str, at: datetime) -> None:
    """The proposer hears yes or no, with the reason."""
    organiser = event.organiser
    if organiser and organiser.is_active:
        context = {"event": event, "person": organiser, "note": note, "link": _link(event.get_absolute_url())}
        outbox.queue(to=organiser.email, template="events/judged", at=at, context=context)
