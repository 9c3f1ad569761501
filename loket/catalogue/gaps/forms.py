"""What editors and professionals fill in about white spots; input only."""

from django import forms
from django.core.exceptions import ValidationError

from loket.catalogue import content as contents
from loket.catalogue.enums import Kind
from loket.catalogue.forms import EntryField
from loket.catalogue.gaps import workflow
from loket.search.enums import Direction
from loket.search.forms import MAX_TERM
from loket.vocabulary import lookup

LISTS = ("themes", "settings", "target_groups")


class SynonymForm(forms.Form):
    """A word that people search with, and the word that the catalogue uses for it."""

    asked = forms.CharField(label="Wat mensen zoeken", max_length=MAX_TERM)
    known = forms.CharField(
        label="Wat er in de catalogus staat",
        max_length=MAX_TERM,
        help_text="Het woord of de uitdrukking die wij er zelf voor gebruiken.",
    )
    direction = forms.ChoiceField(
        label="Hoe moeten ze elkaar vinden?",
        choices=[
            (Direction.FIRST_FINDS_REST.value, "Wie het eerste woord zoekt, vindt ook het tweede"),
            (Direction.BOTH.value, "Allebei de kanten op"),
        ],
        widget=forms.RadioSelect,
        initial=Direction.FIRST_FINDS_REST.value,
    )

    def clean_asked(self) -> str:
        return " ".join(self.cleaned_data["asked"].split())

    def clean_known(self) -> str:
        return " ".join(self.cleaned_data["known"].split())

    def clean(self) -> dict:
        told = super().clean()
        if told.get("asked") and told.get("known"):
            try:
                workflow.check_terms(told["asked"], told["known"])
            except ValidationError as error:
                self.add_error("known", error.message)
        return told

    @property
    def terms(self) -> list[str]:
        return [self.cleaned_data["asked"], self.cleaned_data["known"]]


class WantedForm(forms.Form):
    """An entry that should be there."""

    title = forms.CharField(label="Titel", max_length=contents.TITLE_LENGTH, help_text="Wat zoeken wij?")
    why = forms.CharField(
        label="Waarom gezocht?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Wat missen professionals nu, en waar moet het over gaan? Iedereen kan dit lezen.",
    )
    kind = forms.ChoiceField(label="Wat moet het worden?", choices=Kind.choices, initial=Kind.PRACTICE)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for key in LISTS:
            self.fields[key] = forms.MultipleChoiceField(
                label=contents.LIST_LABELS[key],
                choices=lookup.choices(contents.LISTS[key]),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def told(self) -> dict:
        """As ``workflow.want`` takes it."""
        own = {key: self.cleaned_data[key] for key in ("title", "why", "kind")}
        return own | {"lists": {key: self.cleaned_data[key] for key in LISTS if self.cleaned_data[key]}}


class DismissForm(forms.Form):
    reason = forms.CharField(
        label="Waarom is hier niets voor nodig?", max_length=500, widget=forms.Textarea({"rows": 2})
    )


class FulfilForm(forms.Form):
    """An entry that is there already."""

    entry = EntryField(label="Welke ingang is het?", help_text="Plak het adres van de bladzijde, of het kenmerk.")
