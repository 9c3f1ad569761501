"""Filters of the board of notices."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from loket.search import dutch
from loket.vocabulary import lookup
from network.notices.enums import Kind
from network.notices.models import Posting


class PostingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoek", method="with_text", widget=forms.TextInput({"maxlength": 100, "type": "search"})
    )
    kind = django_filters.ChoiceFilter(label="Soort", choices=Kind.choices, empty_label="Zoeken en bieden")
    theme = django_filters.ChoiceFilter(
        label="Thema", choices=lambda: lookup.choices("theme"), method="with_theme", empty_label="Alle thema's"
    )
    area = django_filters.CharFilter(
        label="Gemeente of regio", method="in_area", widget=forms.TextInput({"maxlength": 100})
    )

    class Meta:
        model = Posting
        fields = ["q", "kind", "theme", "area"]

    def with_text(self, postings: QuerySet, name: str, text: str) -> QuerySet:
        """Each word in any of its forms; a text without words finds nothing."""
        terms = [term for term in dutch.query_terms(text[:100].replace("\x00", " ")) if term.lexemes]
        groups = [[lexeme.text for lexeme in term.lexemes] for term in terms]
        return postings.with_words(groups) if groups else postings.none()

    def with_theme(self, postings: QuerySet, name: str, code: str) -> QuerySet:
        return postings.filter(themes__contains=[code])

    def in_area(self, postings: QuerySet, name: str, text: str) -> QuerySet:
        """Notices for this area or one around it, and those for everywhere; an unknown name finds nothing."""
        codes = lookup.resolve_area(text.replace("\x00", "").strip())
        around = {each for code in codes for each in lookup.area_with_ancestors(code)}
        everywhere = Q(areas=[]) | Q(areas__overlap=[*sorted(around), "nl"])
        return postings.filter(everywhere) if codes else postings.none()
