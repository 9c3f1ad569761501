"""The overviews to take along: support as a spreadsheet, closing days as a calendar."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from loket.catalogue.models import Entry
from loket.catalogue.partners import closing, support
from loket.core import spreadsheets


def sheet(entries: Iterable[Entry], extension: str) -> bytes:
    """The file, ``extension`` csv or ods: a line for each offer with its address at the end."""
    return spreadsheets.sheet(extension, "Ondersteuning", [*support.LABELS.values(), "Adres"], map(_line, entries))


def _line(entry: Entry) -> list[str]:
    return [*support.offer(entry).line, f"{settings.SITE_URL}{entry.get_absolute_url()}"]


def calendar(entries: Iterable[Entry]) -> bytes:
    """The last days to apply (RFC 5545). A day keeps its UID; each new text of the entry counts SEQUENCE up."""
    made = Calendar()
    made.add("prodid", f"-//{settings.PORTAL_NAME}//Subsidies//NL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Sluitingsdagen van programma's en subsidies")
    for entry in entries:
        if event := _event(entry):
            made.add_component(event)
    return made.to_ical()


def _event(entry: Entry) -> Event | None:
    day = closing.day_of(entry)
    if day is None:
        return None
    event = Event()
    event.add("uid", f"sluiting-{entry.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", entry.version)
    event.add("dtstamp", closing.changed_moment(entry))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"Laatste dag om aan te vragen: {entry.title}")
    event.add("description", entry.summary)
    event.add("url", f"{settings.SITE_URL}{entry.get_absolute_url()}")
    event.add("transp", "TRANSPARENT")
    event.add("last-modified", closing.changed_moment(entry))
    event.add("created", entry.published_at or entry.created_at)
    return event
