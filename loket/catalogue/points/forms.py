"""Exchanging points and handing in a code; input only."""

from django import forms

from loket.catalogue.points import workflow


class ExchangeForm(forms.Form):
    """``choice`` is a training and a discount in one: the slug and the points."""

    choice = forms.ChoiceField(label="Welke korting wilt u?", widget=forms.RadioSelect)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, trainings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by_slug = {entry.slug: entry for entry in trainings}
        self.fields["choice"].choices = [
            (entry.title, [(f"{entry.slug} {offer.points}", _words(offer)) for offer in workflow.offers_for(entry)])
            for entry in trainings
        ]

    def chosen(self) -> tuple:
        """(training, points)."""
        slug, _, points = self.cleaned_data["choice"].partition(" ")
        return self.by_slug[slug], int(points)


def _words(offer) -> str:
    return f"€ {offer.euros} korting voor {offer.points} punten"


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Kortingscode",
        max_length=40,
        help_text="Twaalf tekens. Streepjes en hoofdletters maken niet uit.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "textbox--narrow"}),
    )
