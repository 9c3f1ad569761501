"""The four registers of the steering: their words and their models, for pages that treat them alike."""

from dataclasses import dataclass

from loket.core.workflow import Workflow
from loket.monitoring.steering.models import ActionPoint, Deal, Pilot, Risk, Steered
from loket.monitoring.steering.workflow import ACTIONS, DEALS, PILOTS, RISKS


@dataclass(frozen=True)
class Register:
    """``due`` is what the last day is called; ``related`` goes along in the query of a list."""

    slug: str
    model: type[Steered]
    workflow: Workflow
    one: str
    many: str
    new: str
    lead: str
    icon: str
    due: str
    related: tuple[str, ...] = ("owner",)


REGISTERS = {
    register.slug: register
    for register in (
        Register(
            ActionPoint.SLUG,
            ActionPoint,
            ACTIONS,
            "actiepunt",
            "Actiepunten",
            "Nieuw actiepunt",
            "Wat wij doen, wie dat doet en wanneer het klaar is.",
            "list-checks",
            "Klaar uiterlijk",
        ),
        Register(
            Pilot.SLUG,
            Pilot,
            PILOTS,
            "pilot",
            "Pilots",
            "Nieuwe pilot",
            "Klein beginnen in een regio. Elke pilot eindigt met een besluit en een reden.",
            "flask-conical",
            "Loopt tot en met",
        ),
        Register(
            Risk.SLUG,
            Risk,
            RISKS,
            "risico",
            "Risico's",
            "Nieuw risico",
            "Wat mis kan gaan, hoe groot dat is en wat wij eraan doen.",
            "triangle-alert",
            "Opnieuw bekijken op",
        ),
        Register(
            Deal.SLUG,
            Deal,
            DEALS,
            "afspraak",
            "Afspraken met partners",
            "Nieuwe afspraak",
            "Welke partner wat doet of vult, en wanneer dat er is.",
            "handshake",
            "Nagekomen uiterlijk",
            ("owner", "organisation"),
        ),
    )
}


def of(item: Steered) -> Register:
    return REGISTERS[item.SLUG]
