"""Every figure of use with its definition, in words and as the query by which it is counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from loket.core.templatetags.formats import long_date, moment, number
from loket.core.working_days import local_date
from loket.monitoring.blocks import Number
from loket.monitoring.panels import Asked
from loket.usage import reports as usage_reports
from loket.usage import rollup, tallying
from loket.usage.enums import Act
from loket.usage.models import DayCount
from network.events import reports as event_reports
from network.learning import reports as learning_reports
from servicedesk import reports as desk_reports
from xperts.cases import reports as case_reports
from xperts.kernteam import reports as kernteam_reports

Rows = Callable[[datetime, datetime], QuerySet]
UNKNOWN = "niet gemeten"


@dataclass(frozen=True)
class Figure:
    """``act`` is its name in the daily totals; ``rows(start, end)`` are the rows it counts.

    ``url_name``: a page (without arguments) of what it is made of; who may not see that page gets no link.
    """

    act: str
    label: str
    definition: str
    rows: Rows
    url_name: str = ""

    @property
    def by_itself(self) -> str:
        """Its query over one day, for the page of definitions."""
        return str(self.rows(*tallying.bounds(date(2026, 1, 1))).query)


def _uses(act: Act) -> Rows:
    def rows(start: datetime, end: datetime) -> QuerySet:
        return DayCount.objects.filter(act=act.value, dimension="", day__gte=start.date(), day__lt=end.date())

    return rows


_NOT_COUNTED = "Zoekmachines, medewerkers en de eigenaar zelf tellen niet mee. Wie het was, bewaren wij niet."
FIGURES = (
    Figure("view", "Keer bekeken", f"Hoe vaak een bladzijde werd geopend. {_NOT_COUNTED}", _uses(Act.VIEW)),
    Figure("download", "Keer gedownload", f"Hoe vaak een bestand werd opgehaald. {_NOT_COUNTED}", _uses(Act.DOWNLOAD)),
    Figure(
        "search",
        "Keer gezocht",
        f"Hoe vaak iemand met woorden zocht; wie daarna filtert of doorbladert, telt één keer. {_NOT_COUNTED}",
        _uses(Act.SEARCH),
    ),
    Figure(
        "empty-search",
        "Gezocht zonder resultaat",
        "Hoe vaak die woorden niets opleverden.",
        _uses(Act.EMPTY_SEARCH),
        "white_spots",
    ),
    Figure(
        "question",
        "Vragen aan de servicedesk",
        "Vragen die binnenkwamen, langs elke weg. Samengevoegde vragen tellen één keer.",
        desk_reports.asked,
        "desk",
    ),
    Figure(
        "referral",
        "Verwijzingen met oordeel",
        "Verwijzingen waarvan de vrager zei of het hielp; geteld op de dag van dat antwoord.",
        desk_reports.rated,
        "desk",
    ),
    Figure(
        "registration",
        "Aanmeldingen",
        "Aanmeldingen voor bijeenkomsten met een bevestigd adres, ook als iemand zich later afmeldde.",
        event_reports.registered,
        "events",
    ),
    Figure(
        "attendance",
        "Aanwezig geweest",
        "Deelnemers die als aanwezig zijn aangevinkt, geteld op de dag van de bijeenkomst.",
        event_reports.attended,
        "events",
    ),
    Figure(
        "post",
        "Berichten in netwerken",
        "Berichten die leden in hun lerende netwerk schreven.",
        learning_reports.posts,
        "learning_networks",
    ),
    Figure(
        "application",
        "Aanvragen voor advies op maat",
        "Aanvragen die zijn ingediend.",
        case_reports.applied,
        "cases",
    ),
    Figure(
        "decision",
        "Besluiten van het kernteam",
        "Besluiten, met welke uitkomst ook.",
        kernteam_reports.decided,
        "kernteam",
    ),
)
BY_ACT = {figure.act: figure for figure in FIGURES}
SOURCES = (
    rollup.Source("question", BY_ACT["question"].label, desk_reports.asked_on),
    rollup.Source("referral", BY_ACT["referral"].label, desk_reports.rated_on),
    rollup.Source("registration", BY_ACT["registration"].label, event_reports.registered_on),
    rollup.Source("attendance", BY_ACT["attendance"].label, event_reports.attended_on),
    rollup.Source("post", BY_ACT["post"].label, learning_reports.posted_on),
    rollup.Source("joining", "Nieuwe leden van netwerken", learning_reports.joined_on),
    rollup.Source("application", BY_ACT["application"].label, case_reports.applied_on),
    rollup.Source("decision", BY_ACT["decision"].label, kernteam_reports.decided_on),
)
"""What areas keep rows of, for the nightly roll-up and its check."""


def counted(acts: Iterable[str], asked: Asked, urls: Mapping[str, str]) -> list[Number]:
    """These figures over the period, from the daily totals; *stand per* is the last day that was counted."""
    last = min(asked.period.last, local_date(asked.at))
    found = usage_reports.totals(acts, asked.period.first, last)
    as_of = until_told(usage_reports.counted_to(), last)
    return [
        Number(BY_ACT[act].label, told(found.get(act)), url=urls.get(act, ""), as_of=as_of if act in found else "")
        for act in acts
    ]


def until_told(counted_to: date | None, last: date) -> str:
    """*21 november 2026*: the last day that is in a figure."""
    return long_date(min(counted_to, last)) if counted_to else ""


def told(value: int | None) -> str:
    """A number as it is shown; what was not counted says so."""
    return UNKNOWN if value is None else number(value)


def now(asked: Asked) -> str:
    """*Stand per* of what was counted at this moment."""
    return moment(asked.at)
