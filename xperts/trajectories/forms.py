"""What people fill in about trajectories; input only. Time becomes minutes, money becomes euro cents."""

from datetime import date

from django import forms

from xperts.trajectories.enums import HourKind, Lasting
from xperts.trajectories.fields import EuroField, MinutesField
from xperts.trajectories.models import Engagement
from xperts.trajectories.models.evaluation import MOST_TEXT

_MARKS = [
    (number, f"{number} {word}")
    for number, word in enumerate(("Slecht", "Matig", "Voldoende", "Goed", "Zeer goed"), start=1)
]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class HoursForm(forms.Form):
    """Time on a day. ``parts``: the trajectories of this Xpert."""

    engagement = forms.ModelChoiceField(label="Traject", queryset=Engagement.objects.none(), empty_label=None)
    day = forms.DateField(label="Dag", widget=_day())
    minutes = MinutesField(label="Tijd", most=24 * 60, is_signed=True, help_text="Bijvoorbeeld 1:30, 2 uur of 45 min.")
    kind = forms.ChoiceField(label="Soort", choices=HourKind.choices)
    what = forms.CharField(label="Wat hebt u gedaan?", max_length=300)

    def __init__(self, *args, parts, **options) -> None:
        super().__init__(*args, **options)
        self.fields["engagement"].queryset = parts
        self.fields["engagement"].label_from_instance = lambda row: str(row.trajectory)

    def clean(self) -> dict:
        filled = super().clean()
        minutes, is_correction = filled.get("minutes"), filled.get("kind") == HourKind.CORRECTION
        if minutes is not None and minutes <= 0 and not (is_correction and minutes):
            self.add_error("minutes", "Vul meer dan nul in. Minder dan nul kan alleen bij een correctie.")
        return filled


class ChangeHoursForm(HoursForm):
    """Other time in the place of what was written; the trajectory stays."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        del self.fields["engagement"]


class WithdrawForm(forms.Form):
    why = forms.CharField(label="Waarom trekt u deze uren in?", max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Waarom stuurt u deze declaratie terug?",
        max_length=1000,
        widget=_area(3),
        help_text="De Xpert leest dit, en kan de uren daarna tien dagen aanpassen.",
    )


class MonthForm(forms.Form):
    """Which month of which trajectory is claimed; ``month`` is its first day."""

    engagement = forms.ModelChoiceField(queryset=Engagement.objects.none())
    month = forms.DateField()

    def __init__(self, *args, parts, **options) -> None:
        super().__init__(*args, **options)
        self.fields["engagement"].queryset = parts

    def clean_month(self) -> date:
        return self.cleaned_data["month"].replace(day=1)


class EvaluationForm(forms.Form):
    results = forms.CharField(label="Wat leverde het op?", max_length=MOST_TEXT, widget=_area(5))
    result_mark = forms.TypedChoiceField(
        label="Hoe goed is het resultaat?", choices=_MARKS, coerce=int, widget=forms.RadioSelect
    )
    success_factors = forms.CharField(
        label="Waardoor lukte het?", max_length=MOST_TEXT, widget=_area(4), required=False
    )
    failure_factors = forms.CharField(
        label="Wat hield het tegen?", max_length=MOST_TEXT, widget=_area(4), required=False
    )
    cooperation_mark = forms.TypedChoiceField(
        label="Hoe goed ging de samenwerking?", choices=_MARKS, coerce=int, widget=forms.RadioSelect
    )
    cooperation = forms.CharField(
        label="Wat wilt u over de samenwerking zeggen?", max_length=MOST_TEXT, widget=_area(4), required=False
    )


class LastingForm(forms.Form):
    lasted = forms.ChoiceField(
        label="Wat is er over van het resultaat?", choices=Lasting.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Wat bleef, wat niet, en hoe komt dat?", max_length=MOST_TEXT, widget=_area(5), required=False
    )


class HelpersForm(forms.Form):
    """Who helps, where the pool did not say so: chosen among the Xperts."""

    person = forms.ModelChoiceField(label="Xpert", queryset=None)
    rate = EuroField(label="Tarief per uur in euro", required=False, help_text="Leeg als een instituut de uren levert.")
    institute = forms.CharField(label="Geleverd door (instituut)", required=False, max_length=200)

    def __init__(self, *args, people, **options) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people

    def clean(self) -> dict:
        filled = super().clean()
        if bool(filled.get("rate")) == bool(filled.get("institute")) and not self.errors:
            self.add_error("rate", "Vul een tarief in, of het instituut dat de uren levert.")
        return filled


class ExampleForm(forms.Form):
    """The texts of a practice example, and which found names may stay."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    confirmed = forms.MultipleChoiceField(
        label="Deze woorden mogen blijven staan", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, fields, found, **options) -> None:
        super().__init__(*args, **options)
        for key, label, most in fields:
            widget = forms.TextInput() if key == "title" else _area(3 if key == "summary" else 7)
            is_needed = key in ("title", "summary", "aanpak")
            self.fields[key] = forms.CharField(label=label, max_length=most, widget=widget, required=is_needed)
        self.texts = [key for key, _, _ in fields]
        self.fields["confirmed"].choices = [(name, name) for name in found]

    def content(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in self.texts}
