"""What is filled in for the newsletter: a subscription, an edition, its blocks, when it goes. Input only."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from loket.newsletter.models import Block, Edition, Subscription
from loket.newsletter.subscribing import Choice
from loket.vocabulary import lookup

_MOMENT = "%Y-%m-%dT%H:%M"


class ChoiceForm(forms.Form):
    """Which newsletters somebody wants."""

    wants_general = forms.BooleanField(label="De algemene nieuwsbrief", required=False, initial=True)
    themes = forms.MultipleChoiceField(
        label="Nieuwsbrieven per thema", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = lookup.choices("theme")

    def choice(self) -> Choice:
        return Choice(self.cleaned_data["wants_general"], tuple(self.cleaned_data["themes"]))

    @staticmethod
    def initial_of(subscription: Subscription) -> dict:
        return {"wants_general": subscription.wants_general, "themes": subscription.themes}


class SubscribeForm(ChoiceForm):
    email = forms.EmailField(label="E-mailadres", max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
    # People do not see it; programs that fill in everything do.
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("email", "wants_general", "themes")

    def clean(self) -> dict:
        given = super().clean()
        if not given.get("wants_general") and not given.get("themes"):
            raise forms.ValidationError("Kies de algemene nieuwsbrief of ten minste één thema.")
        return given

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])


class EditionForm(forms.ModelForm):
    theme = forms.ChoiceField(label="Voor wie", required=False)

    class Meta:
        model = Edition
        fields = ("title", "preview", "theme", "intro")
        help_texts = {
            "title": "Dit staat in de lijst van het mailprogramma. Zeg waar het over gaat.",
            "preview": "Deze regel staat daar naast. Leeg: het begin van de tekst.",
            "intro": "Opmaak met Markdown mag: **vet**, *schuin*, [link](https://…).",
        }
        widgets = {"intro": forms.Textarea({"rows": 5})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [
            ("", "Alle abonnees van de algemene nieuwsbrief"),
            *((code, f"Abonnees van het thema {label}") for code, label in lookup.choices("theme")),
        ]

    def filled(self) -> Edition:
        return self.save(commit=False)


class BlockForm(forms.ModelForm):
    url = forms.CharField(label="Link", required=False, max_length=400, help_text="Een heel adres, met https://")

    class Meta:
        model = Block
        fields = ("label", "title", "text", "url")
        help_texts = {"label": "Een woord boven de kop, zoals Nieuws of Oproep."}
        widgets = {"text": forms.Textarea({"rows": 5})}

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if url and not url.startswith(("https://", "http://")) and (not url.startswith("/") or url.startswith("//")):
            raise forms.ValidationError("Begin het adres met https://")
        return url

    def filled(self) -> Block:
        return self.save(commit=False)


class PlanForm(forms.Form):
    moment = forms.DateTimeField(
        label="Wanneer",
        input_formats=[_MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_MOMENT),
        help_text="Nederlandse tijd.",
        error_messages={"required": "Kies een dag en een tijd.", "invalid": "Vul een dag en een tijd in."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("moment", _next_morning())


def _next_morning() -> datetime:
    """Tomorrow at nine, as a first proposal."""
    tomorrow = timezone.localtime(timezone.now()) + timedelta(days=1)
    return tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)
