"""The form of one row of a mix: an entry of the catalogue, or an activity of one's own."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from loket.catalogue.mixes.enums import RowStatus
from loket.catalogue.mixes.fields import CostsField, LinesField, NumbersField, PlacesField
from loket.catalogue.mixes.plan import Plan, group_label, theme_label

MOST_QUESTIONS = 20


class RowForm(forms.Form):
    """``plan`` gives the pillars and columns to choose from; ``is_entry``: the title is that of the catalogue."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Titel", max_length=200, help_text="Hoe noemt u deze activiteit?")
    description = forms.CharField(
        label="Omschrijving",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat doet u precies, of wat past u aan?",
    )
    status = forms.ChoiceField(label="Stand", choices=RowStatus.choices, widget=forms.RadioSelect)
    pillar = forms.ChoiceField(label="Pijler", required=False)
    themes = forms.MultipleChoiceField(label="Thema's", required=False, widget=forms.CheckboxSelectMultiple)
    target_groups = forms.MultipleChoiceField(label="Doelgroepen", required=False, widget=forms.CheckboxSelectMultiple)
    umbrella = forms.CharField(
        label="Paraplu",
        required=False,
        max_length=200,
        help_text="Hangt dit onder een grotere aanpak? Bijvoorbeeld B-slim of Welzijn op Recept.",
        widget=forms.TextInput({"list": "paraplus", "autocomplete": "off"}),
    )
    goal = forms.CharField(
        label="Doel",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wat is er anders als het lukt? Wees zo precies mogelijk.",
    )
    goal_amount = forms.CharField(label="Hoeveel", required=False, max_length=300, help_text="Waaraan meet u het af?")
    goal_when = forms.CharField(label="Wanneer", required=False, max_length=300, help_text="Wanneer is het zover?")
    locations = PlacesField(label="Plekken", required=False, help_text="Bijvoorbeeld: basisscholen, 6.")
    numbers = NumbersField(label="Aantal mensen per jaar", required=False)
    costs = CostsField(label="Kosten", required=False)
    carried_by = forms.CharField(label="Wie voert het uit?", required=False, max_length=300)
    questions = LinesField(
        label="Vragen voor de monitor",
        most=MOST_QUESTIONS,
        longest=300,
        required=False,
        help_text="Wat wilt u later weten? Eén vraag per regel.",
    )

    def __init__(self, *args, plan: Plan, is_entry: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._choose_places(plan)
        if is_entry:
            del self.fields["title"]
        self.umbrellas = sorted({line.umbrella for line in plan.lines if line.umbrella})
        self._prefill_years(plan)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._layout()

    def _choose_places(self, plan: Plan) -> None:
        """The pillars and columns of the mix, and what the row has beside them; a list without any falls away."""
        current = self.initial.get("pillar", "")
        known = [(pillar.code, pillar.label) for pillar in plan.pillars]
        first = [] if current in dict(known) else [("", "Nog niet ingedeeld")]
        self.fields["pillar"].choices = [*first, *known]
        columns = (("themes", plan.themes, theme_label), ("target_groups", plan.target_groups, group_label))
        for key, codes, label in columns:
            every = dict.fromkeys([*codes, *self.initial.get(key, [])])
            self.fields[key].choices = [(code, label(code)) for code in every]
            if not every:
                del self.fields[key]

    def _prefill_years(self, plan: Plan) -> None:
        """A line for each year of the plan, so that only the numbers have to be typed."""
        told = {row["year"]: _as_typed(row) for row in self.initial.get("numbers", [])}
        years = {year: {"year": year} for year in plan.years}
        every = years | told
        self.initial["numbers"] = [every[year] for year in sorted(every, key=lambda year: year or 9999)]

    def _layout(self) -> Layout:
        def present(*names: str) -> list[str]:
            return [name for name in names if name in self.fields]

        return Layout(
            "seen",
            Fieldset("De activiteit", *present("title", "description", "status", "umbrella", "carried_by")),
            Fieldset("Plaats in de mix", *present("pillar", "themes", "target_groups")),
            Fieldset("Doel", "goal", "goal_amount", "goal_when"),
            Fieldset("Waar, hoeveel mensen en wat het kost", "locations", "numbers", "costs"),
            Fieldset("Volgen", "questions"),
        )

    def with_seen(self, version: int) -> "RowForm":
        """The same answers, now knowing of this version."""
        self.data = self.data.copy()
        self.data["seen"] = version
        return self

    def changes(self) -> dict:
        return {key: value for key, value in self.cleaned_data.items() if key != "seen"}


def _as_typed(row: dict) -> dict:
    """Nought is a number too; unknown is an empty field."""
    return {key: "" if value is None else str(value) for key, value in row.items()}
