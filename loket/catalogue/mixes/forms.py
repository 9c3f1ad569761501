"""What people type into a mix; input only."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from loket.catalogue.mixes.enums import (
    MOST_GROUPS,
    MOST_PILLARS,
    MOST_THEMES,
    MOST_YEARS,
    PillarSet,
    Right,
)
from loket.catalogue.mixes.fields import FiguresField, LinesField, WordsField
from loket.catalogue.mixes.pillars import code_of
from loket.catalogue.mixes.row_form import RowForm
from loket.vocabulary import lookup

__all__ = ["InviteForm", "NameForm", "PriorityForm", "ProfileForm", "RowForm", "SettingsForm", "StartForm"]

_SCORES = [(str(score), label) for score, label in enumerate(("1, laag", "2", "3", "4", "5, hoog"), 1)]


class _Form(forms.Form):
    """A form with the version that its page was made of; ``changes`` are the fields of the mix alone."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout(*self.fields)

    def with_seen(self, version: int) -> "_Form":
        """The same answers, now knowing of this version."""
        self.data = self.data.copy()
        self.data["seen"] = version
        return self

    def changes(self) -> dict:
        return {key: value for key, value in self.cleaned_data.items() if key != "seen"}


class SettingsForm(_Form):
    """For whom and when, and in which pillars, themes and target groups."""

    title = forms.CharField(label="Titel", max_length=150, help_text="Bijvoorbeeld: Gezond gewicht in Tiel.")
    areas = forms.CharField(
        label="Gebieden",
        max_length=2000,
        help_text="Een of meer gemeenten, wijken of regio's, met komma's ertussen. Bijvoorbeeld: Tiel, Culemborg.",
    )
    first_year = forms.IntegerField(label="Eerste jaar", min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label="Laatste jaar", min_value=2000, max_value=2100)
    themes = WordsField(
        label="Thema's",
        scheme="theme",
        most=MOST_THEMES,
        own_label="Eigen thema's",
        help_text="Elk thema wordt een kolom van het overzicht.",
    )
    target_groups = WordsField(
        label="Doelgroepen",
        scheme="target-group",
        most=MOST_GROUPS,
        own_label="Eigen doelgroepen",
        required=False,
        help_text="U kunt het overzicht ook per doelgroep bekijken.",
    )
    pillar_set = forms.ChoiceField(
        label="Pijlers", choices=PillarSet.choices, widget=forms.RadioSelect, initial=PillarSet.RIVM
    )
    own_pillars = LinesField(
        label="Eigen pijlers",
        most=MOST_PILLARS,
        longest=80,
        required=False,
        help_text="Alleen als u voor eigen pijlers kiest: één pijler per regel.",
    )

    def layout(self) -> Layout:
        return Layout(
            "seen",
            Fieldset("Waar gaat het over?", "title", "areas", Div("first_year", "last_year", css_class="form-row")),
            Fieldset("Pijlers", "pillar_set", "own_pillars"),
            Fieldset("Kolommen van het overzicht", "themes", "target_groups"),
        )

    def clean_areas(self) -> list[str]:
        codes: dict[str, None] = {}
        unknown = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["areas"].split(","))):
            found = lookup.resolve_area(name)
            unknown += [] if found else [name]
            codes |= dict.fromkeys(found)
        if unknown:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
        if not codes:
            raise forms.ValidationError("Vul ten minste één gebied in.")
        return list(codes)

    def clean_own_pillars(self) -> list[str]:
        labels = self.cleaned_data["own_pillars"]
        if len({code_of(label) for label in labels}) < len(labels):
            raise forms.ValidationError("Twee pijlers lijken te veel op elkaar. Geef ze verschillende namen.")
        return labels

    def clean(self) -> dict:
        told = super().clean()
        first, last = told.get("first_year"), told.get("last_year")
        if first and last and not 0 <= last - first < MOST_YEARS:
            self.add_error("last_year", f"Kies een periode van één tot en met {MOST_YEARS} jaar.")
        if told.get("pillar_set") == PillarSet.OWN and not told.get("own_pillars") and "own_pillars" in told:
            self.add_error("own_pillars", "Schrijf ten minste één eigen pijler op, of kies een andere indeling.")
        return told

    @staticmethod
    def initial_of(told: dict, seen: int) -> dict:
        """The details as the form shows them."""
        return told | {"areas": ", ".join(lookup.area_label(code) for code in told["areas"]), "seen": seen}


class StartForm(SettingsForm):
    """A new mix: the same questions, with a token so that sending twice gives one."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_for(today: date) -> dict:
        return {"first_year": today.year + 1, "last_year": today.year + 4, "pillar_set": PillarSet.RIVM}

    def changes(self) -> dict:
        return {key: value for key, value in super().changes().items() if key != "token"}

    def layout(self) -> Layout:
        return Layout("token", *super().layout().fields)


class ProfileForm(_Form):
    """What is known of the area: figures with their source, and what people see themselves."""

    figures = FiguresField(
        label="Cijfers over het gebied",
        required=False,
        help_text="Zet bij elk cijfer de bron en het jaar, dan kan een ander het nakijken.",
    )
    observations = forms.CharField(
        label="Wat u zelf ziet en hoort",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Wat zeggen inwoners en collega's? Wat gaat al goed?",
    )
    expected_reach = forms.IntegerField(
        label="Verwacht bereik van het hele plan",
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text="Alleen als er een schatting is voor alles samen. Anders tellen wij de rijen op.",
    )
    expected_source = forms.CharField(label="Waar komt die schatting vandaan?", required=False, max_length=300)


class PriorityForm(_Form):
    """A problem or theme with its three scores."""

    title = forms.CharField(label="Probleem of thema", max_length=150)
    urgency = forms.TypedChoiceField(
        label="Urgentie", choices=_SCORES, coerce=int, initial="3", help_text="Hoe groot en dringend is het?"
    )
    potential = forms.TypedChoiceField(
        label="Potentie", choices=_SCORES, coerce=int, initial="3", help_text="Hoeveel winst is er te halen?"
    )
    energy = forms.TypedChoiceField(
        label="Energie", choices=_SCORES, coerce=int, initial="3", help_text="Hoeveel mensen willen er iets aan doen?"
    )
    argument = forms.CharField(label="Waarom?", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mailadres", max_length=254)
    right = forms.ChoiceField(
        label="Wat mag deze persoon?", choices=Right.choices, initial=Right.EDIT, widget=forms.RadioSelect
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label="Naam van deze versie", max_length=100, help_text="Bijvoorbeeld: vastgesteld plan 2027."
    )
