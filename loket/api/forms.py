"""What people fill in about tokens and webhooks; input only."""

import uuid
from datetime import date, datetime, time, timedelta

from django import forms

from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.api import tokens
from loket.api.enums import Happening, Scope
from loket.core.working_days import AMSTERDAM, local_date

USUAL_LIFE = timedelta(days=180)


class TokenForm(forms.Form):
    """A new token. Who is partner makes it in the own name; a coordinator chooses in whose."""

    name = forms.CharField(
        label="Naam", max_length=80, help_text="Waar gebruikt u het token? Bijvoorbeeld: koppeling met onze website."
    )
    scopes = forms.MultipleChoiceField(
        label="Waarvoor?",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies waarvoor."},
    )
    person = forms.ModelChoiceField(
        label="Namens wie?", queryset=User.objects.none(), help_text="Voorstellen staan op naam van deze persoon."
    )
    expires_on = forms.DateField(
        label="Geldig tot en met",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Hooguit een jaar. Daarna maakt u een nieuw token.",
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, organisation: Organisation, user, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.with_role(Role.PARTNER).filter(organisation=organisation).order_by("name")
        self.fields["person"].queryset = people.filter(pk=user.pk) if Role.COORDINATOR not in user.roles else people
        self.initial |= {"form_key": uuid.uuid4(), "expires_on": local_date(at) + USUAL_LIFE, "person": user.pk}
        self._latest = local_date(at + tokens.LONGEST_LIFE) - timedelta(days=1)
        self._earliest = local_date(at)

    def clean_expires_on(self) -> date:
        day = self.cleaned_data["expires_on"]
        if not self._earliest <= day <= self._latest:
            raise forms.ValidationError("Kies een dag vanaf vandaag, hooguit een jaar vooruit.")
        return day

    def told(self) -> dict:
        """What a token is made of; it ends with its last day, in the Netherlands. Only after ``is_valid``."""
        plain = {name: self.cleaned_data[name] for name in ("name", "scopes", "person", "form_key")}
        after = self.cleaned_data["expires_on"] + timedelta(days=1)
        return plain | {"expires_at": datetime.combine(after, time(), AMSTERDAM)}


class WebhookForm(forms.Form):
    name = forms.CharField(label="Naam", max_length=80, help_text="Bijvoorbeeld: agenda op onze website.")
    url = forms.URLField(
        label="Adres van de ontvanger",
        max_length=500,
        assume_scheme="https",
        help_text="Begint met https:// en is voor iedereen te bereiken.",
    )
    happenings = forms.MultipleChoiceField(
        label="Waarover wilt u iets horen?",
        choices=Happening.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies waarover."},
    )
