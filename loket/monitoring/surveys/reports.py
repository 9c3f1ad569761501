"""What surveys say about the targets of the programme, for dashboards and reports; read-only.

``awareness`` gives one survey per level; ``surveyed`` is what monitoring asks for (``loket.monitoring.surveyed``).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from loket.core.working_days import add_months, local_date
from loket.monitoring.enums import Measure
from loket.monitoring.surveyed import Share, Surveyed
from loket.monitoring.surveys import margins
from loket.monitoring.surveys.enums import Measures, SurveyState
from loket.monitoring.surveys.hiding import FEWEST, hidden
from loket.monitoring.surveys.margins import Estimate
from loket.monitoring.surveys.models import Answers, Question, Survey
from loket.vocabulary import lookup

MONTHS = 12
LEVELS = "level"
_ASKED = {
    Measure.KNOWS: (Measures.KNOWN,),
    Measure.USES: (Measures.USED,),
    Measure.KNOWS_AND_USES: (Measures.KNOWN, Measures.USED),
    Measure.WISHES_SUPPORT: (Measures.WISHES,),
}


@dataclass(frozen=True)
class LevelAwareness:
    """Of one level; a share is None where fewer than five answered, or where it would follow from the total."""

    level: str
    label: str
    known: Estimate | None
    used: Estimate | None


@dataclass(frozen=True)
class Awareness:
    """Which part *kent* the portal and *gebruikt regelmatig*, by the newest survey that asked both."""

    survey: Survey
    ended_on: date
    invited: int
    answered: int
    known: Estimate
    used: Estimate
    levels: tuple[LevelAwareness, ...]


def awareness(at: datetime) -> Awareness | None:
    """None when no survey of the last twelve months asked it of five people or more: *niet gemeten*."""
    survey = newest((Measures.KNOWN, Measures.USED), at)
    if survey is None:
        return None
    known, used = _shares(survey, (Measures.KNOWN,)), _shares(survey, (Measures.USED,))
    if not known.total or not used.total:
        return None
    levels = [
        LevelAwareness(code, lookup.label("level", code), known.by_level.get(code), used.by_level.get(code))
        for code, _ in lookup.choices("level")
    ]
    answered = Answers.objects.filter(survey=survey).count()
    ended_on = local_date(survey.closed_at)
    told = (survey.invitations.count(), answered, known.total, used.total, tuple(levels))
    return Awareness(survey, ended_on, *told)


def surveyed(measure: Measure, at: datetime) -> Surveyed | None:
    """The newest survey that asked this and had ended at that moment, whatever its age."""
    survey = newest(_ASKED[measure], at, months=None)
    found = _shares(survey, _ASKED[measure]) if survey else None
    if found is None or found.total is None:
        return None
    by_level = {code: _share(one) for code, one in found.by_level.items()}
    ended_on = local_date(survey.closed_at)
    return Surveyed(survey.title, ended_on, survey.invited, _share(found.total), by_level, survey.get_absolute_url())


def newest(measures: tuple[Measures, ...], at: datetime, *, months: int | None = MONTHS) -> Survey | None:
    """The last survey closed by then with a question for each of these, not older than so many months."""
    closed = Survey.objects.filter(state=SurveyState.CLOSED, closed_at__lte=at).select_related("version")
    rows = closed.annotate(invited=Count("invitations"))
    for measure in measures:
        rows = rows.filter(version__in=Question.objects.filter(measures=measure).values("version"))
    found = rows.order_by("-closed_at", "-pk").first()
    if found and months and local_date(found.closed_at) <= add_months(local_date(at), -months):
        return None
    return found


@dataclass(frozen=True)
class _Shares:
    total: Estimate | None
    by_level: dict[str, Estimate]


def _shares(survey: Survey, measures: tuple[Measures, ...]) -> _Shares:
    """The part that says yes to all of these, of who answered them all; per level where it may be shown."""
    by_measure = {row.measures: row for row in survey.version.questions.filter(measures__in=measures).order_by("-pk")}
    questions = [by_measure.get(measure) for measure in measures]
    apart: dict[str, list[bool]] = defaultdict(list)
    for row in Answers.objects.filter(survey=survey).only("level", "given"):
        if all(question.code in row.given for question in questions):
            apart[row.level].append(all(row.given[one.code] in one.counts for one in questions))
    said = [value for values in apart.values() for value in values]
    people = survey.population
    if len(said) < FEWEST:
        return _Shares(None, {})
    closed = hidden({code: len(values) for code, values in apart.items()})
    shown = {code: values for code, values in apart.items() if code and code not in closed}
    by_level = {
        code: margins.of_share(sum(values), len(values), people.get(LEVELS, {}).get(code, len(values)))
        for code, values in shown.items()
    }
    return _Shares(margins.of_share(sum(said), len(said), people.get("total", len(said))), by_level)


def _share(one: Estimate) -> Share:
    return Share(one.value, one.margin or 0.0, one.answered)
