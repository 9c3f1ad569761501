"""What the coordinator fills in; input only."""

from crispy_forms.helper import FormHelper
from django import forms

from loket.monitoring.enums import FIRST_SHARES, REPORTS, Layer, Levels, Spending
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from xperts.kernteam.amounts import in_cents

_MOST_EUROS = 100_000_000
_SHARES = {
    "things": Layer.THINGS,
    "meeting": Layer.MEETING,
    "tailored": Layer.TAILORED,
    "coordination": Layer.COORDINATION,
}


class PlainForm(forms.Form):
    """The form tag and the token stand in the template."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


def _day(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


def _euros(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=_MOST_EUROS,
        max_digits=11,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )


class EstimateForm(PlainForm):
    level = forms.ChoiceField(label="Over wie", choices=Levels.choices, required=False)
    sector = forms.ChoiceField(label="Sector", required=False)
    area = forms.ChoiceField(label="Regio", required=False)
    people = forms.IntegerField(
        label="Aantal mensen", min_value=0, max_value=1_000_000, widget=forms.TextInput({"inputmode": "numeric"})
    )
    counted_on = _day("Geldt vanaf")
    source = forms.CharField(label="Bron", max_length=300, help_text="Waar komt dit getal vandaan?")
    note = forms.CharField(label="Toelichting", max_length=400, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", "Alle sectoren"), *lookup.choices("sector")]
        self.fields["area"].choices = [("", "Heel Nederland"), *lookup.area_choices(AreaKind.GGD_REGION)]


class YearBudgetForm(PlainForm):
    amount = _euros("Budget voor dit jaar (euro)")
    things = forms.IntegerField(label="Laag 1 (%)", min_value=0, max_value=100)
    meeting = forms.IntegerField(label="Laag 2 (%)", min_value=0, max_value=100)
    tailored = forms.IntegerField(label="Laag 3 (%)", min_value=0, max_value=100)
    coordination = forms.IntegerField(label="Coördinatie (%)", min_value=0, max_value=100)
    why = forms.CharField(label="Waarom deze wijziging", max_length=300, required=False)

    def __init__(self, *args, **kwargs) -> None:
        start = {name: FIRST_SHARES[layer] for name, layer in _SHARES.items()}
        super().__init__(*args, **kwargs | {"initial": start | kwargs.get("initial", {})})

    @property
    def told(self) -> dict:
        """The fields of ``YearBudget``, the amount in eurocents."""
        found = dict(self.cleaned_data)
        return {"cents": in_cents(found.pop("amount"))} | found


class CostForm(PlainForm):
    layer = forms.ChoiceField(label="Deel", choices=Layer.choices)
    spending = forms.ChoiceField(label="Stand", choices=Spending.choices, initial=Spending.SPENT)
    day = _day("Dag", help_text="Van een reservering: de dag waarop u denkt te betalen.")
    amount = _euros("Bedrag (euro)")
    what = forms.CharField(label="Waarvoor", max_length=200)
    event = forms.CharField(label="Bijeenkomst", max_length=160, required=False, help_text="Als het daarvoor was.")

    @property
    def told(self) -> dict:
        found = dict(self.cleaned_data)
        return {"cents": in_cents(found.pop("amount"))} | found


class ReportTextForm(PlainForm):
    text = forms.CharField(
        label="Uw tekst voorin het rapport",
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text="Wat valt op, en waarom? Een lege regel begint een nieuwe alinea.",
    )


class RecipientForm(PlainForm):
    kind = forms.ChoiceField(label="Rapport", choices=[(kind.value, kind.label) for kind in REPORTS])
    email = forms.EmailField(label="E-mailadres", max_length=254)
    name = forms.CharField(label="Naam of organisatie", max_length=120, required=False)
