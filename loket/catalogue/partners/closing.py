"""Programmes and the last day to apply (``sluit_op`` on their sheet). What is closed follows from the day alone.

The index ``partners_programme_closing`` (migration) holds the published programmes by that day, so each of these reads
what it shows and no more.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import NullIf
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.partners.enums import Notice

FIELD = "sluit_op"
# How many days before closing followers are warned; and how long after that moment it still makes sense, so that a
# scheduler that was away forgets nobody.
DAYS_BEFORE = {Notice.MONTH: 30, Notice.WEEK: 7}
STILL_SENT_WITHIN = {Notice.MONTH: 10, Notice.WEEK: 6}


@dataclass(frozen=True)
class Closing:
    """The last day to apply, seen from ``today``."""

    on: date
    today: date

    @property
    def days(self) -> int:
        """Days from today to the last day; below zero when it is past."""
        return (self.on - self.today).days

    @property
    def is_closed(self) -> bool:
        """On the last day itself one can still apply."""
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days <= DAYS_BEFORE[Notice.MONTH]

    @property
    def words(self) -> str:
        """For a badge: *Gesloten*, *Sluit vandaag*, *Nog 12 dagen*."""
        if self.is_closed:
            return "Gesloten"
        if self.days < 2:
            return "Sluit morgen" if self.days else "Sluit vandaag"
        return f"Nog {self.days} dagen"

    @property
    def sentence(self) -> str:
        day = date_format(self.on, "j F Y")
        if self.is_closed:
            return f"Dit is gesloten. De laatste dag om aan te vragen was {day}."
        return f"U kunt aanvragen tot en met {day}. {self.words}."


def day_of(entry: Entry) -> date | None:
    """The last day to apply of a programme; None when it is another kind, or the source does not tell."""
    if entry.kind != Kind.PROGRAMME:
        return None
    return day_in(entry.content)


def day_in(content: dict) -> date | None:
    """The last day in this content, None for what is no date."""
    try:
        return parse_date(str(content.get("fields", {}).get(FIELD) or ""))
    except ValueError:
        return None


def of(entry: Entry, today: date) -> Closing | None:
    day = day_of(entry)
    return Closing(day, today) if day else None


def programmes() -> QuerySet[Entry]:
    return Entry.objects.published().filter(kind=Kind.PROGRAMME).annotate(closes_on=KT(f"content__fields__{FIELD}"))


def dated() -> QuerySet[Entry]:
    """ISO 8601 days compare as text."""
    return programmes().filter(closes_on__gt="")


def open_on(day: date) -> QuerySet[Entry]:
    """Those that close first at the top, those whose day is not known at the end."""
    undated = Q(closes_on__isnull=True) | Q(closes_on="")
    soonest_first = NullIf("closes_on", Value("")).asc(nulls_last=True)
    return programmes().filter(undated | Q(closes_on__gte=day.isoformat())).order_by(soonest_first, "title", "pk")


def closed_on(day: date) -> QuerySet[Entry]:
    """The last closed first."""
    return dated().filter(closes_on__lt=day.isoformat()).order_by("-closes_on", "title", "pk")


def closing_between(first: date, last: date) -> QuerySet[Entry]:
    return dated().filter(closes_on__range=(first.isoformat(), last.isoformat())).order_by("closes_on", "pk")


def due(kind: Notice, today: date) -> QuerySet[Entry]:
    """Programmes whose moment for this warning has come, lately enough."""
    last = today + timedelta(days=DAYS_BEFORE[kind])
    return closing_between(last - timedelta(days=STILL_SENT_WITHIN[kind]), last)


def changed_moment(entry: Entry) -> datetime:
    """When what the calendar says of this entry last changed."""
    return entry.changed_at or entry.created_at


def in_calendar(today: date) -> QuerySet[Entry]:
    """What a calendar shows: all that is to come, and what closed in the last month."""
    return dated().filter(closes_on__gte=(today - timedelta(days=31)).isoformat()).order_by("closes_on", "pk")
