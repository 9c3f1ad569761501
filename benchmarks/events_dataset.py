"""Many events and people, the same on every run; needs the portal's settings."""

import random
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone

from benchmarks import words
from loket.accounts.models import User
from loket.vocabulary import lookup
from network.events.enums import EventState, Kind, Venue
from network.events.models import Event, Registration
from network.events.registering import address_key

BATCH = 2_000
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def fill(events: int, people: int) -> None:
    """So many events to come, a few registrations with each, and so many people who could be invited."""
    chance = random.Random(20_261_122)
    organiser = User.objects.create(email="organiseert@example.org", name="Organisator", password="!")
    for first in range(0, people, BATCH):
        User.objects.bulk_create(_person(chance, number) for number in range(first, min(first + BATCH, people)))
    for first in range(0, events, BATCH):
        made = [_event(chance, organiser, number) for number in range(first, min(first + BATCH, events))]
        _register(Event.objects.bulk_create(made))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _person(chance: random.Random, number: int) -> User:
    themes, sectors, areas = _codes()
    return User(
        email=f"meting-{number}@example.org",
        name=f"Persoon{number} Meting",
        password="!",
        sector=chance.choice(sectors),
        level=chance.choice("1234"),
        areas=[chance.choice(areas)],
        themes=chance.sample(themes, 3),
        is_active=chance.random() < 0.98,
    )


def _codes() -> tuple[list[str], list[str], list[str]]:
    themes, sectors = ([code for code, _ in lookup.choices(scheme)] for scheme in ("theme", "sector"))
    return themes, sectors, [code for code, _ in lookup.area_choices("ggd-region", "municipality")]


def _event(chance: random.Random, organiser: User, number: int) -> Event:
    themes, sectors, areas = _codes()
    starts_at = timezone.now() + timedelta(days=2 + number % 700, hours=chance.randrange(8))
    title = " ".join(["wandelen" if number % 20 == 0 else "", *words.some(chance, 4)]).strip().capitalize()
    return Event(
        slug=f"meting-{number}",
        title=title[:160],
        kind=chance.choice(Kind.values),
        summary=" ".join(words.some(chance, 20))[:400],
        state=EventState.OPEN,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        closes_at=starts_at,
        venue=chance.choice(Venue.values),
        location="Tiel",
        themes=chance.sample(themes, 2),
        areas=[chance.choice(areas)],
        levels=[chance.choice("1234")],
        sectors=chance.sample(sectors, chance.randrange(3)),
        organiser=organiser,
        capacity=40,
        created_at=timezone.now(),
        changed_at=timezone.now(),
        opened_at=timezone.now(),
    )


def _register(events: list[Event]) -> None:
    Registration.objects.bulk_create(
        Registration(
            event=event,
            name="Deelnemer",
            email=f"{number}@example.org",
            address_key=address_key(f"{number}@example.org"),
            state="confirmed",
            token=f"{event.slug}-{number}",
            created_at=timezone.now(),
        )
        for event in events
        for number in range(3)
    )


def crowd(slug: str, places: int, people: int) -> list[str]:
    """An event with so many places, and the keys of the sessions of so many people."""
    organiser = User.objects.get(email="organiseert@example.org")
    event = _event(random.Random(1), organiser, 30)
    event.slug, event.capacity = slug, places
    event.save()
    made = User.objects.bulk_create(
        User(email=f"{slug}-{number}@example.org", name=f"Persoon {number}", password="!") for number in range(people)
    )
    return [_session(person) for person in made]


def _session(person: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), _BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key
