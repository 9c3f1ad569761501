"""Events and registrations for tests; traits carry the name of a state."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from network.events import registering
from network.events.enums import EventState, Kind
from network.events.models import Event, Registration
from tests.factories import UserFactory

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
START = datetime(2026, 4, 9, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class EventFactory(DjangoModelFactory):
    """Open for registration, unless a trait says otherwise."""

    class Meta:
        model = Event

    class Params:
        proposed = factory.Trait(state=EventState.PROPOSED, opened_at=None)
        approved = factory.Trait(state=EventState.APPROVED, opened_at=None)
        closed = factory.Trait(state=EventState.CLOSED)
        held = factory.Trait(state=EventState.HELD)
        cancelled = factory.Trait(state=EventState.CANCELLED, cancel_reason="De zaal is afgebrand")

    slug = factory.Sequence(lambda n: f"bijeenkomst-{n}")
    title = factory.Sequence(lambda n: f"Samen wandelen {n}")
    kind = Kind.REGIONAL
    summary = "Wat wandelen in de wijk oplevert."
    state = EventState.OPEN
    starts_at = START
    ends_at = START + timedelta(hours=3)
    closes_at = START
    location = "Tiel"
    organiser = factory.SubFactory(UserFactory)
    created_at = AT - timedelta(days=10)
    changed_at = AT - timedelta(days=10)
    opened_at = AT - timedelta(days=5)


def asking(person=None, **changes) -> registering.Asking:
    """What a signed-in person fills in; a new person when none is given."""
    person = person or UserFactory()
    return registering.Asking(**{"name": person.name, "email": person.email, "person": person} | changes)


def guest(email: str = "gast@example.org", **changes) -> registering.Asking:
    return registering.Asking(name="Gast Voorbeeld", email=email, **changes)


def registered(event: Event, *, at: datetime = AT, person=None, **changes) -> Registration:
    return registering.register(event, asking(person, **changes), at=at)
