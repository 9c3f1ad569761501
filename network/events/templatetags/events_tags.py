"""Dutch words for steps, and the address of a step."""

from django import template

from network.events.registering import REGISTRATIONS
from network.events.workflow import EVENTS

register = template.Library()

_ADDRESSES = {
    "approve": "goedkeuren",
    "refuse": "niet-doen",
    "withdraw": "intrekken",
    "open": "openen",
    "close": "sluiten",
    "cancel": "afgelasten",
    "evaluate": "afronden",
}
_EVENT_ACTS = {"propose": "Voorgesteld", "change": "Gewijzigd"}
_REGISTRATION_ACTS = {
    "confirm": "plaats gekregen",
    "request": "aangemeld, wacht op goedkeuring",
    "wait": "op de wachtlijst",
    "offer": "plaats aangeboden",
    "lapse": "aanbod verlopen",
    "refuse": "niet toegelaten",
    "cancel": "afgemeld",
    "attended": "aanwezig",
    "not_attended": "aanwezigheid teruggenomen",
}


@register.filter
def step_address(name: str) -> str:
    return _ADDRESSES[name]


@register.filter
def act_name(act: str) -> str:
    """What was done with an event, in words."""
    return _EVENT_ACTS.get(act) or EVENTS.transitions[act].label


@register.filter
def registration_act_name(act: str) -> str:
    """What was done with a registration, in words."""
    return _REGISTRATION_ACTS.get(act) or REGISTRATIONS.transitions[act].label
