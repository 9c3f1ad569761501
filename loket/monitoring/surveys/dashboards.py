"""What came out of the newest survey, as a block on the dashboard of the coordinator and in reports."""

from django.urls import reverse

from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import add_months, local_date
from loket.monitoring import panels
from loket.monitoring.blocks import Block, Table
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel
from loket.monitoring.surveys import permissions, reports, results
from loket.monitoring.surveys.enums import Dimension, SurveyState
from loket.monitoring.surveys.models import Survey
from loket.monitoring.surveys.pages import with_margin
from loket.monitoring.surveys.results import QuestionResult, Results

KEPT_FOR = 60
_TITLE = "Weten, willen, kunnen, participeren, doen"


def register() -> None:
    panels.register(Panel("meting", (Place.COORDINATOR,), 66, _in_short, KEPT_FOR, columns=3))
    panels.register(Panel("meting-stellingen", (Place.QUARTERLY, Place.YEARLY), 66, _in_full))


def _in_short(asked: Asked) -> Block | None:
    """One line a heading, so that the dashboard stays on one screen."""
    found = _newest(asked)
    means: dict[str, list[float]] = {}
    for row in _statements(found):
        means.setdefault(Dimension(row.question.dimension).label, []).append(row.mean.value)
    rows = [[name, len(values), number(sum(values) / len(values), 1)] for name, values in means.items()]
    return _table(asked, found, ("Onderdeel", "Stellingen", "Gemiddeld"), rows, numeric=[1, 2]) if rows else None


def _in_full(asked: Asked) -> Block | None:
    found = _newest(asked)
    rows = [
        [Dimension(row.question.dimension).label, row.question.text, with_margin(row.mean)]
        for row in _statements(found)
    ]
    return _table(asked, found, ("Onderdeel", "Stelling", "Gemiddelde"), rows, numeric=[2]) if rows else None


def _newest(asked: Asked) -> Results | None:
    """The last survey that closed in the twelve months before; without one nothing is shown."""
    until = min(asked.at, asked.period.end)
    since = add_months(local_date(until), -reports.MONTHS)
    closed = Survey.objects.filter(state=SurveyState.CLOSED, closed_at__lte=until, closed_at__date__gt=since)
    survey = closed.select_related("version").order_by("-closed_at", "-pk").first()
    return results.results(survey) if survey else None


def _statements(found: Results | None) -> list[QuestionResult]:
    return [row for row in found.questions if row.mean] if found else []


def _table(asked: Asked, found: Results, headings: tuple[str, ...], rows: list[list], *, numeric: list[int]) -> Table:
    survey = found.survey
    may_read = asked.user is not None and permissions.can_read_results(asked.user, survey)
    return Table(
        title=_TITLE,
        note=(
            f"{survey.title}, gesloten op {long_date(survey.closed_at)}: {number(found.answered)} van de "
            f"{number(found.invited)} mensen antwoordden ({found.percent}%). Gemiddelde van 1 (oneens) tot en met 5 "
            "(eens), met de marge bij 95% zekerheid waar die erbij staat."
        ),
        glance=f"{found.percent}% antwoordde",
        url=reverse("survey", args=[survey.pk]) if may_read else "",
        url_label="Alle resultaten",
        headings=headings,
        rows=rows,
        numeric=numeric,
    )
