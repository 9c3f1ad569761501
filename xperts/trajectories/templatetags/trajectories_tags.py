"""Time and money as people read them, and Dutch words for steps."""

from decimal import Decimal

from django import template

from loket.core.templatetags.formats import euro
from xperts.trajectories import papers

register = template.Library()

_ACTS = {
    "write": "Opgesteld",
    "change": "Tekst gewijzigd",
    "agree": "Getekend door",
    "seal": "Door iedereen getekend en vastgelegd",
    "drop": "Vervallen",
    "submit": "Ingediend",
    "submit_again": "Opnieuw ingediend",
    "approve": "Goedgekeurd",
    "send_back": "Teruggestuurd",
}

register.filter("duration", papers.duration)


@register.filter
def cents(value: int | None) -> str:
    """Euro cents as an amount: *€ 95* or *€ 12,50*; empty for None."""
    return "" if value is None else euro(Decimal(value) / 100)


@register.filter
def trajectory_act(act: str) -> str:
    """What was done with a contract or claim, in words."""
    return _ACTS[act]
