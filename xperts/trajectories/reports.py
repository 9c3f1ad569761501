"""Figures and records of trajectories, for other parts. Read only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Sum
from django.urls import reverse

from loket.core.templatetags.formats import long_date
from xperts.kernteam import elsewhere
from xperts.pool.models import Xpert
from xperts.pool.ranking import Record
from xperts.trajectories.enums import Party
from xperts.trajectories.models import Claim, Engagement, Evaluation, Trajectory
from xperts.trajectories.permissions import RUNNING_STATES


@dataclass(frozen=True)
class Report:
    """A finished trajectory as the kernteam discusses it. Marks are means of one to five; minutes are those used."""

    trajectory: Trajectory
    title: str
    reference: str
    evaluated_at: datetime
    result_mark: float | None
    cooperation_mark: float | None
    minutes: int


def finished(limit: int = 10) -> list[Report]:
    """The newest evaluated trajectories, for the kernteam to discuss."""
    rows = Trajectory.objects.filter(evaluated_at__isnull=False).select_related("case").order_by("-evaluated_at", "-pk")
    chosen = list(rows[:limit])
    marks = _marks(chosen)
    used = dict(
        Engagement.objects.filter(trajectory__in=chosen)
        .values_list("trajectory")
        .annotate(total=Sum("used_minutes"))
        .order_by()
    )
    return [_report(row, marks.get(row.pk, {}), used.get(row.pk, 0)) for row in chosen]


def to_discuss(at: datetime) -> list[elsewhere.Report]:
    """The same as lines for the page of the kernteam."""
    return [
        elsewhere.Report(
            row.trajectory.case,
            row.title,
            reverse("trajectory_report", args=[row.trajectory.case.number]),
            f"geëvalueerd op {long_date(row.evaluated_at)}",
        )
        for row in finished()
    ]


def claimed(year: int, at: datetime) -> tuple[int, int]:
    """Eurocents of the months of a year, as known at a moment: those that were approved, and how many claims wait."""
    of_year = Claim.objects.filter(month__year=year)
    approved = of_year.approved().filter(decided_at__lte=at)
    return approved.totals()["cents"], of_year.waiting().count()


def _marks(rows: Sequence[Trajectory]) -> dict[int, dict]:
    found = Evaluation.objects.filter(trajectory__in=rows).values("trajectory")
    means = found.annotate(result=Avg("result_mark"), cooperation=Avg("cooperation_mark")).order_by()
    return {row["trajectory"]: row for row in means}


def _report(row: Trajectory, marks: dict, used: int) -> Report:
    return Report(
        trajectory=row,
        title=row.case.title,
        reference=row.case.reference,
        evaluated_at=row.evaluated_at,
        result_mark=marks.get("result"),
        cooperation_mark=marks.get("cooperation"),
        minutes=used,
    )


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
