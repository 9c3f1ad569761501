"""The list of members as a spreadsheet, for who manages the network."""

from loket.core import spreadsheets
from loket.core.working_days import local_date
from network.learning.models import LearningNetwork, Membership
from network.learning.naming import name_of, shown_of

HEADINGS = ("Naam", "Functie en organisatie", "Rol", "Doet mee sinds")


def members(network: LearningNetwork) -> bytes:
    """ODS with a line for each member. No addresses, and of job and organisation what each of them shows."""
    rows = Membership.objects.active().filter(network=network, person__is_active=True).by_name()
    return spreadsheets.ods("Leden", HEADINGS, [_line(row) for row in rows])


def _line(row: Membership) -> list[object]:
    return [name_of(row.person), shown_of(row.person), row.get_role_display(), local_date(row.joined_at)]
