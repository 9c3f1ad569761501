"""Naming a saved search and choosing how often one hears of it."""

from crispy_forms.helper import FormHelper
from django import forms

from loket.core.telling import Rhythm
from loket.search.saved.models import MAX_NAME


class SavedSearchForm(forms.Form):
    name = forms.CharField(
        label="Naam",
        max_length=MAX_NAME,
        help_text="Zo vindt u de zoekvraag terug. De naam staat ook in de mail.",
        error_messages={"required": "Geef de zoekvraag een naam."},
    )
    rhythm = forms.ChoiceField(
        label="Wilt u mail krijgen bij nieuwe resultaten?",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        initial=Rhythm.WEEKLY,
        error_messages={"required": "Kies hoe vaak u mail wilt krijgen."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
