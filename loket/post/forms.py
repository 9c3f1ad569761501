from django import forms


class DiscardForm(forms.Form):
    """Why a held message can go."""

    reason = forms.CharField(
        label="Waarom kan dit bericht weg?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom dit bericht weg kan."},
    )
