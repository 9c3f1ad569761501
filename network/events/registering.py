"""What can happen to a registration. Every step that takes or frees places ends in ``_fill``: one path of promotion."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from loket.core.workflow import StaleState, Transition, Workflow
from network.events import discounts, notifications, permissions, places
from network.events.enums import ACTIVE, EventState, RegistrationState
from network.events.models import Event, Needs, Registration, RegistrationHistory
from network.events.models.registration import MOST_TOGETHER

S = RegistrationState


def _own(user, registration) -> bool:
    return user is None or permissions.can_change_registration(user, registration)


def _own_or_organiser(user, registration) -> bool:
    return _own(user, registration) or permissions.can_manage_registration(user, registration)


REGISTRATIONS = Workflow(
    [
        Transition("confirm", frozenset({S.UNCONFIRMED, S.REQUESTED, S.OFFERED}), S.CONFIRMED, _own_or_organiser, "Ja"),
        Transition("request", frozenset({S.UNCONFIRMED}), S.REQUESTED, _own, "Aanmelden"),
        Transition("wait", frozenset({S.UNCONFIRMED, S.REQUESTED}), S.WAITING, _own_or_organiser, "Op de wachtlijst"),
        Transition("offer", frozenset({S.WAITING}), S.OFFERED, permissions.by_the_portal, "Plaats aanbieden"),
        Transition("lapse", frozenset({S.OFFERED}), S.LAPSED, permissions.by_the_portal, "Laten verlopen"),
        Transition("refuse", frozenset({S.REQUESTED}), S.REFUSED, permissions.can_manage_registration, "Niet toelaten"),
        Transition("cancel", frozenset(ACTIVE), S.CANCELLED, _own_or_organiser, "Afmelden"),
    ],
    history=lambda: RegistrationHistory,
)
"""``by`` None stands for who holds the unguessable link, or for the portal itself: views check the former."""


@dataclass(frozen=True)
class Asking:
    """What somebody fills in. ``person`` is None for who is not signed in."""

    name: str
    email: str
    person: object | None = None
    organisation: str = ""
    sector: str = ""
    level: str = ""
    places: int = 1
    answer: str = ""
    diet: str = ""
    access: str = ""


class AlreadyRegistered(Exception):
    """This person, or this mailbox, is registered already; ``registration`` says which."""

    def __init__(self, registration: Registration) -> None:
        super().__init__("U bent al aangemeld voor deze bijeenkomst.")
        self.registration = registration


def address_key(email: str) -> str:
    """One key for the aliases of a mailbox: lower case, without what stands after a plus."""
    local, _, host = email.strip().lower().partition("@")
    return f"{local.partition('+')[0]}@{host}"


def register(event: Event, asking: Asking, *, at: datetime) -> Registration:
    """Somebody registers. Signed in: placed at once. A guest confirms the address first, and has no place until then.

    Raises ``AlreadyRegistered``, ``places.Busy``, and ``ValidationError`` with a sentence when it is not open.
    """
    with places.held(event.pk) as held:
        _require_open(held, at)
        if not 1 <= asking.places <= MOST_TOGETHER:
            raise ValidationError(f"Meld een tot {MOST_TOGETHER} mensen tegelijk aan.")
        _require_allowed(held, asking)
        _require_new(held, asking)
        registration = _written(held, asking, at)
        if asking.person is None:
            notifications.confirm_address(registration, at=at)
        else:
            _place(registration, held, by=asking.person, at=at)
    return registration


def bring(event: Event, asking: Asking, *, by, at: datetime) -> Registration:
    """An organiser writes somebody in, also after closing: a place when there is one, else the waiting list.

    Raises ``AlreadyRegistered``, ``places.Busy``, and ``ValidationError`` when it is over or does not go on.
    """
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisator schrijft anderen in.")
    with places.held(event.pk) as held:
        _require_live(held, at)
        _require_new(held, asking)
        registration = _written(held, asking, at)
        registration.event = held
        _give(registration, held, by=by, at=at)
    return registration


def vouched(event: Event, asking: Asking, *, at: datetime) -> Registration:
    """Somebody without an account registers by a link that was mailed to them: the address needs no other proof."""
    with transaction.atomic():
        registration = register(event, asking, at=at)
        if registration.state == S.UNCONFIRMED:
            confirm_address(registration, at=at)
    return registration


def remind(registration: Registration, *, at: datetime) -> None:
    """A guest asked again with an address that is registered: its owner gets the link to it, nobody else learns."""
    if registration.state == S.UNCONFIRMED:
        notifications.confirm_address(registration, at=at)
    else:
        notifications.known_already(registration, at=at)


def confirm_address(registration: Registration, *, at: datetime) -> None:
    """The guest pressed the button on the page of the mail: now the place is given. Twice is as once."""
    with places.held(registration.event_id) as held:
        registration = _again(registration, held)
        if registration.state != S.UNCONFIRMED:
            return
        _require_open(held, at)
        _place(registration, held, by=None, at=at)


def admit(registration: Registration, *, by, at: datetime) -> None:
    """An organiser lets somebody in who asked: a place when there is one, else the waiting list."""
    with places.held(registration.event_id) as held:
        registration = _again(registration, held)
        if registration.state != S.REQUESTED:
            raise StaleState
        _require_live(held, at)
        _give(registration, held, by=by, at=at)


def refuse(registration: Registration, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf waarom u deze aanmelding niet toelaat. De aanmelder leest dit.")
    with transaction.atomic():
        REGISTRATIONS.apply(registration, "refuse", by=by, at=at, note=note)
        notifications.refused(registration, note=note, at=at)


def accept_offer(registration: Registration, *, by, at: datetime) -> None:
    """Yes to an offered place. At the last moment of the term it still counts; after it the sentence says why not."""
    with places.held(registration.event_id) as held:
        registration = _again(registration, held)
        if registration.state == S.CONFIRMED:
            return
        if registration.state != S.OFFERED or registration.offer_until < at:
            raise ValidationError("Dit aanbod is verlopen. Meld u opnieuw aan om op de wachtlijst te komen.")
        REGISTRATIONS.apply(registration, "confirm", by=by, at=at, offer_until=None)
        notifications.confirmed(registration, at=at)


def cancel(registration: Registration, *, by, at: datetime, note: str = "") -> None:
    """Somebody will not come, declines an offer or leaves the list; the place goes to the next at once."""
    with places.held(registration.event_id) as held:
        registration = _again(registration, held)
        if registration.state == S.CANCELLED:
            return
        had_place = registration.state == S.CONFIRMED
        REGISTRATIONS.apply(registration, "cancel", by=by, at=at, note=note, offer_until=None)
        if had_place:  # a calendar takes a withdrawal, and a later return, only under a higher number
            held.sequence += 1
            held.save(update_fields=["sequence"])
        if at < held.starts_at:
            discounts.give_back(registration, at=at)
        notifications.cancelled(registration, had_place=had_place, at=at)
        fill(held, at=at)


def forget(registration: Registration, *, at: datetime) -> None:
    """The person erases the account: a place that is still held goes to the next, and nothing tells whose it was."""
    with places.held(registration.event_id) as held:
        registration = _again(registration, held)
        if registration.state in ACTIVE and held.ends_at > at:
            REGISTRATIONS.apply(registration, "cancel", by=None, at=at, offer_until=None)
        Needs.objects.filter(registration=registration).delete()
        Registration.objects.filter(pk=registration.pk).update(
            person=None, name="", email="", address_key=f"gewist-{registration.pk}", organisation="", answer=""
        )
        fill(held, at=at)


def change(registration: Registration, *, by, at: datetime, answer: str, diet: str, access: str) -> None:
    """Answers may always change, also when it is full (hard case 6)."""
    if not _own_or_organiser(by, registration):
        raise PermissionDenied("Deze aanmelding is niet van u.")
    with transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(answer=answer)
        Needs.objects.update_or_create(registration=registration, defaults={"diet": diet, "access": access})


def change_capacity(event: Event, capacity: int | None, *, by, at: datetime) -> None:
    """More or fewer places. Raises ``ValidationError`` below what is given; more places go to who waits."""
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisator verandert het aantal plaatsen.")
    with places.held(event.pk) as held:
        given = places.taken(held)
        if capacity is not None and capacity + held.overbooking < given:
            raise ValidationError(f"Er zijn al {given} plaatsen vergeven of aangeboden. Kies {given} of meer.")
        Event.objects.filter(pk=held.pk).update(capacity=capacity)
        event.capacity = held.capacity = capacity
        fill(held, at=at)


def lapse_offers(*, at: datetime) -> int:
    """Take back the offers whose term is over, each event by itself; returns how many."""
    due = Registration.objects.lapsing(at)
    return sum(_lapse(event_id, at) for event_id in due.order_by().values_list("event_id", flat=True).distinct())


def _lapse(event_id: int, at: datetime) -> int:
    with places.held(event_id) as held:
        lapsed = list(held.registrations.lapsing(at))
        for registration in lapsed:
            registration.event = held
            REGISTRATIONS.apply(registration, "lapse", by=None, at=at, offer_until=None)
            notifications.offer_lapsed(registration, at=at)
        fill(held, at=at)
    return len(lapsed)


def fill(event: Event, *, at: datetime) -> int:
    """Offer what is free to who waits, in order; within ``places.held``. Returns how many offers were made."""
    until = places.offer_until(event, at)
    if until is None:
        return 0
    promoted = list(places.next_in_line(event))
    for registration in promoted:
        registration.event = event
        REGISTRATIONS.apply(registration, "offer", by=None, at=at, offer_until=until)
        notifications.offered(registration, at=at)
    return len(promoted)


def _written(event: Event, asking: Asking, at: datetime) -> Registration:
    registration = Registration.objects.create(
        event=event,
        person=asking.person,
        name=asking.name,
        email=asking.email,
        address_key=address_key(asking.email),
        organisation=asking.organisation,
        sector=asking.sector,
        level=asking.level,
        places=asking.places,
        answer=asking.answer,
        state=S.UNCONFIRMED,
        token=secrets.token_urlsafe(32),
        created_at=at,
    )
    if asking.diet or asking.access:
        Needs.objects.create(registration=registration, diet=asking.diet, access=asking.access)
    return registration


def _place(registration: Registration, event: Event, *, by, at: datetime) -> None:
    registration.event = event
    if event.needs_approval:
        REGISTRATIONS.apply(registration, "request", by=by, at=at)
        notifications.requested(registration, at=at)
        return
    _give(registration, event, by=by, at=at)


def _give(registration: Registration, event: Event, *, by, at: datetime) -> None:
    if places.fits(event, registration.places):
        REGISTRATIONS.apply(registration, "confirm", by=by, at=at)
        notifications.confirmed(registration, at=at)
    else:
        # Never ahead of who waited first, also when two pressed in the same moment.
        since = max(at, event.registrations.waiting().aggregate(last=Max("waiting_since"))["last"] or at)
        REGISTRATIONS.apply(registration, "wait", by=by, at=at, waiting_since=since)
        notifications.waiting(registration, position=places.position(registration), at=at)


def _again(registration: Registration, event: Event) -> Registration:
    """The registration as it stands now that the places are held; the caller's object learns it too."""
    registration.refresh_from_db()
    registration.event = event
    return registration


def _require_new(event: Event, asking: Asking) -> None:
    active = event.registrations.active()
    same = active.of_address(address_key(asking.email)).first()
    if same is None and asking.person is not None:
        same = active.filter(person=asking.person).first()
    if same is not None:
        raise AlreadyRegistered(same)


def may_register(event: Event, organisation_id: int | None) -> bool:
    """Whether somebody of this organisation can have a place; only an event in company asks."""
    return not event.is_in_company or event.organisation_id == organisation_id


def _require_allowed(event: Event, asking: Asking) -> None:
    if not may_register(event, asking.person and asking.person.organisation_id):
        raise ValidationError("Deze bijeenkomst is alleen voor mensen van de organisatie die haar houdt.")


def _require_live(event: Event, at: datetime) -> None:
    if event.state == EventState.CANCELLED:
        raise ValidationError("Deze bijeenkomst gaat niet door.")
    if at >= event.starts_at:
        raise ValidationError("Deze bijeenkomst is al begonnen of geweest.")


def _require_open(event: Event, at: datetime) -> None:
    _require_live(event, at)
    if not event.takes_registrations(at):
        raise ValidationError("U kunt zich voor deze bijeenkomst niet (meer) aanmelden.")
