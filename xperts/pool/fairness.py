"""Once a year: what was chosen, held against the best that could have been chosen for all cases together.

The scores are those that the desk saw when it chose (``Ask.shown``). The best is exact: a mixed-integer program
(SciPy, HiGHS) that gives each case one Xpert, and no Xpert more at the same time than the maximum allows.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max

from loket.core.working_days import AMSTERDAM, local_date
from xperts.cases.models import CaseHistory
from xperts.pool.models import Ask, Rules, Xpert

MOST_SECONDS = 60


@dataclass(frozen=True)
class Job:
    """One choice: whom it went to, what each Xpert would have scored, and the days that it lasted."""

    key: int
    chosen: int
    scores: dict[int, float]
    begins: date
    ends: date


@dataclass(frozen=True)
class Best:
    """The best division by key of the job; ``unmet`` says which maximum was passed in fact, and so was widened."""

    given: dict[int, int]
    total: float
    is_exact: bool = True
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Other:
    """A choice that the best division makes otherwise, with what it costs or brings there."""

    ask: Ask
    best: int
    best_name: str
    difference: float

    @property
    def points(self) -> float:
        """The difference in points of a hundred."""
        return 100 * self.difference


@dataclass(frozen=True)
class Check:
    """``share`` is the quality that was reached of what could be, in percents; None for a year without choices."""

    year: int
    chosen: float = 0.0
    best: float = 0.0
    number: int = 0
    others: tuple[Other, ...] = ()
    loads: tuple[tuple[str, int, int], ...] = ()
    sentences: tuple[Ask, ...] = ()
    unmet: tuple[str, ...] = ()
    is_exact: bool = True
    names: dict[int, str] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        return 100 * self.chosen / self.best if self.best else None


def of_year(year: int, *, at: datetime) -> Check:
    """Compare the accepted asks of a year (by the day of asking, in the Netherlands) with the best division."""
    asks = list(_accepted(year))
    if not asks:
        return Check(year)
    names = {ask.xpert_id: ask.xpert.name for ask in asks}
    jobs = [_job(ask, ended, at) for ask, ended in zip(asks, _ends(asks), strict=True)]
    caps = _caps(asks)
    best = solve(jobs, caps)
    names |= _names({number for number in best.given.values() if number not in names})
    scores = {job.key: job.scores for job in jobs}
    others = [
        Other(ask, number, names[number], scores[ask.pk][number] - scores[ask.pk][ask.xpert_id])
        for ask in asks
        if (number := best.given[ask.pk]) != ask.xpert_id
    ]
    given, ideal = Counter(ask.xpert_id for ask in asks), Counter(best.given.values())
    loads = [(names[number], given[number], ideal[number]) for number in given | ideal]
    return Check(
        year=year,
        chosen=math.fsum(job.scores[job.chosen] for job in jobs),
        best=best.total,
        number=len(asks),
        others=tuple(sorted(others, key=lambda row: -row.difference)),
        loads=tuple(sorted(loads, key=lambda row: (-row[1], row[0]))),
        sentences=tuple(ask for ask in asks if ask.why_other),
        unmet=tuple(names.get(int(number), number) for number in best.unmet),
        is_exact=best.is_exact,
        names=names,
    )


def _accepted(year: int):
    first, last = datetime(year, 1, 1, tzinfo=AMSTERDAM), datetime(year + 1, 1, 1, tzinfo=AMSTERDAM)
    rows = Ask.objects.accepted().filter(asked_at__gte=first, asked_at__lt=last)
    return rows.select_related("xpert__person", "case", "first__person").order_by("asked_at", "pk")


def _ends(asks: Sequence[Ask]) -> list[datetime | None]:
    """When each job ended; None while it goes on."""
    ended = CaseHistory.objects.filter(subject__in=[ask.case_id for ask in asks], act="evaluate")
    last = dict(ended.order_by().values("subject").annotate(last=Max("at")).values_list("subject", "last"))
    return [last.get(ask.case_id) for ask in asks]


def _job(ask: Ask, ended: datetime | None, at: datetime) -> Job:
    scores = {int(number): score for number, score in ask.shown.get("scores", {}).items()}
    scores.setdefault(ask.xpert_id, ask.score)
    begins = local_date(ask.asked_at)
    return Job(ask.pk, ask.xpert_id, scores, begins, max(begins, local_date(ended or at)))


def _caps(asks: Sequence[Ask]) -> dict[int, int]:
    """The maximum of each at the same time, as it is now; who has none of their own has that of the rules."""
    most = Rules.objects.current().most_at_once
    numbers = {int(number) for ask in asks for number in ask.shown.get("scores", {})} | {ask.xpert_id for ask in asks}
    own = dict(Xpert.objects.filter(pk__in=numbers).values_list("pk", "most_at_once"))
    return {number: own.get(number) or most for number in numbers}


def _names(numbers: set[int]) -> dict[int, str]:
    return {row.pk: row.name for row in Xpert.objects.filter(pk__in=numbers).select_related("person")}


def solve(jobs: Sequence[Job], caps: dict[int, int]) -> Best:
    """The division with the highest sum of scores. Where reality passed a maximum, reality is the maximum."""
    # A web server that never makes this check does not carry SciPy along (half a second, some sixty megabytes).
    import numpy as np  # noqa: PLC0415
    from scipy import optimize, sparse  # noqa: PLC0415

    caps, unmet = _widened(jobs, caps)
    pairs = [(place, number) for place, job in enumerate(jobs) for number in sorted(job.scores)]
    gain = np.array([-jobs[place].scores[number] for place, number in pairs])
    once = sparse.csr_array(
        (np.ones(len(pairs)), ([place for place, _ in pairs], range(len(pairs)))), shape=(len(jobs), len(pairs))
    )
    limits = [optimize.LinearConstraint(once, 1, 1)]
    rows, most = _together(jobs, pairs, caps)
    if rows:
        cells = [(row, column) for row, columns in enumerate(rows) for column in columns]
        held = sparse.csr_array((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), len(pairs)))
        limits.append(optimize.LinearConstraint(held, -np.inf, np.array(most)))
    found = optimize.milp(
        gain, constraints=limits, integrality=1, bounds=optimize.Bounds(0, 1), options={"time_limit": MOST_SECONDS}
    )
    if found.x is None:
        given = {job.key: job.chosen for job in jobs}
        return Best(given, math.fsum(job.scores[job.chosen] for job in jobs), is_exact=False, unmet=unmet)
    given = {jobs[place].key: number for (place, number), taken in zip(pairs, found.x, strict=True) if taken > 0.5}
    total = math.fsum(job.scores[given[job.key]] for job in jobs)
    return Best(given, total, is_exact=found.status == 0, unmet=unmet)


def _widened(jobs: Sequence[Job], caps: dict[int, int]) -> tuple[dict[int, int], tuple[str, ...]]:
    """The caps, raised to what was given in fact, with the numbers of those for whom that was more (hard case 73)."""
    wide, unmet = dict(caps), []
    for number, cap in caps.items():
        own = [job for job in jobs if job.chosen == number]
        most = max((sum(_overlaps(job, other) for other in own) for job in own), default=0)
        if most > cap:
            wide[number] = most
            unmet.append(str(number))
    return wide, tuple(unmet)


def _overlaps(job: Job, other: Job) -> bool:
    """Whether the other still went on, or already did, on the day that this one began."""
    return other.begins <= job.begins <= other.ends


def _together(jobs: Sequence[Job], pairs: list[tuple[int, int]], caps: dict[int, int]) -> tuple[list, list[int]]:
    """Per Xpert, for each day on which a job begins, the columns that would run then; only where it can be too many."""
    by_xpert: dict[int, list[tuple[int, int]]] = {}
    for column, (place, number) in enumerate(pairs):
        by_xpert.setdefault(number, []).append((place, column))
    rows, most = [], []
    for number, held in by_xpert.items():
        for day in {jobs[place].begins for place, _ in held}:
            running = [column for place, column in held if jobs[place].begins <= day <= jobs[place].ends]
            if len(running) > caps[number]:
                rows.append(running)
                most.append(caps[number])
    return rows, most
