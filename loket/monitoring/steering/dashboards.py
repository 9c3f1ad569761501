"""What the dashboard of the coordinator and the reports show of the steering."""

from django.urls import reverse

from loket.core.templatetags.formats import moment, number
from loket.core.working_days import local_date
from loket.monitoring import panels
from loket.monitoring.blocks import Block, Number, Numbers, Table
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel
from loket.monitoring.steering import permissions, reports
from loket.monitoring.steering.kinds import REGISTERS
from loket.monitoring.steering.models import ActionPoint, Deal, Pilot, Risk, Steered
from loket.monitoring.steering.pages import weight

RISKS_SHOWN = 5
KEPT_FOR = 60


def register() -> None:
    panels.register(Panel("sturing", (Place.COORDINATOR, Place.QUARTERLY), 60, _agreed, KEPT_FOR, columns=3))
    panels.register(Panel("risicos", (Place.COORDINATOR, Place.QUARTERLY), 62, _risks, KEPT_FOR, columns=3))
    panels.register(Panel("pilots", (Place.QUARTERLY, Place.YEARLY), 64, _pilots))


def _url(asked: Asked, model: type[Steered]) -> str:
    """The list, for who may see it; in a report nothing, as its readers are outside."""
    is_theirs = asked.user is not None and permissions.can_steer(asked.user)
    return reverse("steered_list", args=[model.SLUG]) if is_theirs else ""


def _agreed(asked: Asked) -> Block:
    found = asked.once("steering", lambda: reports.steering(at=asked.at))
    as_of = moment(asked.at)
    rows = (
        ("Actiepunten die lopen", found.actions_open, found.actions_late, ActionPoint),
        ("Afspraken met partners die lopen", found.deals_open, found.deals_late, Deal),
    )
    items = [
        Number(
            label,
            number(total),
            note=f"{number(late)} te laat" if late else "niets te laat",
            url=_url(asked, model),
            as_of=as_of,
            tone="warning" if late else "good",
        )
        for label, total, late, model in rows
    ]
    items.append(Number("Actiepunten klaar", number(found.actions_done), url=_url(asked, ActionPoint), as_of=as_of))
    items.append(Number("Pilots die lopen", number(found.pilots_running), url=_url(asked, Pilot), as_of=as_of))
    late = found.actions_late + found.deals_late
    return Numbers(
        title="Actiepunten, afspraken en pilots",
        items=items,
        glance=f"{number(late)} te laat" if late else "niets te laat",
        glance_tone="warning" if late else "good",
    )


def _risks(asked: Asked) -> Table:
    found = asked.once("steering", lambda: reports.steering(at=asked.at))
    shown = found.risks[:RISKS_SHOWN]
    has_links = bool(_url(asked, Risk))
    return Table(
        title="Risico's",
        note=f"De grootste eerst: kans × gevolg. {number(found.great_risks)} groot.",
        as_of=moment(asked.at),
        glance=f"{number(found.great_risks)} groot",
        glance_tone="warning" if found.great_risks else "good",
        url=_url(asked, Risk),
        url_label="Alle risico's",
        headings=("Risico", "Hoe groot", "Stand"),
        rows=[[risk.title, weight(risk)["label"], risk.get_state_display()] for risk in shown],
        top=4,
        brief=[1],
        links=[risk.get_absolute_url() if has_links else "" for risk in shown],
        empty="Er staan geen risico's in de lijst.",
    )


def _pilots(asked: Asked) -> Block | None:
    """Pilots that ended in the period, with the decision and why; none is nothing to show."""
    ended = Pilot.objects.filter(state="ended", closed_on__gte=asked.period.first, closed_on__lte=asked.period.last)
    rows = [
        [row.title, row.get_outcome_display(), row.reach, row.appreciation and float(row.appreciation), row.reason]
        for row in ended.filter(closed_on__lte=local_date(asked.at)).order_by("closed_on", "pk")
    ]
    if not rows:
        return None
    return Table(
        title="Pilots die zijn afgerond",
        note=f"{REGISTERS[Pilot.SLUG].many} die eindigden in {asked.period.label}.",
        url=_url(asked, Pilot),
        url_label="Alle pilots",
        headings=("Pilot", "Besluit", "Bereik", "Waardering", "Waarom"),
        rows=rows,
        numeric=[2, 3],
    )
