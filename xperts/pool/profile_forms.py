"""The profile of an Xpert and the rules of the pool as forms; input only."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from loket.accounts import organisations
from loket.accounts.forms import ORGANISATION_WIDGET
from loket.accounts.models import Organisation
from loket.vocabulary import lookup
from xperts.cases.enums import Form
from xperts.pool.enums import Background, Breadth, Part, Shown
from xperts.pool.models import Rules, Xpert
from xperts.pool.models.xpert import MOST_HOURS_A_MONTH
from xperts.pool.ruling import SETTABLE

MOST_WORDS = 20
HOURS = ("training_minutes", "intervision_minutes")


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def hours_field(label: str, *, most: int, required: bool = True, help_text: str = "") -> forms.DecimalField:
    """Hours with at most two decimals; kept as minutes."""
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal("0.02"),
        max_value=most,
        decimal_places=2,
        help_text=help_text,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "class": "textbox--narrow"}),
    )


def euro_field(label: str, *, most: int) -> forms.DecimalField:
    """An amount with a comma or a point; kept as cents."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "class": "textbox--narrow"}),
    )


def minutes_of(hours: Decimal | None) -> int | None:
    """Whole minutes; nothing lost by more than half a minute."""
    return None if hours is None else int((hours * 60).quantize(Decimal(1)))


def organisation_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=200, widget=forms.TextInput(attrs=ORGANISATION_WIDGET)
    )


def organisation_named(name: str) -> Organisation | None:
    """The organisation of today of this name; None when the portal does not know it."""
    return organisations.find(name) if name.strip() else None


def words_in(text: str) -> list[str]:
    """Short texts with commas between them, each once."""
    return list(dict.fromkeys(part.strip()[:80] for part in text.split(",") if part.strip()))[:MOST_WORDS]


def area_codes(text: str) -> list[str]:
    """Codes of named areas. Raises ``ValidationError`` with those that are not known."""
    codes: list[str] = []
    unknown = []
    for name in words_in(text):
        found = lookup.resolve_area(name)
        unknown += [] if found else [name]
        codes += [code for code in found if code not in codes]
    if unknown:
        raise ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
    return codes


def _many(label: str, choices: list[tuple[str, str]], help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _words(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=800, help_text=help_text)


class ProfileForm(forms.Form):
    """What an Xpert changes; groups as the page shows them."""

    GROUPS = (
        ("Wie u bent", ("headline", "about", "breadth", "backgrounds", "languages")),
        ("Waar u goed in bent", ("themes", "process_themes", "forms", "methods", "competences")),
        ("Voor wie en waar", ("sectors", "levels", "areas")),
        ("Hoeveel tijd u hebt", ("hours_a_month", "most_at_once")),
        ("Wat anderen zien", ("is_public", "shown")),
    )
    headline = forms.CharField(
        label="In één zin",
        required=False,
        max_length=160,
        help_text="Bijvoorbeeld: helpt wijkteams om samen te kiezen.",
    )
    about = forms.CharField(
        label="Over u",
        required=False,
        max_length=6000,
        widget=forms.Textarea({"rows": 8}),
        help_text="Welke vragen hebt u opgelost, voor wie, en hoe? Met deze tekst zoeken wij welke vraag bij u past.",
    )
    breadth = forms.ChoiceField(
        label="Breed of diep", required=False, choices=[("", "Nog niet gekozen"), *Breadth.choices]
    )
    areas = _words("Gebied", "Bijvoorbeeld: landelijk, provincie Utrecht of GGD Twente. Zet komma's ertussen.")
    methods = _words("Werkwijzen", "Bijvoorbeeld: intervisie, stakeholderanalyse. Zet komma's ertussen.")
    languages = _words("Talen", "Naast Nederlands. Zet komma's ertussen.")
    hours_a_month = hours_field(
        "Uren per maand", most=MOST_HOURS_A_MONTH, required=False, help_text="Leeg: geen vaste grens."
    )
    most_at_once = forms.IntegerField(
        label="Meeste trajecten tegelijk",
        required=False,
        min_value=1,
        max_value=50,
        help_text="Leeg: zoals in de werkwijze van de pool.",
    )
    is_public = forms.BooleanField(
        label="Ik wil op de pagina Onze Xperts staan",
        required=False,
        help_text="Met uw naam en de zin hierboven. De rest kiest u hieronder.",
    )

    def __init__(self, *args, xpert: Xpert, **kwargs) -> None:
        self.xpert = xpert
        super().__init__(*args, initial=self._filled(xpert), **kwargs)
        self.fields["backgrounds"] = _many("Achtergrond", Background.choices)
        self.fields["themes"] = _many("Thema's", lookup.choices("theme"))
        self.fields["process_themes"] = _many("Procesthema's", lookup.choices("process-theme"))
        self.fields["forms"] = _many("Vormen van hulp", Form.choices)
        self.fields["competences"] = _many("Competenties", lookup.choices("competence"))
        self.fields["sectors"] = _many("Sectoren", lookup.choices("sector"))
        self.fields["levels"] = _many("Niveaus", lookup.choices("level"))
        self.fields["shown"] = _many("Dit mag iedereen zien", Shown.choices)

    @staticmethod
    def _filled(xpert: Xpert) -> dict:
        plain = ("headline", "about", "breadth", "most_at_once", "is_public")
        lists = ("backgrounds", "themes", "process_themes", "forms", "competences", "sectors", "levels", "shown")
        minutes = xpert.minutes_a_month
        return {name: getattr(xpert, name) for name in plain + lists} | {
            "areas": ", ".join(lookup.area_label(code) for code in xpert.areas),
            "methods": ", ".join(xpert.methods),
            "languages": ", ".join(xpert.languages),
            "hours_a_month": Decimal(minutes) / 60 if minutes is not None else None,
        }

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by group, for the page."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])

    def clean_methods(self) -> list[str]:
        return words_in(self.cleaned_data["methods"])

    def clean_languages(self) -> list[str]:
        return words_in(self.cleaned_data["languages"])

    def values(self) -> dict:
        """The columns of an Xpert. Only after ``is_valid``."""
        told = dict(self.cleaned_data)
        return told | {"minutes_a_month": minutes_of(told.pop("hours_a_month"))}


class RulesForm(forms.ModelForm):
    """The next version of the rules, beginning from the one in force."""

    GROUPS = (
        ("Hoe zwaar elk onderdeel telt", tuple(part.value for part in Part)),
        ("Wie in aanmerking komt", ("floor", "near_tie", "prior", "interest_years", "most_at_once", "rest_days")),
        ("Termijnen", ("ask_days", "months_ahead", "trial_months", "announce_days")),
        ("Scholing en intervisie", HOURS),
        ("Selectieprofiel", ("criteria",)),
        ("Waarom", ("note",)),
    )
    criteria = forms.CharField(
        label="Punten waarop wij een voordracht beoordelen",
        widget=forms.Textarea({"rows": 7}),
        max_length=3000,
        help_text="Elk punt op een eigen regel.",
    )
    note = forms.CharField(label="Waarom verandert u dit?", max_length=400)
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    class Meta:
        model = Rules
        fields = tuple(name for name in SETTABLE if name != "criteria")
        help_texts = {
            "near_tie": "Alleen binnen dit verschil telt wie het minst onder handen heeft.",
            "floor": "Wie hieronder blijft, komt na alle anderen, ook als de vrager deze Xpert noemt.",
            "prior": "Hoe hoger, hoe minder een paar goede evaluaties zeggen.",
        }

    def __init__(self, *args, rules: Rules, **kwargs) -> None:
        first = {name: getattr(rules, name) for name in self.Meta.fields}
        first |= {"criteria": "\n".join(rules.criteria), "seen": rules.version}
        super().__init__(*args, initial=first, **kwargs)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_criteria(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["criteria"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > 200 for line in found):
            raise ValidationError("Een punt is hooguit 200 tekens lang.")
        return found

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and not any(data[part.value] for part in Part):
            raise ValidationError("Minstens één onderdeel moet meetellen.")
        return data

    def _post_clean(self) -> None:
        """The model is checked as a whole by ``ruling``, which knows the rest of it."""
