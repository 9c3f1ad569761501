"""What people fill in about groups of questions; input only."""

import uuid

from django import forms

from servicedesk import numbering
from servicedesk.models.message import MOST_TEXT


class NameForm(forms.Form):
    name = forms.CharField(
        label="Waar gaat het over?", max_length=160, error_messages={"required": "Geef de groep een naam."}
    )


class AddForm(forms.Form):
    number = forms.CharField(
        label="Nummer van de vraag", max_length=30, error_messages={"required": "Vul een nummer in."}
    )

    def clean_number(self) -> int:
        found = numbering.read(self.cleaned_data["number"])
        if not found:
            raise forms.ValidationError("Schrijf het hele nummer, bijvoorbeeld 2026-00123.")
        return found


class TellForm(forms.Form):
    """One answer for several askers. ``{naam}`` becomes the name of each."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    text = forms.CharField(
        label="Uw antwoord",
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 12}),
        help_text="{naam} wordt bij ieder de eigen naam. Opmaak met Markdown: **vet**, lijsten met een streepje.",
        error_messages={"required": "Schrijf eerst een antwoord."},
    )

    def clean_submission(self) -> uuid.UUID:
        return self.cleaned_data["submission"] or uuid.uuid4()


def ticked(data, field: str = "vragen") -> set[int]:
    """The keys of the questions that are ticked; what is no number does not count."""
    return {int(value) for value in data.getlist(field)[:200] if value.isdecimal() and len(value) < 18}
