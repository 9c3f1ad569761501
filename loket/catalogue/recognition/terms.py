"""How long things take: when a step is due, how long a recognition holds, and what must be filled in for a level."""

from datetime import date, datetime, timedelta

from django.conf import settings

from loket.catalogue.enums import RECOGNITION_RANK, RecognitionLevel
from loket.catalogue.recognition.enums import ASKED_LEVELS, ProcedureState
from loket.catalogue.sheets import SHEETS
from loket.core.working_days import add_months, add_working_days, local_date

# Working days for each step; our own choice, as no source gives them (docs/decisions.md). Past it nothing happens by
# itself: it is shown as late, to all who wait for it.
WORKING_DAYS = {
    ProcedureState.APPLIED: 10,
    ProcedureState.RETURNED: 30,
    ProcedureState.SHEET: 60,
    ProcedureState.FEEDBACK_1: 15,
    ProcedureState.REVISION_1: 30,
    ProcedureState.FEEDBACK_2: 15,
    ProcedureState.REVISION_2: 30,
    ProcedureState.READY: 10,
    ProcedureState.ADVICE: 30,
    ProcedureState.JUDGING: 15,
    ProcedureState.TO_DECIDE: 5,
    ProcedureState.UNDECIDED: 10,
    ProcedureState.OBJECTED: 10,
}
_DESCRIBED = (
    "doelgroep_uiteindelijk",
    "hoofddoel",
    "subdoelen",
    "opzet",
    "inhoud",
    "materialen",
    "locatie_organisatie",
    "competenties_uitvoerders",
    "randvoorwaarden",
    "kosten",
    "uren",
    "werkzame_elementen",
)
_FOUNDED = (*_DESCRIBED, "probleem", "oorzaken", "factoren", "verantwoording", "literatuur")
_EVIDENCE = (*_FOUNDED, "onderzoek_uitvoering", "onderzoek_effecten")


def due_on(state: str, at: datetime) -> date | None:
    """The last day for a step that begins at ``at``; None where nobody has to act."""
    days = WORKING_DAYS.get(ProcedureState(state))
    return add_working_days(local_date(at), days) if days else None


def objection_until(at: datetime) -> date:
    """The last day to object: calendar days after that of the decision."""
    return local_date(at) + timedelta(days=settings.RECOGNITION_OBJECTION_DAYS)


def valid_until(level: str, decided_on: date) -> date:
    """The last day on which a recognition of this level holds (domain.md §2.1)."""
    years = {
        RecognitionLevel.WELL_DESCRIBED: settings.RECOGNITION_YEARS_WELL_DESCRIBED,
        RecognitionLevel.WELL_FOUNDED: settings.RECOGNITION_YEARS_WELL_FOUNDED,
    }.get(RecognitionLevel(level), settings.RECOGNITION_YEARS_EVIDENCE)
    return add_months(decided_on, 12 * years)


def announced_until(today: date) -> date:
    """A recognition that ends on or before this day is announced to its owner."""
    return add_months(today, settings.RECOGNITION_ANNOUNCED_MONTHS)


def needed_fields(level: str) -> tuple[str, ...]:
    """The keys of the sheet that must be filled in before this level can be judged."""
    if level == RecognitionLevel.WELL_DESCRIBED:
        return _DESCRIBED
    return _FOUNDED if level == RecognitionLevel.WELL_FOUNDED else _EVIDENCE


def missing_labels(kind: str, level: str, sheet: dict) -> list[str]:
    """The labels of what is still missing, in the order of the sheet."""
    needed = needed_fields(level)
    return [row.label for row in SHEETS[kind].fields if row.key in needed and not sheet.get(row.key)]


def grantable_levels(asked: str) -> list[RecognitionLevel]:
    """What can be granted to who asks for this level: that, or less."""
    most = RECOGNITION_RANK[RecognitionLevel(asked)]
    return [level for level in ASKED_LEVELS if RECOGNITION_RANK[level] <= most]
