"""Filters of the overviews: input only."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from loket.catalogue import findable
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.partners import places
from loket.catalogue.partners.models import ShopWindow
from loket.search.engine import search
from loket.search.query import MAX_PAGE_SIZE, SearchRequest
from loket.vocabulary import lookup

WHAT = (
    (Kind.SUPPORT_OFFER.value, "Ondersteuning"),
    (Kind.TRAINING.value, "Opleidingen en trainingen"),
    (Kind.PROGRAMME.value, "Programma's en subsidies"),
    (Kind.INTERVENTION.value, "Interventies"),
    (Kind.PRACTICE.value, "Praktijkvoorbeelden"),
)
COSTS = (("bekend", "Kosten zijn bekend"), ("onbekend", "Kosten zijn niet bekend"))


def _themes() -> list[tuple[str, str]]:
    return lookup.choices("theme")


class _Overview(django_filters.FilterSet):
    """Words, a theme and an area; how each looks, the subclasses say."""

    q = django_filters.CharFilter(
        label="Zoeken", method="with_words", widget=forms.TextInput({"maxlength": 200, "type": "search"})
    )
    theme = django_filters.ChoiceFilter(label="Thema", choices=_themes, method="with_theme", empty_label="Alle thema's")
    area = django_filters.ChoiceFilter(
        label="Gebied", choices=places.choices, method="in_area", empty_label="Heel Nederland"
    )


class EntryFilter(_Overview):
    """Over entries of one kind; words are looked up by the search of the portal, so *cursussen* finds *cursus*.

    ``is_cut``: more entries match the words than are shown, of which these are the best.
    """

    kind = ""
    is_cut = False

    def with_words(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        asked = SearchRequest(text=value.replace("\x00", " "), facets={"kind": (self.kind,)}, page_size=MAX_PAGE_SIZE)
        result = search(asked)
        hits, self.is_cut = result.hits, result.count > len(result.hits)
        return entries.filter(pk__in=[hit.subject_id for hit in hits if hit.subject_type == findable.SUBJECT_TYPE])

    def with_theme(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(content__themes__contains=[value])

    def in_area(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(content__areas__has_any_keys=places.serving(value))


class SupportFilter(EntryFilter):
    kind = Kind.SUPPORT_OFFER.value
    cost = django_filters.ChoiceFilter(label="Kosten", choices=COSTS, method="with_cost", empty_label="Alle")

    def with_cost(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        untold = Q(content__fields__kosten="") | Q(content__fields__kosten=None)
        untold |= ~Q(content__fields__has_key="kosten")
        return entries.filter(untold) if value == "onbekend" else entries.exclude(untold)


class ProgrammeFilter(EntryFilter):
    kind = Kind.PROGRAMME.value


class PartnerFilter(_Overview):
    what = django_filters.ChoiceFilter(label="Wat", choices=WHAT, method="with_kind", empty_label="Alles")

    def with_words(self, windows: QuerySet[ShopWindow], name: str, value: str) -> QuerySet[ShopWindow]:
        """The name of today, one of before, or words of the text."""
        value = value.replace("\x00", " ").strip()
        named = Q(organisation__name__icontains=value) | Q(organisation__former_names__name__icontains=value)
        told = Q(current__summary__icontains=value) | Q(current__text__icontains=value)
        return windows.filter(named | told).distinct()

    def with_theme(self, windows: QuerySet[ShopWindow], name: str, value: str) -> QuerySet[ShopWindow]:
        return windows.filter(current__themes__contains=[value])

    def in_area(self, windows: QuerySet[ShopWindow], name: str, value: str) -> QuerySet[ShopWindow]:
        return windows.filter(current__areas__overlap=places.serving(value))

    def with_kind(self, windows: QuerySet[ShopWindow], name: str, value: str) -> QuerySet[ShopWindow]:
        own = Entry.objects.published().filter(organisation=OuterRef("organisation"), kind=value)
        return windows.filter(Exists(own))
