"""Choosing how often one hears of what one follows."""

from crispy_forms.helper import FormHelper
from django import forms

from loket.core.telling import Rhythm


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label="Hoe vaak wilt u mail krijgen?",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe vaak u mail wilt krijgen."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
