"""Filters of the lists of the desk."""

import django_filters
from django import forms
from django.db.models import QuerySet

from loket.vocabulary import lookup
from servicedesk import numbering, words
from servicedesk.enums import Channel
from servicedesk.models import Question, Queue


class PlainSelect(forms.Select):
    """All options in one go: a template for each would take as long as the whole list below."""

    template_name = "servicedesk/_select.html"

    def get_context(self, name: str, value, attrs: dict | None) -> dict:
        context = forms.Widget.get_context(self, name, value, attrs)
        chosen = set(self.format_value(value))
        options = [(code, label, str(code) in chosen) for code, label in self.choices]
        return context | {"options": options}


class QuestionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Zoek in vragen, antwoorden en namen van bestanden",
        method="with_text",
        widget=forms.TextInput({"maxlength": 200, "type": "search", "data-desk-search": ""}),
    )
    queue = django_filters.ChoiceFilter(label="Wachtrij", empty_label="Alle wachtrijen", widget=PlainSelect)
    theme = django_filters.ChoiceFilter(
        label="Thema",
        choices=lambda: lookup.choices("theme"),
        method="with_theme",
        empty_label="Alle thema's",
        widget=PlainSelect,
    )
    channel = django_filters.ChoiceFilter(
        label="Kanaal", choices=Channel.choices, empty_label="Alle kanalen", widget=PlainSelect
    )
    area = django_filters.CharFilter(label="Gebied", method="in_area", widget=forms.TextInput({"maxlength": 100}))
    tag = django_filters.CharFilter(label="Label", method="with_tag", widget=forms.TextInput({"maxlength": 40}))
    organisation = django_filters.CharFilter(
        label="Organisatie", method="of_organisation", widget=forms.TextInput({"maxlength": 100})
    )

    class Meta:
        model = Question
        fields = ["q", "queue", "theme", "channel", "area", "tag", "organisation"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Fetched once: the page shows them in two places.
        self.queues = list(Queue.objects.values_list("pk", "name"))
        self.filters["queue"].extra["choices"] = self.queues

    def with_text(self, questions: QuerySet, name: str, text: str) -> QuerySet:
        """By number, else by words: each in any of its forms, in the question or in what was written about it."""
        plain = text.replace("\x00", " ")
        number = numbering.read(plain)
        if number:
            return questions.filter(number=number)
        groups = words.asked(plain)
        return words.search(questions, groups) if groups else questions.none()

    def with_theme(self, questions: QuerySet, name: str, code: str) -> QuerySet:
        return questions.filter(themes__contains=[code])

    def with_tag(self, questions: QuerySet, name: str, text: str) -> QuerySet:
        return questions.filter(tags__contains=[text.replace("\x00", "").strip().lower()])

    def in_area(self, questions: QuerySet, name: str, text: str) -> QuerySet:
        """Questions about this area; an unknown name finds nothing."""
        codes = lookup.resolve_area(text.replace("\x00", "").strip())
        return questions.filter(areas__overlap=codes) if codes else questions.none()

    def of_organisation(self, questions: QuerySet, name: str, text: str) -> QuerySet:
        return questions.filter(organisation_name__icontains=text.replace("\x00", "").strip())
