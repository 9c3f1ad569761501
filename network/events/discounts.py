"""A lower price for points earned with contributions (000 §3.2): once for a registration, back when it ends."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from loket.catalogue.points import ledger, rules
from network.events.enums import RegistrationState
from network.events.models import Discount, Event, Registration

CENTS = 100


def offers_for(registration: Registration, *, at: datetime) -> list[rules.Offer]:
    """What this registration can have off: never more than the price, only with a place, before it begins."""
    event = registration.event
    has_place = registration.state == RegistrationState.CONFIRMED and at < event.starts_at
    if not (event.takes_points and has_place and registration.person_id) or hasattr(registration, "discount"):
        return []
    return [offer for offer in rules.OFFERS if offer.euros * CENTS <= event.price_cents]


def use(registration: Registration, points: int, *, at: datetime) -> Discount:
    """Give points for a lower price. Raises ``ledger.NotEnough``, and ``ValidationError`` when this cannot be had."""
    with transaction.atomic():
        held = Registration.objects.select_for_update(of=("self",)).select_related("event", "person", "discount")
        row = held.get(pk=registration.pk)
        offer = next((offer for offer in offers_for(row, at=at) if offer.points == points), None)
        if offer is None:
            raise ValidationError("Deze korting is er niet (meer) voor deze aanmelding.")
        url = row.event.get_absolute_url()
        ledger.spend(row.person, points, deed=f"bijeenkomst:{row.pk}", about=row.event.title, url=url, at=at)
        return Discount.objects.create(registration=row, points=points, cents=offer.euros * CENTS, at=at)


def give_back(registration: Registration, *, at: datetime) -> None:
    """The points of a registration that ended before the event began; once. Within the caller's transaction."""
    spent = Discount.objects.filter(registration=registration, returned_at=None)
    discount = spent.select_related("registration__person").first()
    if discount is None or discount.registration.person is None or not spent.update(returned_at=at):
        return
    event: Event = registration.event
    ledger.give_back(
        discount.registration.person,
        discount.points,
        deed=f"bijeenkomst-terug:{registration.pk}",
        about=event.title,
        url=event.get_absolute_url(),
        at=at,
    )
