"""What people fill in about nominations, answers and training; input only. Profile and rules: `profile_forms`."""

from django import forms

from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from xperts.pool.enums import Delivery, InterestKind, TrainingKind, TrialOutcome
from xperts.pool.profile_forms import day, euro_field, hours_field, minutes_of, organisation_field, organisation_named

LONGEST_REASON = 2000


class NominateForm(forms.Form):
    """Putting a colleague forward."""

    name = forms.CharField(label="Naam van uw collega", max_length=120)
    email = forms.EmailField(
        label="E-mailadres van uw collega",
        max_length=254,
        help_text="Wij sturen uw collega bericht, met wat u hieronder schrijft.",
    )
    why = forms.CharField(
        label="Waarom draagt u deze collega voor?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 5}),
        help_text="Waar is uw collega goed in? Noem iets dat lukte, en met wie.",
    )


class AssessForm(forms.Form):
    """A judgement of each criterion, with why, and one of the whole."""

    is_positive = forms.TypedChoiceField(
        label="Past deze collega in de pool?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        empty_value=None,
    )
    note = forms.CharField(
        label="Waarom?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
        help_text="De coördinator leest dit.",
    )

    def __init__(self, *args, criteria: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        own = {name: self.fields.pop(name) for name in ("is_positive", "note")}
        for number, criterion in enumerate(criteria):
            self.fields[f"met_{number}"] = forms.ChoiceField(
                label=criterion, choices=[("ja", "Ja"), ("nee", "Nee")], widget=forms.RadioSelect
            )
            self.fields[f"why_{number}"] = forms.CharField(label="Waar blijkt dat uit?", max_length=400)
        self.fields |= own

    def answers(self) -> list[dict]:
        """Per criterion whether it is met, and why. Only after ``is_valid``."""
        told = self.cleaned_data
        return [
            {"criterion": criterion, "is_met": told[f"met_{number}"] == "ja", "why": told[f"why_{number}"]}
            for number, criterion in enumerate(self.criteria)
        ]


class ReasonForm(forms.Form):
    """A step that asks for words; whether they are needed is the step's."""

    note = forms.CharField(label="Toelichting", max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, required: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = required


class TrialForm(forms.Form):
    outcome = forms.ChoiceField(label="Hoe gaat het verder?", choices=TrialOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Hoe ging de proeftijd?", max_length=4000, widget=forms.Textarea({"rows": 6}))


class PayForm(forms.Form):
    """How the help is paid: a rate, or an institute that gives the hours."""

    delivery = forms.ChoiceField(
        label="Betaling", choices=[("", "Nog niet bekend"), *Delivery.choices], required=False, widget=forms.RadioSelect
    )
    rate = euro_field("Tarief per uur in euro", most=1000)
    institute_name = organisation_field("Instituut dat de uren geeft")

    def clean_institute_name(self) -> str:
        return self.cleaned_data["institute_name"].strip()

    def clean(self) -> dict:
        data = super().clean()
        delivery = data.get("delivery")
        if delivery == Delivery.CLAIMS and data.get("rate") is None and "rate" not in self.errors:
            self.add_error("rate", "Vul het tarief in. Is het niets, vul dan 0 in.")
        if delivery == Delivery.INSTITUTE:
            data["institute"] = organisation_named(data.get("institute_name", ""))
            if data["institute"] is None:
                self.add_error("institute_name", "Kies een organisatie die het loket kent.")
        return data

    def values(self) -> dict:
        """The columns of an Xpert. Only after ``is_valid``."""
        told, delivery = self.cleaned_data, self.cleaned_data["delivery"]
        rate = int(told["rate"] * 100) if delivery == Delivery.CLAIMS else None
        institute = told["institute"] if delivery == Delivery.INSTITUTE else None
        return {"delivery": delivery, "rate_cents": rate, "institute": institute}


class InterestForm(forms.Form):
    """A standing tie: where somebody works or worked, for whom, with which municipality."""

    kind = forms.ChoiceField(label="Soort", choices=InterestKind.choices)
    name = forms.CharField(
        label="Naam", max_length=200, help_text="Een organisatie, of bij een gemeente de naam van de gemeente."
    )
    from_year = forms.IntegerField(label="Vanaf jaar", min_value=1950, max_value=2100)
    until_year = forms.IntegerField(
        label="Tot en met jaar", required=False, min_value=1950, max_value=2100, help_text="Leeg: nog steeds."
    )

    def clean(self) -> dict:
        data = super().clean()
        name, begins, ends = data.get("name", ""), data.get("from_year"), data.get("until_year")
        data["area"], data["organisation"] = "", None
        if begins and ends and ends < begins:
            self.add_error("until_year", "Het laatste jaar ligt voor het eerste.")
        if data.get("kind") == InterestKind.MUNICIPALITY and name:
            found = [code for code in lookup.resolve_area(name) if lookup.area_kind(code) == AreaKind.MUNICIPALITY]
            if len(found) == 1:
                data["area"] = found[0]
            else:
                self.add_error("name", "Deze gemeente kennen wij niet. Kijk hoe u de naam schrijft.")
        elif name:
            data["organisation"] = organisation_named(name)
        return data


class AvailabilityForm(forms.Form):
    begins_on = forms.DateField(label="Beschikbaar vanaf", widget=day())
    ends_on = forms.DateField(label="Tot en met", required=False, widget=day(), help_text="Leeg: tot u het verandert.")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("begins_on") and data.get("ends_on") and data["ends_on"] < data["begins_on"]:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste.")
        return data


class TrainingForm(forms.Form):
    kind = forms.ChoiceField(label="Soort", choices=TrainingKind.choices)
    title = forms.CharField(label="Wat was het?", max_length=160)
    on = forms.DateField(label="Dag", widget=day())
    hours = hours_field("Uren", most=100, help_text="Bijvoorbeeld 2,5.")

    def values(self) -> dict:
        """As ``training.log`` wants it. Only after ``is_valid``."""
        told = self.cleaned_data
        return {"kind": told["kind"], "on": told["on"], "title": told["title"], "minutes": minutes_of(told["hours"])}


class ChooseForm(forms.Form):
    """Which Xpert is asked; ``seen`` is how many asks there were when the page was made."""

    xpert = forms.IntegerField(label="Xpert", min_value=1)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why_other = forms.CharField(
        label="Waarom een ander dan de eerste?",
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
        help_text="Eén zin. Die bewaren wij bij de keuze.",
    )
