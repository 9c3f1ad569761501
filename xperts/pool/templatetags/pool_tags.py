"""Dutch words for steps in the pool, and for hours."""

from django import template

from xperts.pool.asking import ASKS
from xperts.pool.units import hours
from xperts.pool.workflow import XPERTS

register = template.Library()
register.filter("hours", hours)

STEP_ADDRESSES = {
    "select": "opnemen",
    "refuse": "niet-opnemen",
    "rest": "rust",
    "resume": "weer-actief",
    "leave": "uit-de-pool",
}
_ACTS = {
    "nominate": "Voorgedragen",
    "support": "Nog eens voorgedragen",
    "assess": "Beoordeeld",
    "select": "In de pool opgenomen",
    "refuse": "Niet opgenomen",
    "rest": "In rust",
    "leave": "Uit de pool",
    "change": "Profiel gewijzigd",
    "judge_trial": "Proeftijd beoordeeld",
}
_ASK_ACTS = {
    "ask": "Gevraagd",
    "accept": "Ja gezegd",
    "decline": "Nee gezegd",
    "give_back": "Ja teruggenomen door de Xpert",
    "take_back": "Ja ongedaan gemaakt door de desk",
    "withdraw": "Ingetrokken",
    "lapse": "Niet op tijd beantwoord",
    "cancel": "Vervallen",
}


@register.filter
def step_address(name: str) -> str:
    return STEP_ADDRESSES[name]


@register.filter
def pool_act(act: str) -> str:
    """What was done with somebody in the pool, in words."""
    return _ACTS.get(act) or XPERTS.transitions[act].label


@register.filter
def ask_act(act: str) -> str:
    """What was done with an ask, in words."""
    return _ASK_ACTS.get(act) or ASKS.transitions[act].label


@register.filter
def percent(value: float | None) -> int | str:
    """A share of 1 in whole percents; a dash when it is not known."""
    return "–" if value is None else round(100 * value)
