"""What coordinators and owners fill in about the steering of the programme. Input only."""

from crispy_forms.helper import FormHelper
from django import forms

from loket.accounts import organisations
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.monitoring.steering.enums import Outcome, Score
from loket.monitoring.steering.models import ActionPoint, Deal, Pilot, Risk, Steered
from loket.monitoring.steering.workflow import Verdict
from loket.vocabulary import lookup

# Who can own something: who works here, and partners.
OWNERS = [Role.COORDINATOR, Role.SERVICEDESK, Role.REDACTIE, Role.KERNTEAM, Role.PARTNER]
LONGEST_NOTE = 1000


def owners():
    return User.objects.filter(is_active=True, roles__overlap=OWNERS).order_by("name", "pk")


class PlainForm(forms.Form):
    """The form tag and the token stand in the template."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


def day_field(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class SteeredForm(PlainForm, forms.ModelForm):
    """What all four have; each adds its own fields and names its last day."""

    areas = forms.CharField(
        label="Gemeente of regio", required=False, max_length=300, help_text="Leeg betekent: heel Nederland."
    )
    starts_on = day_field("Begint op", required=False)
    due_on = day_field("Uiterste datum")
    due_label = "Klaar uiterlijk"

    class Meta:
        fields = ["title", "text", "owner", "with_whom", "phase", "subject", "areas", "starts_on", "due_on", "source"]
        widgets = {"text": forms.Textarea({"rows": 5})}
        help_texts = {"source": "Bijvoorbeeld: 000, paragraaf 3.3."}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners()
        self.fields["owner"].required = True
        self.fields["owner"].empty_label = "Kies een eigenaar"
        self.fields["due_on"].label = self.due_label
        self.initial["areas"] = ", ".join(lookup.area_label(code) for code in self.instance.areas)

    def clean_areas(self) -> list[str]:
        """Codes of the areas that are named."""
        codes, unknown = [], []
        for name in filter(None, (part.strip() for part in self.cleaned_data["areas"].split(","))):
            found = lookup.resolve_area(name)
            codes += [code for code in found if code not in codes]
            unknown += [] if found else [name]
        if unknown:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
        return codes

    def filled(self) -> Steered:
        """As filled in, unsaved: the workflow writes it."""
        return self.save(commit=False)


class ActionPointForm(SteeredForm):
    class Meta(SteeredForm.Meta):
        model = ActionPoint


class PilotForm(SteeredForm):
    due_label = "Loopt tot en met"

    class Meta(SteeredForm.Meta):
        model = Pilot
        fields = [*SteeredForm.Meta.fields, "reach_planned"]


class RiskForm(SteeredForm):
    due_label = "Opnieuw bekijken op"
    chance = forms.TypedChoiceField(label="Kans", choices=Score.choices, coerce=int)
    impact = forms.TypedChoiceField(label="Gevolg", choices=Score.choices, coerce=int)

    class Meta(SteeredForm.Meta):
        model = Risk
        fields = ["title", "chance", "impact", *SteeredForm.Meta.fields[1:]]


class DealForm(SteeredForm):
    due_label = "Nagekomen uiterlijk"
    organisation = forms.CharField(label="Partner", max_length=200, help_text="De naam van de organisatie.")

    class Meta(SteeredForm.Meta):
        model = Deal
        fields = ["organisation", *SteeredForm.Meta.fields]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organisation_id:
            self.initial["organisation"] = self.instance.organisation.name

    def clean_organisation(self):
        found = organisations.find(self.cleaned_data["organisation"])
        if found is None:
            raise forms.ValidationError("Deze organisatie kennen wij niet. Kijk of de naam klopt.")
        return found


FORMS = {ActionPoint: ActionPointForm, Pilot: PilotForm, Risk: RiskForm, Deal: DealForm}


class EndForm(PlainForm):
    """How a pilot ends (000, paragraph 4.3)."""

    reach = forms.IntegerField(label="Hoeveel professionals deden mee?", min_value=0, max_value=1_000_000)
    appreciation = forms.DecimalField(
        label="Welk rapportcijfer gaven zij?",
        min_value=1,
        max_value=10,
        max_digits=3,
        decimal_places=1,
        required=False,
        localize=True,
        help_text="Van 1 tot en met 10. Leeg als het niet is gevraagd.",
    )
    result = forms.CharField(label="Wat leverde het op?", max_length=4000, widget=forms.Textarea({"rows": 4}))
    outcome = forms.ChoiceField(label="Wat besluit u?", choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Waarom?", max_length=2000, widget=forms.Textarea({"rows": 4}))

    def verdict(self) -> Verdict:
        told = self.cleaned_data
        return Verdict(Outcome(told["outcome"]), told["reason"], told["result"], told["reach"], told["appreciation"])


class NoteForm(forms.Form):
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)


class MeasureForm(PlainForm):
    text = forms.CharField(label="Wat doen wij?", max_length=300)
    due_on = day_field("Klaar op", required=False)
