"""The pillars a mix stands in, with what usually belongs in each, so that gaps can be filled from the catalogue.

The names of the first set are those of RIVM's toolkit; the other two come from source 002: the second from *Senioren
sterker maken*, the third from *Samen Leren voor Gezond Gewicht in Rivierenland*.
"""

from dataclasses import dataclass

from django.utils.text import slugify

from loket.catalogue.enums import Kind
from loket.catalogue.mixes.enums import PillarSet

_DOING = (Kind.INTERVENTION, Kind.PRACTICE)
_TELLING = (Kind.INTERVENTION, Kind.TOOLKIT, Kind.MATERIAL, Kind.PRACTICE, Kind.TRAINING)
_STEERING = (Kind.POLICY_INSTRUMENT, Kind.MANUAL, Kind.GUIDANCE, Kind.GUIDELINE, Kind.PROGRAMME, Kind.PRACTICE)
_PLACES = (Kind.INTERVENTION, Kind.PRACTICE, Kind.PROGRAMME, Kind.MANUAL)
_HELPING = (Kind.INTERVENTION, Kind.PRACTICE, Kind.TRAINING, Kind.SUPPORT_OFFER)


@dataclass(frozen=True)
class Pillar:
    """``kinds``: what usually fills it, the most usual first; ``words``: what such entries speak of."""

    code: str
    label: str
    kinds: tuple[str, ...] = (*_DOING, Kind.PROGRAMME, Kind.TOOLKIT, Kind.MATERIAL)
    words: tuple[str, ...] = ()


_SURROUNDINGS = ("omgeving", "buurt", "wijk", "speelplek", "beweegtuin", "kantine", "schoolplein", "inrichting")
_INFORMING = ("voorlichting", "workshop", "les", "cursus", "campagne", "bewustwording", "theater")
_SIGNALLING = ("signaleren", "advies", "ondersteuning", "begeleiding", "huisbezoek", "verwijzen", "zorgverlener")
_RULES = ("regels", "beleid", "handhaving", "afspraken", "verbod", "rookvrij", "akkoord")
_GROUNDWORK = ("samenwerking", "netwerk", "draagvlak", "beleid", "plan", "community")

SETS: dict[str, tuple[Pillar, ...]] = {
    PillarSet.RIVM: (
        Pillar("omgeving", "Fysieke en sociale omgeving", _PLACES, _SURROUNDINGS),
        Pillar("regelgeving", "Regelgeving en handhaving", _STEERING, _RULES),
        Pillar("voorlichting", "Voorlichting en educatie", _TELLING, _INFORMING),
        Pillar("signalering", "Signalering, advies en ondersteuning", _HELPING, _SIGNALLING),
    ),
    PillarSet.SENIORS: (
        Pillar("bewustwording", "Voorlichting en bewustwording", _TELLING, _INFORMING),
        Pillar("signaleren", "Signaleren, adviseren en ondersteunen", _HELPING, _SIGNALLING),
        Pillar("maatregelen-omgeving", "Maatregelen gericht op de omgeving", _PLACES, _SURROUNDINGS),
        Pillar("draagvlak", "Draagvlak en voorwaarden", _STEERING, _GROUNDWORK),
    ),
    PillarSet.WEIGHT: (
        Pillar("infrastructuur", "Preventieve infrastructuur", _STEERING, _GROUNDWORK),
        Pillar("aanbod", "Aanbod van preventieve activiteiten", _DOING, (*_INFORMING, "bewegen", "sport")),
        Pillar("gezonde-omgeving", "Gezonde omgeving", _PLACES, _SURROUNDINGS),
        Pillar("inwoners-met-overgewicht", "Aandacht voor inwoners met overgewicht", _HELPING, _SIGNALLING),
    ),
}


def pillars_of(chosen: str, own: list[str]) -> tuple[Pillar, ...]:
    """The pillars of a set; those of one's own have the words of their name."""
    if chosen != PillarSet.OWN:
        return SETS[chosen]
    return tuple(Pillar(code_of(label), label, words=tuple(label.lower().split())) for label in own)


def code_of(label: str) -> str:
    return slugify(label)[:60] or "pijler"
