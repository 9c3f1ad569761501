"""The calendar of events by month, with how many each filter would leave, and somebody's own events; read-only."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst

from loket.core.templatetags.formats import number
from loket.core.templatetags.links import query_without
from loket.search.facets import Option
from loket.vocabulary import lookup
from network.events import pages, permissions
from network.events.enums import EventState, Kind, Venue
from network.events.models import Event, Registration

PAGE_SIZE = 25
PAST = "geweest"
_OPTIONS = 10
_UNFOLDED = 4
_MOST_OWN = 50
_MORE = "meer"
_PLACE = "place"
# What an address of the calendar can hold that a program with the feed has no use for.
_NOT_IN_FEED = ("pagina", _MORE, PAST)


@dataclass(frozen=True)
class Facet:
    """A group of filters as ``search/_facet.html`` has it."""

    name: str
    legend: str
    shown: tuple[Option, ...]
    more_url: str
    chosen: int


def found_page(found, legends: dict[str, str], params: QueryDict) -> dict:
    """The events with their facets; ``found`` is the bound filter, ``legends`` the groups in their order.

    Three queries: all numbers, the events of the page, and their places.
    """
    counted, chosen, past = found.counted(), found.chosen, PAST in params
    page = Paginator(_Counted(found.qs, counted.total), PAGE_SIZE).get_page(params.get("pagina"))
    facets = [_facet(group, counted.by_group[group], chosen[group], legends, params) for group in legends]
    facets = [facet for facet in facets if facet.shown]
    return {
        "filter": found,
        "page": page,
        "months": pages.by_month(pages.with_places_left(page.object_list)),
        "past": past,
        "count_text": _count_text(counted.total, past=past),
        "open_facets": facets[:_UNFOLDED],
        "folded_facets": facets[_UNFOLDED:],
        "active": sum(facet.chosen for facet in facets),
        "chips": _chips(chosen, legends, params),
        "clear_url": _without(params, *legends, _PLACE),
        "other_url": _without(params, "period", PAST) if past else _past_url(params),
        "feed": f"{reverse('events_feed')}{_without(params, *_NOT_IN_FEED)}".rstrip("?"),
    }


def own_page(user, *, at: datetime) -> dict:
    """Where somebody goes and what they organise, what comes first; for the desk also what waits for a judgement."""
    going = Registration.objects.active().filter(person=user, event__ends_at__gte=at).select_related("event")
    organised = Event.objects.organised_by(user)
    coming = organised.filter(ends_at__gte=at).order_by("starts_at", "pk")
    past = organised.filter(ends_at__lt=at).order_by("-starts_at", "-pk")
    proposed = Event.objects.filter(state=EventState.PROPOSED).order_by("created_at")
    return {
        "going": going.order_by("event__starts_at", "pk"),
        "coming": [pages.card(event) for event in coming[:_MOST_OWN]],
        "past": [pages.card(event) for event in past[:_MOST_OWN]],
        "proposals": proposed if permissions.can_judge(user) else [],
    }


class _Counted:
    """Rows for a paginator that knows already how many there are."""

    def __init__(self, rows: QuerySet, size: int) -> None:
        self._rows, self._size = rows, size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> list:
        return list(self._rows[part]) if self._size else []


def _count_text(total: int, *, past: bool) -> str:
    named = "1 bijeenkomst" if total == 1 else f"{number(total)} bijeenkomsten"
    return f"{named} die {'is' if total == 1 else 'zijn'} geweest" if past else named


def _facet(group: str, counts: Counter, chosen: list[str], legends: dict[str, str], params: QueryDict) -> Facet:
    """Ten options and those that are chosen; all of them in the group that was asked for in full."""
    found = {code: 0 for code in chosen} | counts
    ordered = sorted(found, key=lambda code: (code not in chosen, *_place(group, code, found[code], PAST in params)))
    options = tuple(Option(code, label_of(group, code), found[code], code in chosen) for code in ordered)
    if params.get(_MORE) == group or len(options) <= _OPTIONS:
        return Facet(group, legends[group], options, "", len(chosen))
    more = params.copy()
    more[_MORE] = group
    shown = options[: max(_OPTIONS, len(chosen))]
    return Facet(group, legends[group], shown, f"?{more.urlencode()}", len(chosen))


def _place(group: str, code: str, count: int, past: bool) -> tuple:
    """Months in the order of the list and levels in their own; of the rest the most found first."""
    if group == "period":
        months = int(code.replace("-", ""))
        return (-months if past else months,)
    return (code,) if group == "level" else (-count, label_of(group, code))


def label_of(group: str, code: str) -> str:
    """The words for a code of a facet."""
    match group:
        case "period":
            return capfirst(date_format(parse_date(f"{code}-01"), "F Y"))
        case "area":
            return lookup.area_label(code)
        case "kind":
            return str(Kind(code).label)
        case "venue":
            return str(Venue(code).label)
    return lookup.label(group, code)


def _chips(chosen: dict[str, list[str]], legends: dict[str, str], params: QueryDict) -> list[dict]:
    chips = [
        {"group": legends[group], "label": label_of(group, code), "url": query_without(params, group, code)}
        for group, codes in chosen.items()
        for code in codes
    ]
    if params.get(_PLACE):
        chips.append({"group": "Gemeente of regio", "label": params[_PLACE], "url": query_without(params, _PLACE)})
    return chips


def _past_url(params: QueryDict) -> str:
    """What was, with the same filters; of the months that come none was."""
    kept = _without(params, "period")
    return f"{kept}{'&' if len(kept) > 1 else ''}{PAST}="


def _without(params: QueryDict, *names: str) -> str:
    kept = params.copy()
    for name in (*names, "pagina"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"
