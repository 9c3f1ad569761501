"""What the pages of the directory show, fetched in one place; read-only."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, F, Func, QuerySet
from django.http import QueryDict
from django.urls import reverse

from loket.core.templatetags.formats import number
from loket.core.templatetags.links import query_without
from loket.search.facets import Option
from loket.vocabulary import lookup
from network.directory import contacting, people, permissions
from network.directory.enums import Language, Sort
from network.directory.models import Barring, Block, DirectMessage, Listing, Report
from network.directory.models.listing import MOST_FOUND
from network.directory.showing import Card, card

PAGE_SIZE = 24
_OPTIONS = 10
_UNFOLDED = 3
_ORDERS = {Sort.NAME: ("name_key", "pk"), Sort.NEWEST: ("-listed_at", "-pk")}


@dataclass(frozen=True)
class Facet:
    """A group of filters as ``search/_facet.html`` has it."""

    name: str
    legend: str
    shown: tuple[Option, ...]
    more_url: str
    chosen: int


def found_page(found, legends: dict[str, str], params: QueryDict) -> dict:
    """The list of people with its facets; ``found`` is the bound filter, ``legends`` the groups in their order."""
    sort = params.get("sortering") if params.get("sortering") in Sort.values else Sort.NAME
    rows = found.qs.order_by(*_ORDERS[sort])
    count = rows.order_by()[: MOST_FOUND + 1].count()
    page = Paginator(_Bounded(rows.with_people(), min(count, MOST_FOUND)), PAGE_SIZE).get_page(params.get("pagina"))
    facets = _facets(found, legends, params, is_exact=count <= MOST_FOUND)
    return {
        "filter": found,
        "page": page,
        "cards": [card(listing) for listing in page.object_list],
        "count_text": _count_text(count),
        "open_facets": facets[:_UNFOLDED],
        "folded_facets": facets[_UNFOLDED:],
        "active": sum(facet.chosen for facet in facets),
        "chips": _chips(found.chosen, legends, params),
        "clear_url": _clear_url(params, legends),
        "sorts": Sort.choices,
        "sort": sort,
        "is_exact": count <= MOST_FOUND,
    }


class _Bounded:
    """Rows for a paginator that knows already how many there are."""

    def __init__(self, rows: QuerySet, size: int) -> None:
        self._rows, self._size = rows, size

    def count(self) -> int:
        return self._size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> list[Listing]:
        return list(self._rows[part])


def _count_text(count: int) -> str:
    if count > MOST_FOUND:
        return f"Meer dan {number(MOST_FOUND)} collega's"
    return "1 collega" if count == 1 else f"{number(count)} collega's"


def _facets(found, legends: dict[str, str], params: QueryDict, *, is_exact: bool) -> list[Facet]:
    """Of each group the options that somebody has; a group with a choice is counted without its own choice."""
    chosen = found.chosen
    counts = _counted(found.qs)
    built = []
    for group, legend in legends.items():
        own = _counted(found.without(group)) if chosen[group] else counts
        options = _options(group, own, chosen[group], is_exact=is_exact)
        if options:
            built.append(_facet(group, legend, options, params))
    return built


def _counted(rows: QuerySet) -> Counter:
    """How often each facet occurs among the first of these people."""
    first = Listing.objects.filter(pk__in=rows.order_by()[:MOST_FOUND].values("pk")).order_by()
    tokens = first.annotate(facet=Func(F("facets"), function="unnest")).values("facet").annotate(times=Count("pk"))
    return Counter({row["facet"]: row["times"] for row in tokens})


def _options(group: str, counts: Counter, chosen: list[str], *, is_exact: bool) -> tuple[Option, ...]:
    prefix = f"{group}:"
    found = {token.removeprefix(prefix): times for token, times in counts.items() if token.startswith(prefix)}
    found = {code: 0 for code in chosen} | found
    # Past the limit only the first people were counted: then no number is better than a wrong one.
    options = [
        Option(code, label_of(group, code), times if is_exact else None, code in chosen)
        for code, times in sorted(found.items(), key=lambda row: (row[0] not in chosen, -row[1], row[0]))
    ]
    return tuple(options)


def _facet(group: str, legend: str, options: tuple[Option, ...], params: QueryDict) -> Facet:
    chosen = sum(option.is_checked for option in options)
    if params.get("meer") == group or len(options) <= _OPTIONS:
        return Facet(group, legend, options, "", chosen)
    more = params.copy()
    more["meer"] = group
    return Facet(group, legend, options[: max(_OPTIONS, chosen)], f"?{more.urlencode()}", chosen)


def label_of(group: str, code: str) -> str:
    """The words for a code of a facet."""
    if group == "area":
        return lookup.area_label(code)
    if group == "language":
        return str(Language(code).label) if code in Language.values else code
    return "Beschikbaar als gastspreker" if group == "speaker" else lookup.label(group, code)


def _chips(chosen: dict[str, list[str]], legends: dict[str, str], params: QueryDict) -> list[dict]:
    chips = [
        {"group": legends[group], "label": label_of(group, code), "url": query_without(params, group, code)}
        for group, codes in chosen.items()
        for code in codes
    ]
    if params.get("place"):
        chips.append({"group": "Gemeente of regio", "label": params["place"], "url": query_without(params, "place")})
    return chips


def _clear_url(params: QueryDict, legends: dict[str, str]) -> str:
    kept = params.copy()
    for name in (*legends, "place", "pagina", "meer"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def colleague_page(seen: Card, user) -> dict:
    """The card of one person, with people who have the same themes."""
    alike = people.like(user, themes=seen.themes, areas=seen.areas, limit=5)
    return {
        "card": seen,
        "facts": [
            ("Sector", seen.sector_label),
            ("Niveau", seen.level_label),
            ("Thema's", ", ".join(seen.theme_labels)),
            ("Regio", ", ".join(seen.area_labels)),
            ("Talen", ", ".join(seen.language_labels)),
        ],
        "is_own": user.pk == seen.listing.person_id,
        "can_write": permissions.can_write_to(user, seen.listing),
        "own_url": reverse("own_listing"),
        "link": f"{settings.SITE_URL}{seen.url}",
        "alike": [other for other in alike if other.listing != seen.listing][:4],
    }


def message_page(message: DirectMessage, user) -> dict:
    """A message for who got it: who sent it, and what can be done."""
    is_blocked = bool(message.sender) and Block.objects.filter(person=user, blocked=message.sender).exists()
    return {"message": message, "is_blocked": is_blocked, "can_reply": bool(message.sender) and not is_blocked}


def own_listing(user) -> Listing:
    """This person's row, saved or new, with the person as the profile is now."""
    listing = Listing.objects.filter(person=user).with_people().first()
    return listing or Listing(person=user)


def reports_page(user, state: str, number_: str | None) -> dict:
    """What was reported, in one state, newest first, with the steps that may be taken."""
    reports = Report.objects.visible_to(user).filter(state=state).select_related("accused", "by")
    page = Paginator(reports, PAGE_SIZE).get_page(number_)
    barred = _barred(page.object_list)
    rows = [
        {"report": row, "steps": contacting.REPORTS.available(row, user), "is_barred": row.accused_id in barred}
        for row in page.object_list
    ]
    return {"page": page, "rows": rows, "state": state}


def _barred(reports) -> set[int]:
    accused = [row.accused_id for row in reports if row.accused_id]
    return set(Barring.objects.filter(person__in=accused).values_list("person_id", flat=True))


def shown_since(listing: Listing) -> datetime | None:
    """Since when this person can be found; None when nobody can find them."""
    return listing.listed_at if listing.name else None
