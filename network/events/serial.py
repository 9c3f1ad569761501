"""Series: more of the same event, and steps that count for this one alone or for all that follow (hard case 28)."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from loket.core.working_days import AMSTERDAM
from network.events import findable, permissions, workflow
from network.events.enums import EventState
from network.events.models import Event, Series

MOST_EVENTS = 30
LIVE = (EventState.PROPOSED, EventState.APPROVED, EventState.OPEN, EventState.CLOSED)
# What a repeated event takes along from the first.
_COPIED = (
    "kind",
    "title",
    "summary",
    "description",
    "venue",
    "location",
    "address",
    "online_url",
    "themes",
    "levels",
    "sectors",
    "areas",
    "competences",
    "partners",
    "contact",
    "capacity",
    "overbooking",
    "needs_approval",
    "question",
    "price_cents",
    "takes_points",
    "is_in_company",
    "payment",
    "accreditation",
)
_MOMENTS = frozenset({"starts_at", "ends_at", "closes_at"})


def begin(event: Event, title: str, summary: str, days: list[date], *, by, at: datetime) -> Series:
    """Make a series of which this event is the first, and repeat it on these days at the same time of the clock.

    The repeated ones are proposals, which the desk judges. Raises ``ValidationError`` for a day twice or too many.
    """
    if not permissions.can_organise(by, event):
        raise PermissionDenied("Alleen de organisator maakt hier een reeks van.")
    if event.series_id:
        raise ValidationError("Deze bijeenkomst hoort al bij een reeks.")
    with transaction.atomic():
        series = Series.objects.create(
            slug=_slug(title),
            title=title,
            summary=summary,
            themes=event.themes,
            areas=event.areas,
            organiser=event.organiser,
            created_at=at,
        )
        Event.objects.filter(pk=event.pk).update(series=series)
        event.series = series
        extend(series, event, days, by=by, at=at)
        findable.renew_series(series.pk)
    return series


def extend(series: Series, like: Event, days: list[date], *, by, at: datetime) -> list[Event]:
    """Propose one more event like this on each of the days. Raises ``ValidationError``; then nothing is written."""
    if not permissions.can_organise(by, like):
        raise PermissionDenied("Alleen de organisator vult deze reeks aan.")
    taken = {_day(row.starts_at) for row in series.events.exclude(state=EventState.CANCELLED)}
    if len(set(days)) < len(days) or taken & set(days):
        raise ValidationError("Een dag staat er twee keer. Elke dag kan één keer in de reeks.")
    if len(taken) + len(days) > MOST_EVENTS:
        raise ValidationError(f"Een reeks heeft hooguit {MOST_EVENTS} bijeenkomsten.")
    if any(day <= _day(at) for day in days):
        raise ValidationError("Kies dagen die nog komen.")
    with transaction.atomic():
        return [_repeat(series, like, day, by=by, at=at) for day in sorted(days)]


def _repeat(series: Series, like: Event, day: date, *, by, at: datetime) -> Event:
    content = {name: getattr(like, name) for name in _COPIED} | _on_day(like, day)
    why = f"Dit is een volgende bijeenkomst van de reeks “{series.title}”."
    made = workflow.propose(content, looked_at=[], why_new=why, by=by, at=at)
    Event.objects.filter(pk=made.pk).update(series=series, organisation=like.organisation)
    made.series = series
    return made


def _on_day(event: Event, day: date) -> dict:
    """The moments of this event on another day: the same time of the clock, also past a change of the clock."""
    return _shifted(event, day - _day(event.starts_at))


def _shifted(event: Event, days: timedelta) -> dict:
    local = {name: getattr(event, name).astimezone(AMSTERDAM).replace(tzinfo=None) for name in _MOMENTS}
    return {name: (moment + days).replace(tzinfo=AMSTERDAM) for name, moment in local.items()}


def following(event: Event) -> Iterator[Event]:
    """Those of its series that come after it and still go on, in order."""
    if event.series_id:
        later = Event.objects.filter(series=event.series_id, starts_at__gt=event.starts_at, state__in=LIVE)
        yield from later.order_by("starts_at", "pk")


@transaction.atomic
def change_following(event: Event, changes: dict, *, by, at: datetime) -> int:
    """The same change to this event and to all that follow; returns to how many. All or none.

    Another time of the clock goes along; another day moves each by as many days. Fields that did not change stay as
    each has them.
    """
    new = {name: value for name, value in changes.items() if getattr(event, name) != value}
    days = _day(changes.get("starts_at", event.starts_at)) - _day(event.starts_at)
    later = list(following(event))
    workflow.change(event, changes, by=by, at=at)
    plain = {name: value for name, value in new.items() if name not in _MOMENTS}
    for row in later:
        moments = _on_day(event, _day(row.starts_at) + days) if _MOMENTS & new.keys() else {}
        workflow.change(row, plain | moments, by=by, at=at)
    return 1 + len(later)


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _slug(title: str) -> str:
    plain = slugify(title)[:100].strip("-") or "reeks"
    return f"{plain}-{secrets.token_hex(3)}" if Series.objects.filter(slug=plain).exists() else plain
