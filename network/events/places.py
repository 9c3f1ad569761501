"""The places of an event: the one way to give them, under one lock, whoever asks (hard cases 1–18).

The rules, as people read them on the page (``RULES``): places go in the order of asking, and who waits goes before who
comes later. The list is strict: when the first asks for more places than are free, everybody behind waits too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from django.db.models import Sum

from network.events.enums import EventState
from network.events.models import Event, Registration

OFFER_TERM = timedelta(hours=48)
# Nobody can answer an offer that lasts shorter than this.
SHORTEST_OFFER = timedelta(hours=1)
WAIT_AT_MOST = "3s"

RULES = (
    "Wie het langst wacht, is het eerst aan de beurt.",
    "Komt er een plaats vrij, dan bieden wij die aan de eerste op de lijst aan.",
    "U hebt 48 uur om te kiezen, of korter als de inschrijving eerder sluit.",
    "Vraagt de eerste om meer plaatsen dan er vrij zijn, dan wacht ook wie daarna komt.",
    "Antwoordt u niet op tijd, dan gaat de plaats naar de volgende. U kunt u daarna opnieuw aanmelden.",
    "Na het sluiten van de inschrijving bieden wij geen plaatsen meer aan.",
)


class Busy(Exception):
    """Others are registering at this very moment; the text is a sentence for the person who pressed the button."""

    def __init__(self) -> None:
        super().__init__("Het is nu erg druk met aanmelden. Probeer het over een paar tellen opnieuw.")


@contextmanager
def held(event_id: int) -> Iterator[Event]:
    """The event as it is now, with its places held until the end of the transaction.

    Everything that takes places reads and counts inside this block only. Raises ``Busy`` after three seconds. The
    database must run at READ COMMITTED: a snapshot from before the lock would count the places of before.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, true), current_setting('transaction_isolation')", [WAIT_AT_MOST]
            )
            isolation = cursor.fetchone()[1]
        if isolation != "read committed":
            raise ImproperlyConfigured(f"places need READ COMMITTED, not {isolation}")
        try:
            event = Event.objects.select_for_update(of=("self",)).get(pk=event_id)
        except OperationalError as error:
            raise Busy from error
        yield event


def taken(event: Event) -> int:
    """The places that are given or offered; one query."""
    return event.registrations.holding().aggregate(total=Sum("places"))["total"] or 0


def free(event: Event) -> int | None:
    """The places that nobody has. None: no limit. Below zero after a capacity that was lowered by other means."""
    return None if event.places is None else event.places - taken(event)


def fits(event: Event, count: int) -> bool:
    """Whether somebody new can have this many places now: they are free, and nobody was waiting for them."""
    left = free(event)
    return left is None or (left >= count and not event.registrations.waiting().exists())


def next_in_line(event: Event) -> Iterator[Registration]:
    """Those for whom there is a place now, in order. Strict: stops at the first that does not fit."""
    left = free(event)
    for registration in event.registrations.waiting().select_related("person"):
        if left is not None:
            if registration.places > left:
                return
            left -= registration.places
        yield registration


def offer_until(event: Event, at: datetime) -> datetime | None:
    """Until when an offer made now holds. None when there is no time left, or the event takes nobody any more."""
    if event.state != EventState.OPEN:
        return None
    until = min(at + OFFER_TERM, event.closes_at)
    return until if until - at >= SHORTEST_OFFER else None


def position(registration: Registration) -> int:
    """The place on the waiting list, from 1; one query."""
    ahead = registration.event.registrations.waiting()
    earlier = ahead.filter(waiting_since__lt=registration.waiting_since)
    same = ahead.filter(waiting_since=registration.waiting_since, pk__lte=registration.pk)
    return earlier.count() + same.count()
