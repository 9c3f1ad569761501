"""The clock of layer 3: a decision within fourteen days (domain.md §4, rule 3). Pure functions, no database.

Days are added to dates, never hours to moments, so that a clock change in between makes no difference.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format

from loket.core.working_days import AMSTERDAM, add_working_days, is_working_day, local_date

DAYS_TO_DECIDE = 14
REMINDER_DAYS = (5, 9, 11, 13)
"""Days of the fourteen on which who has not cast a ballot is reminded."""
OFFICE_OPENS = time(9)
_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Planned:
    """A reminder: of which day of the fourteen, and the moment from which it is to be sent."""

    day: int
    at: datetime


def decision_due(diagnosed_at: datetime, applied_at: datetime) -> datetime:
    """The end (23:59:59 in the Netherlands) of the fourteenth calendar day after the later of the two.

    Raises ``ValueError`` for a moment without a time zone.
    """
    if diagnosed_at.tzinfo is None or applied_at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return end_of(local_date(max(diagnosed_at, applied_at)) + timedelta(days=DAYS_TO_DECIDE))


def end_of(day: date) -> datetime:
    """The last second of a day in the Netherlands."""
    return datetime.combine(day, _END_OF_DAY, AMSTERDAM)


def working_term(begun_at: datetime, days: int) -> datetime:
    """The end of the ``days``-th working day after a moment; the day of the moment itself does not count."""
    return end_of(add_working_days(local_date(begun_at), days))


def working_days_in(begun_at: datetime, due: datetime) -> int:
    """How many working days a term has, as ``working_term`` counts them."""
    days = (local_date(due) - local_date(begun_at)).days
    return sum(is_working_day(local_date(begun_at) + timedelta(days=n)) for n in range(1, days + 1))


def explained(diagnosed_at: datetime, applied_at: datetime) -> str:
    """How the moment came about: *Diagnose 8 maart, aanvraag 10 maart: besluit uiterlijk woensdag 24 maart 2027 …*."""
    due = decision_due(diagnosed_at, applied_at)
    years = {local_date(moment).year for moment in (diagnosed_at, applied_at, due)}
    form = "j F" if len(years) == 1 else "j F Y"
    diagnosis, application = (date_format(local_date(moment), form) for moment in (diagnosed_at, applied_at))
    return f"Diagnose {diagnosis}, aanvraag {application}: besluit uiterlijk {in_words(due)}."


def in_words(due: datetime) -> str:
    """A moment as *woensdag 24 maart 2027 om 23.59 uur*."""
    local = due.astimezone(AMSTERDAM)
    return f"{date_format(local, 'l j F Y')} om {local:%H.%M} uur"


def days_left(due: datetime, at: datetime) -> int:
    """Whole calendar days until the last day: 0 on that day itself, less than 0 when it is over."""
    return (local_date(due) - local_date(at)).days


def reminders(due: datetime) -> list[Planned]:
    """The reminders of a decision, in order: at nine on days 5, 9, 11 and 13, and one for when it is late (day 14).

    One that would fall on another day than a working day moves to the last working day before it; the one for being
    late comes when the office first opens after the term.
    """
    begins = local_date(due) - timedelta(days=DAYS_TO_DECIDE)
    planned = [Planned(day, _opening(last_working_day(begins + timedelta(days=day)))) for day in REMINDER_DAYS]
    return [*planned, Planned(DAYS_TO_DECIDE, late_notice(due))]


def last_working_day(day: date) -> date:
    """The day itself, or else the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def warning(due: datetime) -> datetime:
    """When to warn of a term in working days: at nine on the last working day before its last day."""
    return _opening(last_working_day(local_date(due) - timedelta(days=1)))


def late_notice(due: datetime) -> datetime:
    """When the office first opens after a term that ended."""
    return _opening(add_working_days(local_date(due), 1))


def _opening(day: date) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, AMSTERDAM)
