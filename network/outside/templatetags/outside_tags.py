"""Dutch words for the steps of the register."""

from django import template

from network.outside.workflow import LISTINGS

register = template.Library()

_OTHERS = {"propose": "Voorgesteld", "change": "Gewijzigd"}


@register.filter
def outside_act(act: str) -> str:
    return _OTHERS.get(act) or LISTINGS.transitions[act].label
