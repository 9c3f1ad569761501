"""What people fill in about a network outside the portal; input only."""

from django import forms
from django.core.exceptions import ValidationError

from loket.vocabulary import lookup
from network.outside.enums import Kind
from network.outside.models import OutsideNetwork


class OutsideForm(forms.ModelForm):
    """The whole of a network. Areas are named, with commas between them."""

    website = forms.URLField(label="Website", required=False, max_length=500, assume_scheme="https")
    areas = forms.CharField(
        label="Gebied",
        required=False,
        max_length=400,
        help_text="Bijvoorbeeld: landelijk, Tiel of GGD Gelderland-Zuid. Zet komma's ertussen.",
    )

    class Meta:
        model = OutsideNetwork
        fields = ("name", "kind", "organisation", "summary", "meets", "contact_role", "website", "source")
        widgets = {"summary": forms.Textarea({"rows": 3}), "kind": forms.Select(choices=Kind.choices)}
        help_texts = {
            "summary": "Wat doet het, voor wie? Hooguit 400 tekens.",
            "meets": "Bijvoorbeeld: elke eerste dinsdag van het kwartaal, of: in het voorjaar.",
            "contact_role": "Een functie of afdeling, geen naam, adres of telefoonnummer van een persoon.",
            "source": "Waar staat dit? Bijvoorbeeld een rapport met bladzijde.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"] = forms.MultipleChoiceField(
            label="Thema's",
            choices=lookup.choices("theme"),
            required=False,
            initial=self.instance.themes,
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial["areas"] = ", ".join(lookup.area_label(code) for code in self.instance.areas)

    def clean_areas(self) -> list[str]:
        codes: list[str] = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["areas"].split(","))):
            found = lookup.resolve_area(name)
            if not found:
                raise ValidationError(f"Dit gebied kennen wij niet: {name}.")
            codes += [code for code in found if code not in codes]
        return codes

    def filled(self) -> OutsideNetwork:
        """The network as filled in, unsaved: the workflow writes it. Only after ``is_valid``."""
        network = self.save(commit=False)
        network.themes, network.areas = self.cleaned_data["themes"], self.cleaned_data["areas"]
        return network


class NoteForm(forms.Form):
    """A step with a word to it."""

    note = forms.CharField(label="Toelichting", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
