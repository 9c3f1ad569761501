"""The search page: everything in the catalogue, by words and by filters. One address is the whole state."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from loket.search import audience, badges, excerpts, facets
from loket.search.engine import Hit, Result, search
from loket.search.enums import Sort
from loket.search.query import CAP, SearchRequest
from loket.search.tasks import note_empty_search
from loket.usage import counting
from loket.usage.enums import Act

_UNFOLDED = 5
_OPTIONS = 10
_FACTS = (
    ("target_group", "Doelgroep", "users"),
    ("setting", "Setting", "map-pin"),
    ("owner", "Eigenaar", "building-2"),
)
_SHOWN_CODES = 3
_NO_RECOGNITION = "geen"


@dataclass(frozen=True)
class Card:
    """One result as its card shows it."""

    url: str
    title: SafeString
    kind: str
    text: SafeString
    found_in: str
    recognition: str
    outdated: bool
    facts: list[dict[str, str]]
    badges: list[str]


@dataclass(frozen=True)
class ShownFacet:
    """A facet as its part of the panel shows it."""

    name: str
    legend: str
    shown: tuple[facets.Option, ...]
    more_url: str
    chosen: int


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def search_page(request: HttpRequest) -> HttpResponse:
    """Results with facets; by htmx only the part that changes."""
    asked = SearchRequest.from_params(request.GET)
    result = search(asked, audience.tokens_of(request.user), audience.preferred_by(request.user))
    _note(request, asked, result)
    template = "search/_results.html" if request.htmx and not request.htmx.boosted else "search/search.html"
    return render(request, template, _context(asked, result))


def _note(request: HttpRequest, asked: SearchRequest, result: Result) -> None:
    """Count a search, once however it is narrowed after that; one that found nothing is kept too."""
    if not asked.text or asked.facets or asked.page > 1:
        return
    counting.count(request, Act.SEARCH, "search", 0, owner_id=None)
    if not result.count:
        counting.count(request, Act.EMPTY_SEARCH, "search", 0, owner_id=None)
        note_empty_search(asked.text)


def _context(asked: SearchRequest, result: Result) -> dict:
    shown = [_facet(group, asked) for group in result.facets]
    beside = badges.of(result.hits)
    marker, today = excerpts.Marker(result.question), timezone.localdate()
    return {
        "asked": asked,
        "result": result,
        "count_text": _count_text(result),
        "cards": [_card(hit, marker, beside.get(hit.id, []), today) for hit in result.hits],
        "open_facets": shown[:_UNFOLDED],
        "folded_facets": shown[_UNFOLDED:],
        "active": len(asked.chosen),
        "chips": [_chip(asked, group, code) for group, codes in asked.facets.items() for code in codes],
        "clear_url": asked.url(facets={}),
        "suggestion_url": asked.url(text=result.suggestion),
        "literal_url": asked.url(text=result.literal) if result.repaired else "",
        "loosened": [_chip(asked, group, code) for group, code in asked.chosen],
        "sorts": Sort.choices,
        "query": asked.to_params(page=asked.page),
        "cap": CAP,
    }


def _facet(group: facets.Group, asked: SearchRequest) -> ShownFacet:
    """Ten options, and those that are chosen; all of them in the group that was asked for in full."""
    if group.name == asked.unfolded or len(group.options) <= _OPTIONS:
        return ShownFacet(group.name, group.legend, group.options, "", group.chosen)
    shown = group.options[: max(_OPTIONS, group.chosen)]
    return ShownFacet(group.name, group.legend, shown, asked.url(unfolded=group.name, page=asked.page), group.chosen)


def _count_text(result: Result) -> str:
    if not result.count_is_exact:
        return "Meer dan 1.000 resultaten"
    return "1 resultaat" if result.count == 1 else f"{result.count:,} resultaten".replace(",", ".")


def _chip(asked: SearchRequest, group: str, code: str) -> dict[str, str]:
    url = asked.url(facets=asked.without(group, code))
    return {"group": facets.GROUPS[group], "label": facets.label_of(group, code), "url": url}


def _card(hit: Hit, marker: excerpts.Marker, beside: list[str], today: date) -> Card:
    found = marker.excerpt(hit)
    recognition = next(iter(hit.codes("recognition")), "")
    return Card(
        url=hit.url,
        title=marker.highlight(hit.title),
        kind=facets.one_of(hit.kind),
        text=found.text,
        found_in=found.place,
        recognition="" if recognition == _NO_RECOGNITION else recognition,
        outdated=bool(hit.check_due and hit.check_due < today),
        facts=[fact for group, label, icon in _FACTS if (fact := _fact(hit, group, label, icon))],
        badges=beside,
    )


def _fact(hit: Hit, group: str, label: str, icon: str) -> dict[str, str] | None:
    codes = hit.codes(group)
    if not codes:
        return None
    words = ", ".join(facets.label_of(group, code) for code in codes[:_SHOWN_CODES])
    return {"label": label, "icon": icon, "value": words + (" en meer" if len(codes) > _SHOWN_CODES else "")}
