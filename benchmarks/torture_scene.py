"""What the hands of a torture run do to an event, and the rules it must keep; needs the portal's settings."""

import itertools
import random
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.db.models import Q

from loket.accounts.models import User
from loket.core.workflow import StaleState
from network.events import places, registering
from network.events.enums import ACTIVE, EventState, Kind, RegistrationState
from network.events.models import Event, Registration

REFUSED = (ValidationError, StaleState, places.Busy, registering.AlreadyRegistered)
_numbers = itertools.count()
_OVERSOLD = """
    SELECT e.capacity + e.overbooking, coalesce(sum(r.places), 0) FROM events_event e
    LEFT JOIN events_registration r ON r.event_id = e.id AND r.state IN ('offered', 'confirmed')
    WHERE e.id = %s GROUP BY e.id"""


def prepare(chance: random.Random, people: int, begin: datetime) -> tuple[Event, list[User]]:
    """An open event with a few places, and people who want them."""
    name = f"proef-{next(_numbers)}-{secrets.token_hex(4)}"
    crowd = [User(email=f"{name}-{number}@example.org", name=f"Persoon {number}") for number in range(people)]
    organiser = User.objects.create(email=f"{name}@example.org", name="Organisator")
    starts_at = begin + timedelta(days=60)
    event = Event.objects.create(
        slug=name,
        title="Alles tegelijk",
        kind=Kind.REGIONAL,
        summary="Iedereen tegelijk.",
        state=EventState.OPEN,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        closes_at=starts_at,
        location="Tiel",
        organiser=organiser,
        capacity=chance.randrange(5),
        overbooking=chance.randrange(2),
        created_at=begin,
        changed_at=begin,
        opened_at=begin,
    )
    return event, User.objects.bulk_create(crowd)


def register(event: Event, person: User, at: datetime, count: int = 1) -> str:
    asking = registering.Asking(name=person.name, email=person.email, person=person, places=count)
    return registering.register(event, asking, at=at).state


def resize(event: Event, capacity: int) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=capacity, overbooking=0)


def leave() -> None:
    """A hand gives back its connection."""
    connections.close_all()


def step(event: Event, people: list[User], chance: random.Random, at: datetime) -> str:
    """One thing, by whoever it falls to; returns its name, with a mark when it was refused with a sentence."""
    name, act = chance.choices(_ACTS, weights=_WEIGHTS)[0]
    try:
        act(event, people, chance, at)
    except REFUSED:
        return f"{name}, refused"
    return name


def _self_registers(event: Event, people: list[User], chance: random.Random, at: datetime) -> None:
    register(event, chance.choice(people), at, count=chance.choice((1, 1, 1, 2)))


def _organiser_brings(event: Event, people: list[User], chance: random.Random, at: datetime) -> None:
    person = chance.choice(people)
    asking = registering.Asking(name=person.name, email=person.email, person=person)
    registering.bring(event, asking, by=event.organiser, at=at)


def _cancels(event: Event, people: list[User], chance: random.Random, at: datetime) -> None:
    row = _some(event, chance, Q(state__in=ACTIVE))
    if row:
        registering.cancel(row, by=chance.choice((None, event.organiser)), at=at)


def _accepts(event: Event, people: list[User], chance: random.Random, at: datetime) -> None:
    row = _some(event, chance, Q(state=RegistrationState.OFFERED))
    if row:
        registering.accept_offer(row, by=None, at=at)


def _offers_lapse(event: Event, people: list[User], chance: random.Random, at: datetime) -> None:
    registering.lapse_offers(at=at)


def _capacity_changes(event: Event, people: list[User], chance: random.Random, at: datetime) -> None:
    registering.change_capacity(event, chance.choice((0, 1, 2, 3, 5, 8)), by=event.organiser, at=at)


def _some(event: Event, chance: random.Random, wanted: Q) -> Registration | None:
    rows = list(event.registrations.filter(wanted).select_related("event", "person").order_by("pk"))
    return chance.choice(rows) if rows else None


_ACTS: tuple[tuple[str, Callable], ...] = (
    ("registers", _self_registers),
    ("is brought", _organiser_brings),
    ("cancels", _cancels),
    ("accepts", _accepts),
    ("offers lapse", _offers_lapse),
    ("capacity changes", _capacity_changes),
)
_WEIGHTS = (8, 2, 4, 4, 1, 2)


def oversold(event: Event) -> Iterator[str]:
    """Whether more is given than there is, seen in one statement while the others go on."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERSOLD, [event.pk])
        room, given = cursor.fetchone()
    if given > room:
        yield f"{given} places given of {room}"


def judge(event: Event, begin: datetime) -> Iterator[str]:
    """The rules, when all is quiet."""
    event.refresh_from_db()
    yield from oversold(event)
    rows = list(event.registrations.prefetch_related("history"))
    for row in rows:
        newest = max(row.history.all(), key=lambda step: step.pk, default=None)
        if newest is None or newest.to_state != row.state:
            yield f"registration {row.pk} stands at {row.state}, its history elsewhere: somebody got lost"
    active = [row.person_id for row in rows if row.state in ACTIVE]
    if len(active) != len(set(active)):
        yield "somebody is in twice"
    first = event.registrations.waiting().first()
    left = places.free(event)
    if first and left is not None and first.places <= left:
        yield f"{left} places stand empty while somebody waits for {first.places}"
