"""The life of an event, from a proposal that first looked where it could join to what it yielded."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from loket.core.workflow import Transition, Workflow
from loket.core.working_days import AMSTERDAM
from loket.search import index
from network.events import discounts, evaluating, findable, notifications, permissions, places, registering
from network.events.enums import COMING_STATES, EventState
from network.events.models import Event, EventHistory, Needs

S = EventState

EVENTS = Workflow(
    [
        Transition("approve", frozenset({S.PROPOSED}), S.APPROVED, permissions.can_judge, "Goedkeuren"),
        Transition("refuse", frozenset({S.PROPOSED}), S.REFUSED, permissions.can_judge, "Niet doen"),
        Transition("withdraw", frozenset({S.PROPOSED}), S.REFUSED, permissions.can_withdraw, "Voorstel intrekken"),
        Transition("open", frozenset({S.APPROVED, S.CLOSED}), S.OPEN, permissions.can_organise, "Inschrijving openen"),
        Transition("close", frozenset({S.OPEN}), S.CLOSED, permissions.can_organise, "Inschrijving sluiten"),
        Transition(
            "cancel", frozenset({S.APPROVED, S.OPEN, S.CLOSED}), S.CANCELLED, permissions.can_organise, "Afgelasten"
        ),
        Transition("hold", frozenset(COMING_STATES), S.HELD, permissions.by_the_portal, "Geweest"),
        Transition("evaluate", frozenset({S.HELD}), S.EVALUATED, permissions.can_organise, "Afronden"),
    ],
    history=lambda: EventHistory,
)
# What a calendar must hear of when it changes.
IN_CALENDARS = frozenset({"title", "starts_at", "ends_at", "location", "address", "online_url", "venue"})
# What only a step of its own may change.
_OWN_STEP = frozenset({"capacity", "state", "slug", "sequence"})
LONGEST_LOOKED_AT = 20
# Pages of the calendar live beside the events.
RESERVED_SLUGS = frozenset({"mijn", "voorstellen", "reeksen"})


def propose(content: dict, *, looked_at: list[dict], why_new: str, by, at: datetime) -> Event:
    """Write a proposal. ``looked_at``: what it could have joined, each ``title``, ``url`` and ``why_not``.

    Raises ``ValidationError`` when nothing was looked at or no reason is given (000 §2.4: *aanhaken* first).
    """
    if not permissions.can_propose(by):
        raise PermissionDenied("Log in om een bijeenkomst voor te stellen.")
    if not why_new.strip():
        raise ValidationError({"why_new": "Schrijf waarom aanhaken bij iets bestaands niet past."})
    event = Event(
        **content,
        organiser=by,
        organisation=by.organisation,
        looked_at=looked_at[:LONGEST_LOOKED_AT],
        why_new=why_new.strip(),
        created_at=at,
        changed_at=at,
        slug=_slug(content["title"]),
    )
    event.full_clean()
    with transaction.atomic():
        event.save()
        EventHistory.objects.create(subject=event, at=at, by=by, act="propose", to_state=S.PROPOSED)
        notifications.proposed(event, at=at)
    return event


def approve(event: Event, *, by, at: datetime, note: str = "") -> None:
    with transaction.atomic():
        EVENTS.apply(event, "approve", by=by, at=at, note=note)
        notifications.judged(event, note=note, at=at)


def refuse(event: Event, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf waarom dit voorstel niet doorgaat. De indiener leest dit.")
    with transaction.atomic():
        EVENTS.apply(event, "refuse", by=by, at=at, note=note)
        notifications.judged(event, note=note, at=at)


def withdraw(event: Event, *, by, at: datetime) -> None:
    """Take the own proposal back. Raises ``StaleState`` when the desk has judged it already."""
    EVENTS.apply(event, "withdraw", by=by, at=at)


def open_registration(event: Event, *, by, at: datetime) -> None:
    """Open, or open again. From here on everybody can find it."""
    if at >= event.closes_at:
        raise ValidationError("De dag waarop de inschrijving sluit, is al voorbij. Verander die eerst.")
    with transaction.atomic():
        EVENTS.apply(event, "open", by=by, at=at, opened_at=event.opened_at or at, changed_at=at)
        _find(event)
    with places.held(event.pk) as held:
        registering.fill(held, at=at)


def _find(event: Event) -> None:
    """Renew it in the search index, and its series with it."""
    index.put(findable.document(event))
    findable.renew_series(event.series_id)


def close_registration(event: Event, *, by, at: datetime) -> None:
    EVENTS.apply(event, "close", by=by, at=at)


def change(event: Event, changes: dict, *, by, at: datetime) -> None:
    """Change what the event says. Who has a place hears of another time or place by mail and in the calendar."""
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisator verandert deze bijeenkomst.")
    if _OWN_STEP & changes.keys():
        raise ValueError("these have a step of their own")
    with places.held(event.pk) as held:
        told = {name for name, value in changes.items() if name in IN_CALENDARS and getattr(held, name) != value}
        began = held.starts_at
        for name, value in changes.items():
            setattr(held, name, value)
        held.changed_at = at
        held.sequence += bool(told)
        held.full_clean(exclude=["organiser", "second_organiser", "organisation"])
        held.save()
        _move_programme(held, began)
        EventHistory.objects.create(subject=held, at=at, by=by, act="change", note=", ".join(sorted(told)))
        if held.is_public:
            _find(held)
        if told and held.state in COMING_STATES:
            notifications.moved(held, at=at)
    event.refresh_from_db()


def _move_programme(event: Event, began: datetime) -> None:
    """The parts keep their distance from the beginning, on the clock of the day."""
    if event.starts_at == began:
        return
    moved = _clock(event.starts_at) - _clock(began)
    for part in event.sessions.all():
        part.starts_at = (_clock(part.starts_at) + moved).replace(tzinfo=AMSTERDAM)
        part.ends_at = (_clock(part.ends_at) + moved).replace(tzinfo=AMSTERDAM)
        part.save(update_fields=["starts_at", "ends_at"])


def _clock(moment: datetime) -> datetime:
    return moment.astimezone(AMSTERDAM).replace(tzinfo=None)


def cancel(event: Event, *, by, at: datetime, reason: str) -> None:
    """It does not go on: everybody who was in or waiting is told, calendars take it out, no place is given any more."""
    if not reason.strip():
        raise ValidationError("Schrijf waarom het niet doorgaat. Iedereen die is aangemeld leest dit.")
    with places.held(event.pk) as held:
        changes = {"cancel_reason": reason.strip(), "sequence": held.sequence + 1, "changed_at": at}
        EVENTS.apply(held, "cancel", by=by, at=at, note=reason.strip(), **changes)
        index.remove(findable.SUBJECT_TYPE, held.pk)
        findable.renew_series(held.series_id)
        for registration in held.registrations.filter(discount__returned_at=None, discount__isnull=False):
            registration.event = held
            discounts.give_back(registration, at=at)
        notifications.called_off(held, at=at)
    event.refresh_from_db()


def mark_held(*, at: datetime) -> int:
    """What is over becomes *geweest*; what people needed (diet, access) is thrown away. Returns how many events."""
    over = list(Event.objects.over(at)[:500])
    for event in over:
        with transaction.atomic():
            EVENTS.apply(event, "hold", by=None, at=at)
            Needs.objects.filter(registration__event=event).delete()
            evaluating.ask(event, at=at)
            index.put(findable.document(event))
    return len(over)


def evaluate(event: Event, *, by, at: datetime, yields: str) -> None:
    """Close the book: what it yielded stands on the page."""
    if not yields.strip():
        raise ValidationError("Schrijf kort wat de bijeenkomst opleverde.")
    EVENTS.apply(event, "evaluate", by=by, at=at, yields=yields.strip())


def _slug(title: str) -> str:
    """A readable address that never changes again."""
    plain = slugify(title)[:100].strip("-") or "bijeenkomst"
    is_taken = plain in RESERVED_SLUGS or Event.objects.filter(slug=plain).exists()
    return f"{plain}-{secrets.token_hex(3)}" if is_taken else plain
