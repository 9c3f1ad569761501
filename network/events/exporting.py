"""The list of participants as a spreadsheet, for the organisers."""

from loket.core import spreadsheets
from network.events.models import Event

HEADINGS = (
    "Naam",
    "Organisatie",
    "E-mailadres",
    "Plaatsen",
    "Stand",
    "Antwoord",
    "Dieet en toegankelijkheid",
    "Aanwezig",
)


def participants(event: Event) -> bytes:
    """ODS with a line for each registration that still counts."""
    rows = event.registrations.active().select_related("needs").order_by("state", "name")
    return spreadsheets.ods("Deelnemers", HEADINGS, [_line(row) for row in rows])


def _line(row) -> list[object]:
    present = "ja" if row.attended_at else "nee"
    who = [row.name, row.organisation, row.email, row.places, row.get_state_display()]
    return [*who, row.answer, row.needed, present]
