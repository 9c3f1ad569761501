"""What people fill in on the board of notices. Input only."""

from django import forms

from loket.core.telling import Rhythm
from loket.vocabulary import lookup
from network.directory import masking
from network.directory.forms import MessageForm, ReportForm
from network.notices.enums import Kind, Weeks
from network.notices.models import Posting

__all__ = ["MessageForm", "PostingForm", "ReportForm", "WatchForm"]
_NO_ADDRESS = "Zet hier geen e-mailadres in. Collega's reageren via het loket."


class PostingForm(forms.ModelForm):
    kind = forms.ChoiceField(label="Wat wilt u doen?", choices=Kind.choices, widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        label="Thema's",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één thema. Zo vinden wij wat erbij past."},
    )
    areas = forms.CharField(
        label="Gemeente of regio",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld: Tiel, GGD Twente. Leeg betekent: overal.",
    )
    weeks = forms.TypedChoiceField(label="Hoe lang blijft het staan?", choices=Weeks.choices, coerce=int, initial=4)

    class Meta:
        model = Posting
        fields = ("kind", "title", "text", "themes", "areas", "weeks")
        labels = {"text": "Uw bericht"}
        help_texts = {
            "title": "Bijvoorbeeld: ervaring met een beweegtuin voor ouderen",
            "text": "Schrijf voor wie of wat het is, en wanneer u iemand nodig hebt of kunt helpen.",
        }
        widgets = {"text": forms.Textarea({"rows": 6})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = lookup.choices("theme")
        self.initial["areas"] = ", ".join(lookup.area_label(code) for code in self.instance.areas)
        if self.instance.pk:
            del self.fields["weeks"]

    def clean_areas(self) -> list[str]:
        """Codes of the areas that are named; several when a name stands for several."""
        codes, unknown = [], []
        for name in (part.strip() for part in self.cleaned_data["areas"].split(",")):
            found = lookup.resolve_area(name) if name else []
            codes += [code for code in found if code not in codes]
            unknown += [name] if name and not found else []
        if unknown:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
        return codes

    def clean_title(self) -> str:
        return self._without_address("title")

    def clean_text(self) -> str:
        return self._without_address("text")

    def _without_address(self, name: str) -> str:
        if masking.has_address(self.cleaned_data[name]):
            raise forms.ValidationError(_NO_ADDRESS)
        return self.cleaned_data[name]

    def filled(self) -> Posting:
        """The notice as filled in, unsaved: the workflow writes it."""
        return self.save(commit=False)


class WatchForm(forms.Form):
    rhythm = forms.ChoiceField(
        label="Hoe vaak wilt u mail over berichten die bij u passen?",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe vaak u mail wilt krijgen."},
    )
