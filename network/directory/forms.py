"""What people fill in for the directory: what they show, a message, a report. Input only."""

from allauth.account.models import EmailAddress
from django import forms
from django.utils.text import Truncator

from loket.accounts.enums import ShownField
from loket.vocabulary import lookup
from network.directory import masking
from network.directory.contacting import Letter
from network.directory.enums import AlsoShown, Language
from network.directory.models import Listing
from network.directory.showing import own_card

_SHOWN_ALWAYS = "Uw naam is altijd te zien als u vindbaar bent. Uw e-mailadres nooit."
_NO_ADDRESS = "Zet hier geen e-mailadres in. Collega's schrijven u via het loket."


class ListingForm(forms.ModelForm):
    is_listed = forms.BooleanField(
        label="Collega's mogen mij vinden",
        required=False,
        help_text="Zet u dit uit, dan bent u meteen nergens meer te vinden.",
    )
    shown = forms.MultipleChoiceField(
        label="Dit mogen collega's zien uit mijn profiel",
        required=False,
        choices=[*ShownField.choices, *AlsoShown.choices],
        widget=forms.CheckboxSelectMultiple,
        help_text=_SHOWN_ALWAYS,
    )
    languages = forms.MultipleChoiceField(
        label="Talen die ik spreek", required=False, choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    speaker_themes = forms.MultipleChoiceField(
        label="Thema's als gastspreker", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Listing
        fields = (
            "about",
            "languages",
            "takes_messages",
            "is_speaker",
            "speaker_themes",
            "speaker_topics",
            "speaker_conditions",
        )
        labels = {
            "about": "Over mij",
            "takes_messages": "Collega's mogen mij via het loket een bericht sturen",
            "is_speaker": "Ik ben beschikbaar als gastspreker",
            "speaker_topics": "Waarover kunt u spreken?",
            "speaker_conditions": "Onder welke voorwaarden?",
        }
        help_texts = {
            "about": "Een paar zinnen over uw werk. Wie u vindt, kan dit lezen.",
            "takes_messages": "Zij zien uw e-mailadres niet.",
            "speaker_conditions": "Bijvoorbeeld: reiskosten, binnen een uur reizen, niet op vrijdag.",
        }
        widgets = {name: forms.Textarea({"rows": 4}) for name in ("about", "speaker_topics", "speaker_conditions")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance.person
        self.fields["speaker_themes"].choices = lookup.choices("theme")
        self.fields["shown"].choices = _fields_of(self.instance)
        self.initial |= {
            "is_listed": person.is_listed,
            "shown": [*person.shown_fields, *self.instance.also_shown],
        }

    def clean(self) -> dict:
        given = super().clean()
        for name in ("about", "speaker_topics", "speaker_conditions"):
            if masking.has_address(given.get(name, "")):
                self.add_error(name, _NO_ADDRESS)
        if given.get("is_speaker") and not given.get("speaker_topics"):
            self.add_error("speaker_topics", "Vul in waarover u kunt spreken, of haal het vinkje bij gastspreker weg.")
        return given

    def filled(self) -> Listing:
        """The listing as filled in, unsaved: the workflow writes it."""
        listing = self.save(commit=False)
        listing.also_shown = [code for code in self.cleaned_data["shown"] if code in AlsoShown.values]
        return listing

    @property
    def shown_fields(self) -> list[str]:
        return [code for code in self.cleaned_data["shown"] if code in ShownField.values]


def _fields_of(listing: Listing) -> list[tuple[str, str]]:
    """Each field that can be shown, with what would be seen of this person."""
    seen = own_card(listing)
    told = {
        ShownField.ORGANISATION: seen.organisation,
        ShownField.JOB_TITLE: seen.job_title,
        ShownField.THEMES: ", ".join(seen.theme_labels),
        ShownField.AREAS: ", ".join(seen.area_labels),
        ShownField.EXPERTISE: Truncator(seen.expertise).chars(80),
        AlsoShown.SECTOR: seen.sector_label,
        AlsoShown.LEVEL: seen.level_label,
    }
    return [(field.value, f"{field.label}: {told[field] or 'nog niet ingevuld'}") for field in told]


class MessageForm(forms.Form):
    subject = forms.CharField(label="Onderwerp", max_length=120)
    text = forms.CharField(label="Bericht", max_length=4000, widget=forms.Textarea({"rows": 8}))
    answer_to = forms.ChoiceField(
        label="Waar wilt u antwoord?", required=False, widget=forms.RadioSelect, initial="portal"
    )

    PORTAL = "portal"

    def __init__(self, *args, sender, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = EmailAddress.objects.filter(user=sender, verified=True).order_by("-primary", "email")
        addresses = [row.email for row in own]
        self.fields["answer_to"].choices = [
            (self.PORTAL, "Via het loket: deze collega ziet mijn adres niet"),
            *((address, f"Op {address}: deze collega ziet dit adres") for address in addresses),
        ]

    def letter(self) -> Letter:
        given = self.cleaned_data
        address = given["answer_to"] if given["answer_to"] != self.PORTAL else ""
        return Letter(" ".join(given["subject"].split()), given["text"], address)


class ReportForm(forms.Form):
    note = forms.CharField(
        label="Wat is er aan de hand?", required=False, max_length=1000, widget=forms.Textarea({"rows": 4})
    )
