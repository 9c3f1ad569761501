"""One area: what is asked and what is offered there, gathered from all over the portal."""

from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from loket.search import audience
from loket.search.engine import search
from loket.search.query import SearchRequest
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from network.events import pages as event_pages
from network.events.models import Event
from network.learning import findable as networks
from network.regions import findable
from network.regions.enums import ConsentKind
from network.regions.models import Need, Region

SHOWN = 6
_EVENT, _NOTICES = "bijeenkomst", ("zoek", "bied", "oproep")
OF_THE_NETWORK = frozenset({_EVENT, networks.KIND, findable.KIND, *_NOTICES})
_ASKED = 50


def area_page(code: str, user, *, at: datetime) -> dict:
    """Learning regions, networks, meetings, notices, needs and entries of an area (and of what lies within it)."""
    tokens = audience.tokens_of(user)
    first = search(SearchRequest(facets={"area": (code,)}, page_size=1, unfolded="kind"), tokens)
    kinds = _kinds(first)
    entry_kinds = tuple(kind for kind in kinds if kind not in OF_THE_NETWORK)
    return {
        "code": code,
        "label": lookup.area_label(code),
        "within": [
            (lookup.area_label(one), reverse("area", args=[one])) for one in lookup.area_with_ancestors(code)[1:]
        ],
        "regions": _found(code, (findable.KIND,), kinds, tokens),
        "networks": _without_regions(_found(code, (networks.KIND,), kinds, tokens)),
        "notices": _found(code, _NOTICES, kinds, tokens),
        "entries": _found(code, entry_kinds, kinds, tokens),
        "entry_count": sum(kinds[kind] for kind in entry_kinds),
        "events": [event_pages.card(event) for event in _events(code, at)],
        "needs": _needs(code),
        "search_url": f"{reverse('search')}?{urlencode({'area': code})}",
        "total": first.count,
    }


def _kinds(result) -> dict[str, int]:
    """How often each kind occurs."""
    group = next((group for group in result.facets if group.name == "kind"), None)
    return {option.value: option.count for option in group.options} if group else {}


def _found(code: str, wanted: tuple[str, ...], kinds: dict[str, int], tokens: tuple[str, ...]) -> list:
    known = tuple(kind for kind in wanted if kinds.get(kind))
    if not known:
        return []
    return search(SearchRequest(facets={"area": (code,), "kind": known}, page_size=SHOWN), tokens).hits


def _without_regions(hits: list) -> list:
    """A network that is a learning region stands among those already."""
    regions = Region.objects.filter(
        network__in=[hit.subject_id for hit in hits], agrees_to__contains=[ConsentKind.STORY]
    )
    double = set(regions.values_list("network", flat=True))
    return [hit for hit in hits if hit.subject_id not in double]


def _events(code: str, at: datetime) -> list[Event]:
    """What is still to come, the soonest first."""
    rows = Event.objects.coming(at).filter(areas__overlap=_with_parts(code))
    return list(rows[:SHOWN])


def _needs(code: str) -> list[Need]:
    """Unanswered needs that a region chose to show."""
    rows = Need.objects.shared().unanswered().filter(region__network__areas__overlap=_with_parts(code))
    return list(rows.select_related("region__network")[:_ASKED])


def _with_parts(code: str) -> list[str]:
    """The area and all that lies in it."""
    return [code, *(other for other, _ in lookup.area_choices() if code in lookup.area_with_ancestors(other)[1:])]


def known(code: str) -> bool:
    return lookup.area(code) is not None


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Provinces and GGD regions to choose from; municipalities are found by name."""
    kinds = ((AreaKind.PROVINCE, "Provincies"), (AreaKind.GGD_REGION, "GGD-regio's"))
    return [
        (label, [(name, reverse("area", args=[code])) for code, name in lookup.area_choices(kind)])
        for kind, label in kinds
    ]
