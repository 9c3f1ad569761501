"""What owners type in a dossier; input only."""

from django import forms

from loket.catalogue.dossiers.models import BODY_LENGTH, LEFT_OUT_LENGTH, REASON_LENGTH
from loket.catalogue.enums import LANGUAGES


class KeepForm(forms.Form):
    reason = forms.CharField(
        label="Waarom laat u het zo?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text="Iedereen kan dit lezen in de verklaring bij het bestand.",
    )


class WebVersionForm(forms.Form):
    body = forms.CharField(
        label="Tekst",
        max_length=BODY_LENGTH,
        widget=forms.Textarea({"rows": 24, "spellcheck": "true"}),
        help_text="Een kop begint met #, een kleinere kop met ##. Een regel wit geeft een nieuwe alinea. Zet een "
        "streepje voor elk punt van een opsomming.",
    )
    left_out = forms.CharField(
        label="Wat staat er niet op deze pagina?",
        required=False,
        max_length=LEFT_OUT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text="Zeg het eerlijk, op elke regel één zin. Lezers zien dit onder de tekst.",
    )
    language = forms.ChoiceField(label="Taal", choices=LANGUAGES)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
