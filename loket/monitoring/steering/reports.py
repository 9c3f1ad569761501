"""Figures of the steering for dashboards and reports; read-only."""

from dataclasses import dataclass
from datetime import datetime

from loket.core.working_days import local_date
from loket.monitoring import together
from loket.monitoring.steering.enums import PilotState, RiskState
from loket.monitoring.steering.kinds import REGISTERS
from loket.monitoring.steering.models import ActionPoint, Deal, Pilot, Risk
from loket.monitoring.steering.pages import GREAT, ordered

SHOWN = 10


@dataclass(frozen=True)
class Steering:
    """How the programme stands: numbers of what waits and is late, great risks, and pilots with how they ended."""

    actions_open: int
    actions_late: int
    actions_done: int
    deals_open: int
    deals_late: int
    risks: tuple[Risk, ...]
    great_risks: int
    pilots_running: int
    pilots_ended: tuple[Pilot, ...]


def steering(*, at: datetime) -> Steering:
    today = local_date(at)
    risks = list(ordered(Risk.objects.exclude(state=RiskState.CLOSED), REGISTERS[Risk.SLUG]))
    counted = {
        "actions_open": ActionPoint.objects.waiting(),
        "actions_late": ActionPoint.objects.overdue(today),
        "actions_done": ActionPoint.objects.filter(state="done"),
        "deals_open": Deal.objects.waiting(),
        "deals_late": Deal.objects.overdue(today),
        "pilots_running": Pilot.objects.filter(state=PilotState.RUNNING),
    }
    return Steering(
        **dict(zip(counted, together.counts(list(counted.values())), strict=True)),
        risks=tuple(risks[:SHOWN]),
        great_risks=sum(risk.score >= GREAT for risk in risks),
        pilots_ended=tuple(Pilot.objects.filter(state=PilotState.ENDED).order_by("-closed_on", "-pk")[:SHOWN]),
    )
