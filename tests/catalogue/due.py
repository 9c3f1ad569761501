"""Entries that are due for a check, and who got a mail about it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from loket.catalogue.models import Entry
from loket.core.models import OutgoingMail
from tests.factories import EntryFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHECK = date(2026, 6, 15)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 15, tzinfo=AMSTERDAM)


def entry_due(on: date = CHECK, **fields) -> Entry:
    return EntryFactory(published=True, next_check=on, **fields)


def mailed() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("to", flat=True))
