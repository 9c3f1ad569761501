"""What came out of a survey: distributions, means with their margin, per segment, and beside an earlier round.

Nothing is computed for fewer than five people, and what is hidden does not follow from a total (``hiding``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot

from django.db.models import Count, Q

from loket.monitoring.surveys import margins
from loket.monitoring.surveys.enums import SCALE_LABELS, QuestionKind
from loket.monitoring.surveys.hiding import FEWEST, hidden
from loket.monitoring.surveys.margins import Estimate
from loket.monitoring.surveys.models import Answers, Question, Survey
from loket.vocabulary import lookup

GROUPS, REGION = ("level", "sector"), "region"
"""By what answers are shown apart; the response also by region, which answers do not have."""
UNKNOWN = "Onbekend, of een kleine groep"


@dataclass(frozen=True)
class Segment:
    """Of one level or sector: how many were asked and how many answered; ``answered`` is None when it is hidden."""

    code: str
    label: str
    invited: int
    answered: int | None

    @property
    def percent(self) -> int | None:
        return None if self.answered is None else round(100 * self.answered / self.invited)


@dataclass(frozen=True)
class Choice:
    """One score or option: how many chose it, and their part of who answered the question, in percents."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class QuestionResult:
    """``choices`` is empty when fewer than five answered. ``groups``: the mean by the code of level
    and sector, None if hidden."""

    question: Question
    answered: int
    choices: tuple[Choice, ...] = ()
    mean: Estimate | None = None
    groups: dict[str, tuple[tuple[str, Estimate | None], ...]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.answered < FEWEST


@dataclass(frozen=True)
class Results:
    survey: Survey
    invited: int
    answered: int
    segments: dict[str, tuple[Segment, ...]]
    questions: tuple[QuestionResult, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.invited) if self.invited else 0

    @property
    def population(self) -> int:
        return self.survey.population.get("total", self.invited)


def label(group: str, code: str) -> str:
    if not code:
        return UNKNOWN
    return lookup.area_label(code) if group == REGION else lookup.label(group, code)


def _place(group: str, code: str) -> tuple[bool, int]:
    """As the vocabulary has them, what is unknown at the end."""
    known = [row[0] for row in (lookup.tile_map() if group == REGION else lookup.choices(group))]
    return code == "", known.index(code) if code in known else len(known)


def response(survey: Survey) -> tuple[int, int, dict[str, tuple[Segment, ...]]]:
    """Invited, answered, and the same per level and per sector, and per region when it was kept. One query."""
    groups = (*GROUPS, REGION)
    rows = survey.invitations.order_by().values_list(*groups)
    counted = list(rows.annotate(asked=Count("pk"), told=Count("pk", filter=Q(is_answered=True))))
    segments = {
        group: _segments(group, [(row[place], *row[-2:]) for row in counted]) for place, group in enumerate(groups)
    }
    if not any(row.code for row in segments[REGION]):
        del segments[REGION]
    return sum(row[-2] for row in counted), sum(row[-1] for row in counted), segments


def _segments(group: str, counted: Iterable[tuple[str, int, int]]) -> tuple[Segment, ...]:
    """``counted``: a code of the group, how many were asked and how many answered; a code may come more than once."""
    asked, told = Counter(), Counter()
    for code, invited, answered in counted:
        asked[code] += invited
        told[code] += answered
    closed = hidden({code: told[code] for code in asked})
    return tuple(
        Segment(code, label(group, code), asked[code], None if code in closed else told[code])
        for code in sorted(asked, key=lambda code: _place(group, code))
    )


def results(survey: Survey) -> Results:
    """Everything; two queries for the answers and the questions, whatever their number."""
    invited, answered, segments = response(survey)
    rows = list(Answers.objects.filter(survey=survey))
    questions = list(survey.version.questions.all())
    shown = [_question(question, rows, survey) for question in questions] if len(rows) >= FEWEST else []
    return Results(survey, invited, answered, segments, tuple(shown))


def _question(question: Question, rows: list[Answers], survey: Survey) -> QuestionResult:
    filled = [row for row in rows if question.code in row.given]
    if len(filled) < FEWEST:
        return QuestionResult(question, len(filled))
    if question.kind == QuestionKind.OPEN:
        return QuestionResult(question, len(filled), texts=tuple(sorted(row.given[question.code] for row in filled)))
    told = {"question": question, "answered": len(filled), "choices": _choices(question, filled)}
    if question.kind != QuestionKind.SCALE:
        return QuestionResult(**told)
    population = survey.population.get("total", len(filled))
    mean = margins.of_mean([row.given[question.code] for row in filled], population)
    groups = {group: _means(question, filled, group, survey) for group in GROUPS}
    return QuestionResult(**told, mean=mean, groups=groups)


def _choices(question: Question, filled: list[Answers]) -> tuple[Choice, ...]:
    counts: Counter[int] = Counter()
    for row in filled:
        value = row.given[question.code]
        counts.update(value if isinstance(value, list) else [value])
    labels = SCALE_LABELS if question.kind == QuestionKind.SCALE else tuple(enumerate(question.options, 1))
    return tuple(Choice(name, counts[number], round(100 * counts[number] / len(filled))) for number, name in labels)


def _means(question: Question, filled: list[Answers], group: str, survey: Survey):
    apart: dict[str, list[int]] = defaultdict(list)
    for row in filled:
        apart[getattr(row, group)].append(row.given[question.code])
    closed = hidden({code: len(values) for code, values in apart.items()})
    people = survey.population.get(group, {})
    return tuple(
        (code, None if code in closed else margins.of_mean(values, people.get(code, len(values))))
        for code, values in sorted(apart.items(), key=lambda row: _place(group, row[0]))
    )


@dataclass(frozen=True)
class Comparison:
    """A statement in two rounds. ``is_sure``: the difference is more than chance can explain (95%)."""

    question: Question
    now: Estimate
    then: Estimate

    @property
    def difference(self) -> float:
        return self.now.value - self.then.value

    @property
    def is_sure(self) -> bool:
        if self.now.margin is None or self.then.margin is None:
            return False
        return abs(self.difference) > hypot(self.now.margin, self.then.margin)


def compare(now: Results, then: Results) -> list[Comparison]:
    """The statements that both rounds have, by their code."""
    before = {row.question.code: row.mean for row in then.questions if row.mean}
    return [
        Comparison(row.question, row.mean, before[row.question.code])
        for row in now.questions
        if row.mean and row.question.code in before
    ]


def earlier(survey: Survey) -> Iterable[Survey]:
    """Closed rounds of the same questionnaire before this one, the newest first."""
    rows = Survey.objects.filter(version__questionnaire=survey.version.questionnaire_id, state="closed")
    return rows.filter(closed_at__lt=survey.closed_at).exclude(pk=survey.pk).order_by("-closed_at")[:10]
