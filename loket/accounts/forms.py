"""Signing up and in, the profile, and giving roles."""

from allauth.account.forms import LoginForm, SignupForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy

from loket.accounts import choices, demo, organisations
from loket.accounts.enums import Role, ShownField
from loket.accounts.models import Organisation, User
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind

ORGANISATION_LIST = "organisation-names"
ORGANISATION_WIDGET = {
    "list": ORGANISATION_LIST,
    "autocomplete": "organization",
    "hx-get": reverse_lazy("organisation_names"),
    "hx-trigger": "input changed delay:250ms",
    "hx-target": f"#{ORGANISATION_LIST}",
}


class SignIn(LoginForm):
    """E-mail address and password; in the demo ``?demo=<role>`` fills them in."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mailadres"
        self.fields["password"].label = "Wachtwoord"
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Ingelogd blijven op dit apparaat (14 dagen)"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        role = self.request.GET.get("demo", "") if self.request and settings.IS_DEMO else ""
        if role in Role.values:
            self.initial |= {"login": demo.address(role), "password": demo.PASSWORD}
            self.fields["password"].widget.render_value = True


class _WithOrganisation(forms.Form):
    """A form in which somebody names an organisation; a name of before leads to the organisation of today."""

    organisation_name = forms.CharField(
        label="Organisatie",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=ORGANISATION_WIDGET),
        help_text="Typ een deel van de naam. Een vroegere naam mag ook.",
    )
    found_organisation: Organisation | None = None

    @property
    def renamed(self) -> str:
        """What to tell who typed a former name; empty when the name was the present one."""
        typed, found = self.cleaned_data.get("organisation_name", ""), self.found_organisation
        if not found or typed.casefold() == found.name.casefold():
            return ""
        return f"{typed} heet nu {found.name}. Wij hebben de nieuwe naam ingevuld."

    def clean_organisation_name(self) -> str:
        name = " ".join(self.cleaned_data["organisation_name"].split())
        self.found_organisation = organisations.find(name)
        return name

    def lookalikes(self, name: str) -> str:
        alike = organisations.suggest(name, limit=4) or organisations.suggest(name.partition(" ")[0], limit=4)
        return f" Bedoelt u: {', '.join(row.name for row in alike)}?" if alike else ""


class SignUp(_WithOrganisation, SignupForm):
    name = forms.CharField(label="Naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    sector = forms.ChoiceField(label="Sector", required=False)
    level = forms.ChoiceField(
        label="Niveau",
        required=False,
        widget=forms.RadioSelect,
        help_text="Hiermee laten wij eerst zien wat bij uw werk past.",
    )
    consent = forms.BooleanField(
        label="Ik vind het goed dat het loket deze gegevens bewaart zolang ik een account heb",
        help_text="U kunt uw gegevens altijd bekijken, wijzigen, meenemen en verwijderen.",
    )
    field_order = ("name", "email", "password1", "organisation_name", "sector", "level", "consent")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = choices.optional("sector")
        self.fields["level"].choices = choices.levels()
        self.fields["email"].label = "E-mailadres"
        self.fields["email"].help_text = "Gebruik liefst het adres van uw werk."
        self.fields["password1"].help_text = "Minstens 12 tekens. Een paar losse woorden achter elkaar werkt goed."
        for field in ("email", "password1"):
            self.fields[field].widget.attrs.pop("placeholder", None)

    def clean_organisation_name(self) -> str:
        name = super().clean_organisation_name()
        if name and not self.found_organisation:
            raise forms.ValidationError(
                f"Deze organisatie kennen wij nog niet.{self.lookalikes(name)} "
                "Staat zij er niet bij? Laat dit veld leeg, u kunt haar na het inloggen toevoegen."
            )
        return name

    def try_save(self, request) -> tuple:
        """As allauth has it; the second of two forms at once hears what everybody with a known address hears."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def fill(self, user: User) -> None:
        """Put the answers in the new person, who is not saved yet."""
        user.name = self.cleaned_data["name"]
        user.organisation = self.found_organisation
        user.sector = self.cleaned_data["sector"]
        user.level = self.cleaned_data["level"]

    def signup(self, request, user: User) -> None:
        """Asked for by allauth; ``fill`` has done it before the person was saved."""


class ProfileForm(_WithOrganisation, forms.ModelForm):
    add_organisation = forms.BooleanField(
        label="Mijn organisatie staat nog niet in de lijst. Voeg haar toe.", required=False
    )
    sector = forms.ChoiceField(label="Sector", required=False)
    level = forms.ChoiceField(label="Niveau", required=False, widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(
        label="Landelijk of provincie", required=False, widget=forms.CheckboxSelectMultiple
    )
    ggd_regions = forms.MultipleChoiceField(label="GGD-regio's", required=False, widget=forms.CheckboxSelectMultiple)
    municipalities = forms.CharField(
        label="Gemeenten", required=False, max_length=1000, help_text="Bijvoorbeeld: Tiel, Zaltbommel"
    )
    themes = forms.MultipleChoiceField(label="Thema's", required=False, widget=forms.CheckboxSelectMultiple)
    shown_fields = forms.MultipleChoiceField(
        label="Dit mogen collega's van mij zien",
        required=False,
        choices=ShownField.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Uw naam is altijd te zien als u vindbaar bent. Uw e-mailadres nooit.",
    )

    class Meta:
        model = User
        fields = (
            "name",
            "job_title",
            "sector",
            "level",
            "areas",
            "themes",
            "expertise",
            "is_listed",
            "shown_fields",
            "own_sector_first",
        )
        labels = {"is_listed": "Collega's mogen mij vinden in het loket"}
        help_texts = {
            "own_sector_first": "Wat bij uw sector en niveau past, staat dan bovenaan. U ziet evenveel resultaten.",
            "expertise": "Waarover mogen collega's u iets vragen?",
        }
        widgets = {"expertise": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance
        self.fields["sector"].choices = choices.optional("sector")
        self.fields["level"].choices = [("", "Geen van deze"), *choices.levels()]
        self.fields["areas"].choices = choices.areas(AreaKind.NATIONAL, AreaKind.PROVINCE)
        self.fields["ggd_regions"].choices = choices.areas(AreaKind.GGD_REGION)
        self.initial["ggd_regions"] = person.areas
        self.fields["themes"].choices = lookup.choices("theme")
        self.initial["organisation_name"] = person.organisation.name if person.organisation else ""
        self.initial["municipalities"] = ", ".join(choices.municipality_names(person.areas))
        if "organisation_name" not in self.errors:
            del self.fields["add_organisation"]
        self.helper = profile_layout(has_new_organisation="add_organisation" in self.fields)

    def clean_municipalities(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["municipalities"].split(",") if name.strip()]
        codes, unknown = choices.municipalities_named(names)
        if unknown:
            raise forms.ValidationError(f"Deze gemeente kennen wij niet: {', '.join(unknown)}.")
        return codes

    def clean_organisation_name(self) -> str:
        name = super().clean_organisation_name()
        wants_new = self.data.get(self.add_prefix("add_organisation"))
        if name and not self.found_organisation and not wants_new:
            raise forms.ValidationError(
                f"Deze organisatie kennen wij nog niet.{self.lookalikes(name)} "
                "Staat zij er niet bij? Vink dan hieronder aan dat u haar toevoegt."
            )
        return name

    def save(self, commit: bool = True) -> User:
        """Write the profile; an organisation that somebody adds is made here."""
        name = self.cleaned_data["organisation_name"]
        if name and not self.found_organisation:
            self.found_organisation = organisations.create(name, sector=self.cleaned_data["sector"])
        self.instance.organisation = self.found_organisation
        areas = (self.cleaned_data[field] for field in ("areas", "ggd_regions", "municipalities"))
        self.instance.areas = [code for codes in areas for code in codes]
        return super().save(commit)


def profile_layout(*, has_new_organisation: bool) -> FormHelper:
    """The profile in three groups; the page draws the form element itself."""
    helper = FormHelper()
    helper.form_tag = False
    work = [
        "organisation_name",
        *(["add_organisation"] if has_new_organisation else []),
        "job_title",
        "sector",
        "level",
    ]
    helper.layout = Layout(
        Fieldset("Over uw werk", "name", *work),
        Fieldset("Waar u zich mee bezighoudt", "themes", "areas", "ggd_regions", "municipalities", "expertise"),
        Fieldset("Wat anderen zien", "is_listed", "shown_fields"),
        Fieldset("Zoeken", "own_sector_first"),
    )
    return helper


class DeleteAccountForm(forms.Form):
    is_sure = forms.BooleanField(label="Ja, verwijder mijn account en mijn gegevens")


class PersonSearchForm(forms.Form):
    q = forms.CharField(
        label="Naam, e-mailadres of organisatie",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "utrecht-textbox utrecht-textbox--html-input"}),
    )
    rol = forms.ChoiceField(
        label="Rol",
        required=False,
        choices=[("", "Alle rollen"), *Role.choices],
        widget=forms.Select(attrs={"class": "utrecht-select utrecht-select--html-select"}),
    )
