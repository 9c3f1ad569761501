"""One's own calendar to subscribe to: where somebody goes and what they organise, behind a secret address.

Who only waits for a place has nothing in it (hard case 21), and links to take part stay out (case 37).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from loket.accounts.models import User
from network.events import calendars
from network.events.enums import PUBLIC_STATES, RegistrationState
from network.events.models import CalendarAddress, Event
from network.events.models.taking_along import new_token

KEPT_IN_FEED = timedelta(days=180)
MOST = 1_000


def address_of(person: User, *, at: datetime) -> CalendarAddress:
    """The address of somebody's calendar, made when it is asked for the first time."""
    return CalendarAddress.objects.get_or_create(person=person, defaults={"made_at": at})[0]


@transaction.atomic
def renew(person: User, *, at: datetime) -> CalendarAddress:
    """A new address; the old one gives nothing any more."""
    address = CalendarAddress.objects.select_for_update().get(pk=address_of(person, at=at).pk)
    address.token, address.made_at = new_token(), at
    address.save(update_fields=["token", "made_at"])
    return address


def feed(person: User, *, at: datetime) -> str:
    """The calendar of a person; what was called off stands in it as such."""
    going = Q(registrations__person=person, registrations__state=RegistrationState.CONFIRMED)
    own = Q(organiser=person) | Q(second_organiser=person)
    shown = Event.objects.filter(going | own, state__in=PUBLIC_STATES, ends_at__gte=at - KEPT_IN_FEED)
    return calendars.feed(shown.distinct().order_by("starts_at")[:MOST], name="Mijn bijeenkomsten", at=at)
