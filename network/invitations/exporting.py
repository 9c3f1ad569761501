"""The response to invitations as a spreadsheet: figures per segment, nobody's name."""

from loket.core import spreadsheets
from network.events.models import Event
from network.invitations import pages

HEADINGS = ("Groep", "Welke", "Uitgenodigd", *(answer.label for answer in pages.ANSWERS))


def response_ods(event: Event, *, sees_all: bool) -> bytes:
    tables = pages.response(event, sees_all=sees_all)
    rows = [[table["label"], name, *cells] for table in tables for name, cells in table["rows"]]
    return spreadsheets.ods("Antwoorden", HEADINGS, rows)
