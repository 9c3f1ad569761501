"""The clock of layer 3: a decision within fourteen days (domain.md §4, rule 3). Pure functions, no database."""

from datetime import datetime, time, timedelta

from loket.core.working_days import AMSTERDAM

DAYS_TO_DECIDE = 14
_END_OF_DAY = time(23, 59, 59)


def decision_due(diagnosed_at: datetime, applied_at: datetime) -> datetime:
    """The end (23:59:59 in the Netherlands) of the fourteenth calendar day after the later of the two.

    Days are added to dates, never hours to moments, so that a clock change in between makes no difference.
    Raises ``ValueError`` for a moment without a time zone.
    """
    if diagnosed_at.tzinfo is None or applied_at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    begins = max(diagnosed_at, applied_at).astimezone(AMSTERDAM).date()
    return datetime.combine(begins + timedelta(days=DAYS_TO_DECIDE), _END_OF_DAY, AMSTERDAM)
