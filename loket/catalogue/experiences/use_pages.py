"""What the pages about use need, fetched in one place; read-only."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.template.defaultfilters import pluralize
from django.utils.formats import number_format

from loket.catalogue.experiences import permissions, reports
from loket.catalogue.experiences.enums import USED_KINDS
from loket.catalogue.experiences.models import Use
from loket.catalogue.experiences.regions import regions_of, tile_map
from loket.catalogue.models import Entry
from loket.vocabulary import lookup

PER_PAGE = 25
MOST_OWN = 200
CACHE_SECONDS = 5 * 60
_MAP_TITLE = "Organisaties die dit gebruiken, per GGD-regio"


class Ranked(NamedTuple):
    """What the overview tells of one entry, by its number; the figures are those of ``reports.Figures``."""

    entry: int
    organisations: int
    regions: int
    national: int
    reach: int


def panel(entry: Entry, user, today: date) -> dict | None:
    """On the page of an entry: key figures, the map and its table."""
    if entry.kind not in USED_KINDS:
        return None
    found = reports.of_entry(entry, today)
    own = None
    if user.is_authenticated and user.organisation_id:
        own = Use.objects.filter(entry=entry, organisation=user.organisation_id).order_by("pk").first()
    return {
        "figures": key_figures(found),
        "has_use": found.registrations > 0,
        "map": tile_map(found.per_region, title=_MAP_TITLE) if found.registrations else None,
        "own": own,
    }


def key_figures(found: reports.Figures) -> list[dict]:
    return [
        {"label": "Organisaties", "value": number_format(found.organisations, force_grouping=True)},
        {"label": "GGD-regio's", "value": f"{found.regions} van 25", "note": _national(found.national)},
        {
            "label": "Mensen per jaar",
            "value": number_format(found.reach, force_grouping=True) if found.reach else "onbekend",
            "note": _without(found.without_reach),
        },
    ]


def _national(count: int) -> str:
    return f"en {count} {pluralize(count, 'organisatie,organisaties')} voor heel Nederland" if count else ""


def _without(count: int) -> str:
    return f"{count} {pluralize(count, 'aanmelding,aanmeldingen')} zonder getal" if count else ""


def entry_page(entry: Entry, user, number: str | None, today: date) -> dict:
    """Everything about the use of one entry; only who wants to be named stands in the list by name."""
    found = reports.of_entry(entry, today)
    page = Paginator(named(entry, today), PER_PAGE).get_page(number)
    unnamed = found.registrations - page.paginator.count
    return {
        "entry": entry,
        "found": found,
        "figures": key_figures(found),
        "map": tile_map(found.per_region, title=_MAP_TITLE),
        "page": page,
        "rows": [(use, permissions.can_contact(user, use)) for use in page],
        "unnamed": unnamed,
        "reach_explained": reports.REACH_EXPLAINED,
        "counted": reports.COUNTED,
        "can_register": entry.kind in USED_KINDS and entry.is_published,
    }


def named(entry: Entry, today: date) -> QuerySet[Use]:
    rows = Use.objects.current(today).filter(entry=entry, is_named=True)
    return rows.select_related("organisation", "registered_by", "entry").order_by("organisation__sort_key", "pk")


def of(user) -> QuerySet[Use]:
    """What this person or the organisation registered; an editor's own, not everything an editor may see."""
    mine = Q(registered_by=user)
    return Use.objects.filter(mine | Q(organisation=user.organisation_id) if user.organisation_id else mine)


def own(user, today: date) -> list[tuple[Use, bool, bool]]:
    """(registration, whether it is to be confirmed, whether it counts), what asks for an answer first."""
    rows = of(user).select_related("entry", "organisation").order_by("confirmed_on", "pk")[:MOST_OWN]
    return [(use, use.is_to_confirm(today), use.counts(today)) for use in rows]


def chosen(theme: str, region: str, today: date) -> QuerySet[Use]:
    """The current use in the whole catalogue, or of a theme, or in a GGD region (codes; empty is all)."""
    rows = Use.objects.current(today).filter(entry__state="published")
    if theme:
        rows = rows.filter(entry__content__themes__contains=[theme])
    if region:
        areas = Use.objects.order_by().values_list("area", flat=True).distinct()
        rows = rows.filter(area__in=[area for area in areas if region in regions_of(area)])
    return rows


def overview(theme: str, region: str, number: str | None, today: date) -> dict:
    """Which entries are used where, the most used first; counted again every five minutes."""
    key = f"use-overview:2:{theme}:{region}:{today}"
    found = cache.get(key)
    if found is None:
        found = _counted(chosen(theme, region, today))
        cache.set(key, found, CACHE_SECONDS)
    total, ranked = found
    page = Paginator(ranked, PER_PAGE).get_page(number)
    shown = [Ranked(*row) for row in page]
    entries = Entry.objects.defer("content").in_bulk([row.entry for row in shown])
    return {
        "figures": [
            {"label": "Ingangen in gebruik", "value": number_format(len(ranked))},
            *key_figures(total)[:2],
            {"label": "Aanmeldingen", "value": number_format(total.registrations, force_grouping=True)},
        ],
        "map": tile_map(total.per_region, title="Organisaties die iets uit de catalogus gebruiken, per GGD-regio"),
        "page": page,
        "rows": [(entries[row.entry], row) for row in shown if row.entry in entries],
        "query": urlencode({name: value for name, value in (("thema", theme), ("regio", region)) if value}),
        "region": lookup.area_label(region) if region else "",
        "reach_explained": reports.REACH_EXPLAINED,
        "counted": reports.COUNTED,
    }


def _counted(uses: QuerySet[Use]) -> tuple[reports.Figures, list[tuple[int, ...]]]:
    """The figures together, and ``Ranked`` for each entry as bare numbers: those a cache hands back fast."""
    rows = [reports.Row(*row) for row in uses.order_by().values_list("entry", "organisation", "area", "reach")]
    ranked = [
        (pk, own.organisations, own.regions, own.national, own.reach) for pk, own in reports.per_entry(rows).items()
    ]
    return reports.figures(rows), sorted(ranked, key=lambda row: (-row[1], -row[4], row[0]))
