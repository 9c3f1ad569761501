"""What coordinators fill in about advisory bodies. Input only."""

from django import forms
from django.core.exceptions import ValidationError

from loket.accounts.models import User
from loket.monitoring.steering.forms import PlainForm, day_field
from loket.monitoring.steering.models import Advice, Body, Meeting, Member


class BodyForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Body
        fields = ["name", "kind", "task", "composition", "meets", "is_shown"]
        widgets = {"task": forms.Textarea({"rows": 6}), "composition": forms.Textarea({"rows": 4})}
        help_texts = {
            "composition": "Uit welke hoek de leden komen. Namen staan bij de leden.",
            "meets": "Bijvoorbeeld: vier keer per jaar.",
        }


class MemberForm(PlainForm, forms.ModelForm):
    """A member with an account is known by the address it signs in with, and gives consent in person."""

    account = forms.EmailField(
        label="E-mailadres van het account",
        required=False,
        help_text="Wie een account heeft, geeft zelf toestemming om de naam te tonen. Het lid krijgt daarover mail.",
    )
    from_on = day_field("Lid vanaf")
    until_on = day_field("Lid tot en met", required=False)
    consent_on = day_field("Toestemming gegeven op", required=False, help_text="Alleen voor wie geen account heeft.")

    class Meta:
        model = Member
        fields = ["name", "account", "on_behalf", "role", "from_on", "until_on", "consent_on", "consent_how"]
        help_texts = {
            "on_behalf": "Dit staat er altijd bij. Bijvoorbeeld: een thema-instituut.",
            "consent_how": "Bijvoorbeeld: per mail aan het secretariaat.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.person_id:
            self.initial["account"] = self.instance.person.email
            for name in ("account", "consent_on", "consent_how"):
                del self.fields[name]

    def clean_account(self) -> User | None:
        address = self.cleaned_data["account"]
        found = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if address and found is None:
            raise ValidationError("Er is geen account met dit e-mailadres.")
        return found

    def clean(self) -> dict:
        told = super().clean()
        if "account" in self.fields and told.get("account"):
            if told.get("consent_on"):
                self.add_error("consent_on", "Wie een account heeft, geeft zelf toestemming. Laat dit leeg.")
            told["consent_how"] = ""
        elif told.get("consent_on") and not told.get("consent_how"):
            self.add_error("consent_how", "Schrijf op hoe de toestemming is gegeven.")
        return told

    def filled(self) -> Member:
        member = self.save(commit=False)
        if "account" in self.fields:
            member.person = self.cleaned_data["account"]
        return member


class MeetingForm(PlainForm, forms.ModelForm):
    held_on = day_field("Datum")

    class Meta:
        model = Meeting
        fields = ["held_on", "place", "topics"]

    def filled(self) -> Meeting:
        return self.save(commit=False)


class AdviceForm(PlainForm, forms.ModelForm):
    given_on = day_field("Gegeven op")

    class Meta:
        model = Advice
        fields = ["title", "given_on", "text", "response"]
        widgets = {"text": forms.Textarea({"rows": 10}), "response": forms.Textarea({"rows": 6})}

    def filled(self) -> Advice:
        return self.save(commit=False)


FORMS = {Member: MemberForm, Meeting: MeetingForm, Advice: AdviceForm}
