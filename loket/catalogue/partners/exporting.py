"""The overviews to take along: support as a spreadsheet, closing days as a calendar."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

import tablib
from django.conf import settings
from icalendar import Calendar, Event

from loket.catalogue.models import Entry
from loket.catalogue.partners import closing, support

ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
# What XML cannot hold: one such character makes the whole file unreadable.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A cell that begins with one of these is a formula to a spreadsheet program.
_FORMULA = ("=", "+", "-", "@", "\t")


def _lines(entries: Iterable[Entry]) -> Iterable[list[str]]:
    """A head, and a line for each offer with its address at the end."""
    yield [*support.LABELS.values(), "Adres"]
    for entry in entries:
        cells = [*support.offer(entry).line, f"{settings.SITE_URL}{entry.get_absolute_url()}"]
        yield [_FORBIDDEN.sub("", cell).strip() for cell in cells]


def ods(entries: Iterable[Entry]) -> bytes:
    head, *lines = _lines(entries)
    sheet = tablib.Dataset(*lines, headers=head, title="Ondersteuning")
    return sheet.export("ods")


def csv_text(entries: Iterable[Entry]) -> bytes:
    """With semicolons and a mark for UTF-8, as Dutch spreadsheet programs open it with a double click."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerows([_inert(cell) for cell in line] for line in _lines(entries))
    return target.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


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
