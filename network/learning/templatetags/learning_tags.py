"""The address of a step, and Dutch words for what was done."""

from django import template

register = template.Library()

_ADDRESSES = {
    "approve": "goedkeuren",
    "refuse": "niet-starten",
    "withdraw": "intrekken",
    "begin": "beginnen",
    "harvest": "oogsten",
    "resume": "verder",
    "archive": "archiveren",
    "reopen": "heropenen",
}
_ACTS = {
    "propose": "Voorgesteld",
    "approve": "Goedgekeurd",
    "refuse": "Niet gestart",
    "withdraw": "Voorstel ingetrokken",
    "begin": "De startvraag stond: aan de slag",
    "harvest": "Begonnen met oogsten",
    "resume": "Toch verder",
    "archive": "Gearchiveerd",
    "reopen": "Heropend",
    "change": "Gewijzigd",
    "nest": "Onder een ander netwerk gehangen",
    "extend": "Einddatum gewijzigd",
}


@register.filter
def network_step_address(name: str) -> str:
    return _ADDRESSES[name]


@register.filter
def network_act_name(act: str) -> str:
    """What was done with a network, in words."""
    return _ACTS[act]
