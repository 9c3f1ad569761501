"""What higher parts have for the kernteam to discuss, so that this page knows none of them: reports of trajectories."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from xperts.cases.models import Case, CaseQuerySet

MOST_SHOWN = 10


@dataclass(frozen=True)
class Report:
    """A line that leads to a report of the trajectory of a case."""

    case: Case
    title: str
    url: str
    detail: str = ""


Source = Callable[[CaseQuerySet, datetime], Iterable[Report]]
_sources: list[Source] = []


def register_reports(function: Source) -> None:
    """``function(cases, at)`` gives the reports to discuss of these cases and of no others, newest first and at most
    ``MOST_SHOWN``; called in ``apps.py``, the same counts once.
    """
    if function not in _sources:
        _sources.append(function)


def reports(readable: CaseQuerySet, at: datetime) -> list[Report]:
    """Those of cases that somebody may know of (``reading.cases_for``): a conflicted case drops out here too."""
    found = [report for function in _sources for report in function(readable, at)]
    return found[:MOST_SHOWN]
