"""What people fill in on a contract: its texts, and four lists of rows that may stay empty."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from xperts.trajectories.enums import Bearer
from xperts.trajectories.fields import EuroField, MinutesField
from xperts.trajectories.models.evaluation import MOST_TEXT


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class _Row(forms.Form):
    """A row that counts when something is filled in, and then needs all of ``needed``."""

    needed: tuple[str, ...] = ()

    def clean(self) -> dict:
        filled = super().clean()
        if self.errors or not any(filled.get(name) not in (None, "") for name in self.needed):
            return {} if not self.errors else filled
        for name in self.needed:
            if filled.get(name) in (None, ""):
                self.add_error(name, "Vul dit in, of maak de hele regel leeg.")
        return filled


class MilestoneForm(_Row):
    needed = ("day", "what")
    day = forms.DateField(label="Wanneer", required=False, widget=_day())
    what = forms.CharField(label="Wat", required=False, max_length=200)
    minutes = MinutesField(label="Uren van de Xpert", required=False)

    def line(self) -> dict | None:
        filled = self.cleaned_data
        if not filled.get("day"):
            return None
        return {"day": filled["day"].isoformat(), "what": filled["what"], "minutes": filled["minutes"] or 0}


class CostForm(_Row):
    needed = ("what", "cents")
    what = forms.CharField(label="Waarvoor", required=False, max_length=200)
    cents = EuroField(label="Bedrag in euro", required=False)
    bearer = forms.ChoiceField(label="Wie betaalt", choices=Bearer.choices, required=False)

    def line(self) -> dict | None:
        filled = self.cleaned_data
        if not filled.get("what"):
            return None
        return {"what": filled["what"], "cents": filled["cents"], "bearer": filled["bearer"] or Bearer.PROGRAMME}


class AskerForm(_Row):
    needed = ("name", "minutes")
    name = forms.CharField(label="Naam", required=False, max_length=120)
    organisation = forms.CharField(label="Organisatie", required=False, max_length=200)
    minutes = MinutesField(label="Eigen inzet in uren", required=False)

    def line(self) -> dict | None:
        filled = self.cleaned_data
        if not filled.get("name"):
            return None
        return {"name": filled["name"], "organisation": filled["organisation"], "minutes": filled["minutes"]}


class XpertForm(forms.Form):
    engagement = forms.IntegerField(widget=forms.HiddenInput)
    minutes = MinutesField(label="Uren")

    def __init__(self, *args, names: dict[int, str], is_addition: bool, **options) -> None:
        super().__init__(*args, **options)
        self.names = names
        name = names.get(self.initial.get("engagement"), "de Xpert")
        self.fields["minutes"].label = f"Uren erbij voor {name}" if is_addition else f"Uren van {name}"
        self.fields["minutes"].is_signed = is_addition

    def clean_engagement(self) -> int:
        if self.cleaned_data["engagement"] not in self.names:
            raise ValidationError("Deze Xpert hoort niet bij dit traject.")
        return self.cleaned_data["engagement"]

    def line(self) -> dict:
        part = self.cleaned_data["engagement"]
        return {"engagement": part, "name": self.names[part], "minutes": self.cleaned_data["minutes"]}


class ContractForm(forms.Form):
    """The texts of a contract."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    goal = forms.CharField(label="Doel", max_length=MOST_TEXT, widget=_area(4), help_text="Wat wilt u bereiken?")
    result = forms.CharField(
        label="Gewenst resultaat",
        max_length=MOST_TEXT,
        widget=_area(4),
        help_text="Wat ligt er aan het eind, en wie kan ermee verder?",
    )
    conditions = forms.CharField(
        label="Voorwaarden",
        max_length=MOST_TEXT,
        widget=_area(4),
        required=False,
        help_text="Bijvoorbeeld: wie is aanspreekpunt, wat is vertrouwelijk, wanneer stopt u eerder?",
    )


class AdditionForm(ContractForm):
    """The texts of an addition."""

    goal = forms.CharField(label="Waarom is deze aanvulling nodig?", max_length=MOST_TEXT, widget=_area(3))
    result = forms.CharField(
        label="Wat verandert er?",
        max_length=MOST_TEXT,
        widget=_area(4),
        required=False,
        help_text="Alleen wat anders wordt. De rest van het contract blijft gelden.",
    )


_MilestoneSet = forms.formset_factory(MilestoneForm, extra=2, max_num=40, validate_max=True)


_CostSet = forms.formset_factory(CostForm, extra=2, max_num=20, validate_max=True)


_AskerSet = forms.formset_factory(AskerForm, extra=1, max_num=20, validate_max=True)


_XpertSet = forms.formset_factory(XpertForm, extra=0, max_num=10, validate_max=True)


class ContractForms:
    """The form and the four lists of a contract as one: what was typed, what is wrong, and the content."""

    def __init__(self, contract, data=None) -> None:
        content, parts = contract.content, contract.trajectory.people
        texts = {name: content[name] for name in ("goal", "result", "conditions")} | {"version": contract.version}
        known = {"names": {row.pk: row.name for row in parts}, "is_addition": contract.number > 0}
        self.form = (AdditionForm if contract.number else ContractForm)(data, initial=texts)
        self.askers = _AskerSet(data, prefix="askers", initial=content["askers"])
        self.xperts = _XpertSet(data, prefix="xperts", initial=content["xperts"], form_kwargs=known)
        days = [line | {"day": date.fromisoformat(line["day"])} for line in content["milestones"]]
        self.milestones = _MilestoneSet(data, prefix="milestones", initial=days)
        self.costs = _CostSet(data, prefix="costs", initial=content["costs"])
        self._lists = (self.askers, self.xperts, self.milestones, self.costs)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self._lists)])

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Everything that is wrong, each with a link to its field."""
        found = [*self.form.non_field_errors()]
        pairs = [(text, "") for text in found + [text for rows in self._lists for text in rows.non_form_errors()]]
        for form in (self.form, *(row for rows in self._lists for row in rows)):
            pairs += [
                (f"{form[name].label}: {text}", f"#{form[name].id_for_label}")
                for name, texts in form.errors.items()
                if name in form.fields
                for text in texts
            ]
        return pairs

    def content(self) -> dict:
        """As ``wording`` has it; rows that are empty are left out."""
        texts = {name: self.form.cleaned_data[name] for name in ("goal", "result", "conditions")}
        return texts | {
            "askers": _lines(self.askers),
            "xperts": _lines(self.xperts),
            "milestones": sorted(_lines(self.milestones), key=lambda line: line["day"]),
            "costs": _lines(self.costs),
        }


def _lines(rows) -> list[dict]:
    return [line for row in rows if (line := row.line())]
