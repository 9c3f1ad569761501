"""Dutch words for steps, and the address of a step."""

from django import template

from loket.core.workflow import History, Transition
from network.regions.enums import CouplingState, NeedState, Phase, SessionState

register = template.Library()

_PHASES = {
    "implement": "implementeren",
    "embed": "inbedden",
    "back_to_inspire": "terug-naar-inspireren",
    "back_to_implement": "terug-naar-implementeren",
}
_CASES = {
    "to_questions": "naar-de-vragen",
    "to_tips": "naar-de-tips",
    "to_taken": "naar-meenemen",
    "finish": "afronden",
    "back_to_case": "terug-naar-de-casus",
    "back_to_questions": "terug-naar-de-vragen",
    "back_to_tips": "terug-naar-de-tips",
    "back_to_taken": "terug-naar-meenemen",
}
_ACTS = {
    "ask": "Gesteld",
    "change": "Gewijzigd",
    "take_up": "Komt aan bod in een leersessie",
    "leave": "Nog zonder antwoord, weer open",
    "answer": "Beantwoord",
    "lapse": "Vervallen",
    "reopen": "Weer opengezet",
    "plan": "Gepland",
    "harvest": "Geoogst",
    "cancel": "Gaat niet door",
    "propose": "Voorgesteld",
    "approve": "Goedgekeurd",
    "refuse": "Niet goedgekeurd",
    "agree": "Ja gezegd",
    "decline": "Nee gezegd",
    "meet": "Gesprek afgesproken",
    "hold": "Gesprek geweest",
    "close": "Afgerond",
    "stop": "Gestopt",
}
_KINDS = {
    NeedState.OPEN: "warning",
    NeedState.ANSWERED: "success",
    NeedState.LAPSED: "inactive",
    SessionState.HARVESTED: "success",
    SessionState.CANCELLED: "danger",
    CouplingState.PROPOSED: "warning",
    CouplingState.AGREED: "success",
    CouplingState.REFUSED: "inactive",
    CouplingState.DECLINED: "inactive",
    CouplingState.STOPPED: "inactive",
}


@register.filter
def phase_address(name: str) -> str:
    return _PHASES[name]


@register.filter
def phase_label(step: Transition) -> str:
    """*Naar de fase inbedden*, or *Terug naar de fase inspireren*."""
    back = "Terug naar" if step.name.startswith("back") else "Naar"
    return f"{back} de fase {Phase(step.target).label.lower()}"


@register.filter
def phase_step(row: History) -> str:
    """What happened with the phase, in words."""
    label = Phase(row.to_state).label
    return f"Begonnen met {label.lower()}" if not row.from_state else f"Naar {label.lower()}"


@register.filter
def case_address(name: str) -> str:
    return _CASES[name]


@register.filter
def act_name(act: str) -> str:
    """What was done with a need, a session or a coupling."""
    return _ACTS[act]


@register.filter
def badge_kind(state: str) -> str:
    """The kind of status badge that goes with a state."""
    return _KINDS.get(state, "neutral")
