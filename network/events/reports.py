"""Figures of events and registrations; read-only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, Q, QuerySet, Sum

from loket.usage import tallying
from loket.usage.enums import Dimension
from network.events.enums import EventState, RegistrationState
from network.events.models import Evaluation, Event, Registration

FEWEST_ANSWERS = 3
_GONE = (RegistrationState.CANCELLED, RegistrationState.REFUSED, RegistrationState.LAPSED)


@dataclass(frozen=True)
class OfOrganisation:
    """The events of one organisation: those to come with who registered, and those of the last year with who came."""

    coming: int
    registered: int
    held: int
    attended: int


def registered(start: datetime, end: datetime) -> QuerySet[Registration]:
    """Registrations made in a period; a colleague brought along is part of one."""
    made = Registration.objects.filter(created_at__gte=start, created_at__lt=end)
    return made.exclude(state=RegistrationState.UNCONFIRMED).order_by()


def attended(start: datetime, end: datetime) -> QuerySet[Registration]:
    """Those who were ticked as present at an event of the period."""
    came = Registration.objects.filter(attended_at__isnull=False)
    return came.filter(event__starts_at__gte=start, event__starts_at__lt=end).order_by()


def held(start: datetime, end: datetime) -> QuerySet[Event]:
    """Public events that took place in a period."""
    public = Event.objects.public().exclude(state=EventState.CANCELLED)
    return public.filter(starts_at__gte=start, ends_at__lt=end).order_by()


def coming(at: datetime) -> int:
    return Event.objects.coming(at).count()


def people_who_came(start: datetime, end: datetime) -> QuerySet:
    """The numbers of the people with an account who were there, for counting each once."""
    return attended(start, end).filter(person__isnull=False).values("person")


def usefulness(start: datetime, end: datetime) -> tuple[float | None, int]:
    """The mean mark (one to five) of the events of a period, and of how many answers; None below three."""
    found = Evaluation.objects.filter(event__starts_at__gte=start, event__starts_at__lt=end)
    told = found.aggregate(mean=Avg("usefulness"), number=Count("pk"))
    return (told["mean"] if told["number"] >= FEWEST_ANSWERS else None), told["number"]


def of_organisation(organisation, *, start: datetime, at: datetime) -> OfOrganisation:
    """Two queries."""
    own = Event.objects.public().exclude(state=EventState.CANCELLED).filter(organisation=organisation)
    counts = own.aggregate(
        coming=Count("pk", filter=Q(starts_at__gt=at)), held=Count("pk", filter=Q(starts_at__range=(start, at)))
    )
    people = Registration.objects.filter(event__in=own.values("pk")).aggregate(
        registered=Sum("places", filter=Q(event__starts_at__gt=at, state=RegistrationState.CONFIRMED), default=0),
        attended=Count("pk", filter=Q(event__starts_at__range=(start, at), attended_at__isnull=False)),
    )
    return OfOrganisation(**counts, **people)


def registered_on(day: date) -> Counter:
    """The registrations of a day by kind of event and sector and level as given; the region of who has an account."""
    rows = registered(*tallying.bounds(day)).values_list(
        "event__kind", "event__themes", "sector", "level", "person__areas"
    )
    return tallying.tally(_row(*row) for row in rows)


def attended_on(day: date) -> Counter:
    """Who was present at the events of a day."""
    rows = attended(*tallying.bounds(day)).values_list(
        "event__kind", "event__themes", "sector", "level", "person__areas"
    )
    return tallying.tally(_row(*row) for row in rows)


def _row(kind: str, themes: list[str], *who) -> dict[Dimension, str | list[str]]:
    return {Dimension.KIND: kind, Dimension.THEME: themes} | tallying.person(*who)
