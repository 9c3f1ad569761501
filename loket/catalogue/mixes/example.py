"""The example on the public page: the plan of Rivierenland, without a row in the database."""

from datetime import date

from loket.catalogue.enums import EntryState, Kind, RecognitionLevel
from loket.catalogue.mixes import pages, rivierenland
from loket.catalogue.mixes.plan import ROW, Plan, Shown, read
from loket.catalogue.models import Entry

_EMPTY = {
    "entry_id": None,
    "title": "",
    "description": "",
    "status": "nieuw",
    "umbrella": "",
    "umbrella_entry_id": None,
    "pillar": "",
    "themes": [],
    "target_groups": [],
    "locations": [],
    "goal": "",
    "goal_amount": "",
    "goal_when": "",
    "numbers": [],
    "costs": [],
    "carried_by": "",
    "questions": [],
    "position": 0,
}


def plan(today: date) -> Plan:
    """The example; what the catalogue has leads there, the rest stands as text. Two queries."""
    told = (*rivierenland.RECOGNISED, *rivierenland.OTHERS)
    wanted = [row["external_id"] for row in told]
    entries = Entry.objects.filter(external_id__in=wanted, state=EntryState.PUBLISHED)
    numbers = dict(entries.values_list("external_id", "pk"))
    shown = pages.shown(set(numbers.values()), today)
    rows = {}
    for position, row in enumerate(told, 1):
        # What is not in this catalogue is shown as the source has it, under a number that no entry has.
        number = numbers.get(row["external_id"], -position) if row["external_id"] else None
        if number and number < 0:
            shown[number] = _as_in_source(row)
        told_row = {key: value for key, value in row.items() if key in ROW}
        rows[str(position)] = _EMPTY | told_row | {"entry_id": number, "position": position}
    return read({"mix": rivierenland.DETAILS, "rows": rows, "priorities": {}}, shown)


def _as_in_source(row: dict) -> Shown:
    if row in rivierenland.RECOGNISED:
        return Shown("", Kind.INTERVENTION.label, RecognitionLevel.UNKNOWN)
    return Shown("", "")
