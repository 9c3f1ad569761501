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


_sources: list[Callable[[datetime], Iterable[Report]]] = []


def register_reports(function: Callable[[datetime], Iterable[Report]]) -> None:
    """``function(at)`` gives the reports to discuss, newest first; called in ``apps.py``, the same counts once."""
    if function not in _sources:
        _sources.append(function)


def reports(readable: CaseQuerySet, at: datetime) -> list[Report]:
    """Those of cases that somebody may know of (``reading.cases_for``): a conflicted case drops out here too."""
    found = [report for function in _sources for report in function(at)]
    known = set(readable.filter(pk__in={row.case.pk for row in found}).values_list("pk", flat=True))
    return [row for row in found if row.case.pk in known][:MOST_SHOWN]
