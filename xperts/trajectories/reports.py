"""Figures and records of trajectories, for other parts. Read only."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from loket.core.templatetags.formats import long_date
from xperts.cases.models import CaseQuerySet
from xperts.kernteam import elsewhere
from xperts.pool.models import Xpert
from xperts.pool.ranking import Record
from xperts.trajectories.enums import Party
from xperts.trajectories.models import Claim, Engagement, Evaluation, Trajectory
from xperts.trajectories.permissions import RUNNING_STATES


def to_discuss(cases: CaseQuerySet, at: datetime) -> list[elsewhere.Report]:
    """The newest evaluated trajectories of these cases, as lines for the page of the kernteam."""
    rows = Trajectory.objects.filter(evaluated_at__lte=at, case__in=cases.values("pk"))
    rows = rows.select_related("case").defer("case__lexemes").order_by("-evaluated_at", "-pk")
    return [
        elsewhere.Report(
            row.case,
            row.case.title,
            reverse("trajectory_report", args=[row.case.number]),
            f"geëvalueerd op {long_date(row.evaluated_at)}",
        )
        for row in rows[: elsewhere.MOST_SHOWN]
    ]


def claimed(year: int, at: datetime) -> tuple[int, int]:
    """Eurocents of the months of a year, as known at a moment: those that were approved, and how many claims wait."""
    of_year = Claim.objects.filter(month__year=year)
    approved = of_year.approved().filter(decided_at__lte=at)
    return approved.totals()["cents"], of_year.waiting().count()


def records(xperts: Sequence[Xpert]) -> Mapping[int, Record]:
    """What the askers thought of each Xpert's trajectories, and the minutes used of those that go on."""
    people = {row.person_id: row.pk for row in xperts if row.person_id}
    parts = list(
        Engagement.objects.filter(person__in=people).values(
            "trajectory", "person", "used_minutes", "trajectory__case__state"
        )
    )
    told = Evaluation.objects.filter(
        trajectory__in={row["trajectory"] for row in parts}, party=Party.ASKER, trajectory__evaluated_at__isnull=False
    )
    grades = {row.trajectory_id: (row.result_mark + row.cooperation_mark) / 2 for row in told}
    found: dict[int, Record] = {}
    for part in parts:
        before = found.get(people[part["person"]], Record())
        mark = grades.get(part["trajectory"])
        goes_on = part["trajectory__case__state"] in RUNNING_STATES
        found[people[part["person"]]] = Record(
            before.grades + ((mark,) if mark is not None else ()),
            before.used_minutes + (part["used_minutes"] if goes_on else 0),
        )
    return found
