"""What desk and coordinator fill in about tailored advice; input only."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from loket.accounts.enums import Role
from loket.accounts.forms import ORGANISATION_WIDGET
from loket.accounts.models import User
from loket.vocabulary import lookup
from servicedesk.forms import area_codes
from xperts.cases.enums import Layer, Outcome, Verdict
from xperts.cases.intake import Tried
from xperts.cases.judging import Opinion
from xperts.cases.models import Case, Criterion, Diagnosis, Terms
from xperts.cases.models.dossier import DIAGNOSIS_TEXTS, INTAKE_TEXTS, MOST_TEXT
from xperts.cases.opening import MOST_MINUTES, Asker

MOST_HOURS = MOST_MINUTES // 60
_WRONG_HOURS = dict.fromkeys(
    ("min_value", "max_value", "invalid", "max_decimal_places", "max_digits"),
    f"Vul een aantal uren in van 0 tot en met {MOST_HOURS}, zoals 12 of 7,5.",
)


def text(label: str, rows: int = 3, *, length: int = MOST_TEXT, required: bool = False, **options) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.Textarea({"rows": rows}), **options
    )


def hours(label: str, **options) -> forms.DecimalField:
    """Hours as people write them (*7,5*); ``minutes`` makes whole minutes of them."""
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=MOST_HOURS,
        decimal_places=2,
        localize=True,
        error_messages=_WRONG_HOURS,
        widget=forms.TextInput({"inputmode": "decimal", "class": "textbox--narrow"}),
        **options,
    )


def minutes(given) -> int:
    """Whole minutes of a number of hours; the nearest, so that a third of an hour is twenty minutes."""
    return round((given or 0) * 60)


def theme_choices() -> list[tuple[str, str]]:
    return [*lookup.choices("theme"), *lookup.choices("process-theme")]


class BeginForm(forms.Form):
    """Begin a pre-intake."""

    title = forms.CharField(label="Waar gaat het over, in één regel?", max_length=160)
    email = forms.EmailField(
        label="E-mailadres van de contactpersoon",
        required=False,
        max_length=254,
        help_text="Van iemand met een account. Nog geen account? Laat dit leeg, en kies later een contactpersoon.",
    )
    contact: User | None = None

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.contact = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if email and self.contact is None:
            raise ValidationError("Er is geen account met dit e-mailadres. Laat het leeg, of vraag om een ander adres.")
        return email


class IntakeForm(forms.Form):
    """What it is about, and the texts of the pre-intake. Half full is fine until it ends."""

    title = forms.CharField(label="Titel", max_length=160)
    themes = forms.MultipleChoiceField(label="Thema's", required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.CharField(label="Gebied", required=False, max_length=400, help_text="Zet komma's ertussen.")
    sectors = forms.MultipleChoiceField(label="Sectoren", required=False, widget=forms.CheckboxSelectMultiple)
    level = forms.ChoiceField(label="Niveau van de vrager", required=False)
    about = ("title", "themes", "areas", "sectors", "level")

    def __init__(self, *args, case: Case, **kwargs) -> None:
        super().__init__(*args, initial=self._initial(case), **kwargs)
        self.fields["themes"].choices = theme_choices()
        self.fields["sectors"].choices = lookup.choices("sector")
        self.fields["level"].choices = [("", "Onbekend"), *lookup.choices("level")]
        for name, label in INTAKE_TEXTS:
            self.fields[name] = text(label)

    def _initial(self, case: Case) -> dict:
        told = {name: getattr(case, name) for name in self.about}
        told["areas"] = ", ".join(map(lookup.area_label, case.areas))
        return told | {name: getattr(case.intake, name) for name, _ in INTAKE_TEXTS}

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])

    @property
    def fields_about(self) -> list:
        return [self[name] for name in self.about]

    @property
    def fields_told(self) -> list:
        return [self[name] for name, _ in INTAKE_TEXTS]


class EffortForm(forms.Form):
    """Something from layer 1 or 2 that was applied."""

    layer = forms.TypedChoiceField(label="Uit welke laag?", choices=Layer.choices, coerce=int, widget=forms.RadioSelect)
    what = forms.CharField(label="Wat is geraadpleegd?", max_length=300)
    applied = text("Hoe is het toegepast?", 2, length=2000, required=True)
    came_of_it = text("Wat kwam ervan?", 2, length=2000, required=True)
    url = forms.URLField(
        label="Adres", required=False, max_length=500, assume_scheme="https", help_text="Van de bladzijde in dit loket."
    )

    def tried(self) -> Tried:
        return Tried(**self.cleaned_data)


class ApplicantForm(forms.Form):
    """Somebody who asks along."""

    email = forms.EmailField(label="E-mailadres van een account", required=False, max_length=254)
    name = forms.CharField(label="Of alleen een naam", required=False, max_length=120)
    organisation = forms.CharField(
        label="Organisatie", required=False, max_length=200, widget=forms.TextInput(ORGANISATION_WIDGET)
    )
    own_hours = hours("Eigen inzet in uren", required=False)
    signs = forms.BooleanField(label="Deze persoon tekent", required=False)

    def clean(self) -> dict:
        found = super().clean()
        if not found.get("email") and not found.get("name") and "email" not in self.errors:
            self.add_error("name", "Vul een e-mailadres of een naam in.")
        return found

    def asker(self) -> Asker:
        data = self.cleaned_data
        told = {name: data[name] for name in ("email", "name", "organisation", "signs")}
        return Asker(**told, minutes=minutes(data["own_hours"]))


class JudgementForm(forms.Form):
    """The criteria one by one: a verdict, why, and what it rests on. What is left open is judged another time.

    ``evidence``: (text, address) of what there is to point at; what is typed otherwise has no address.
    """

    def __init__(
        self, *args, criteria: list[Criterion], judged: dict, evidence: list[tuple[str, str]], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self._criteria = criteria
        self._addresses = dict(evidence)
        for row in criteria:
            known = judged.get(row.pk)
            self.fields[f"verdict-{row.code}"] = forms.ChoiceField(
                label=row.title,
                choices=Verdict.choices,
                required=False,
                widget=forms.RadioSelect,
                help_text=row.explanation,
                initial=known.verdict if known else None,
            )
            self.fields[f"motivation-{row.code}"] = text(
                "Waarom?", 2, length=2000, initial=known.motivation if known else ""
            )
            self.fields[f"evidence-{row.code}"] = forms.CharField(
                label="Waar blijkt dat uit?",
                required=False,
                max_length=500,
                initial=known.evidence if known else "",
                widget=forms.TextInput({"list": "bewijs"}),
            )

    @property
    def lines(self) -> list[tuple]:
        """Per criterion its three fields, in order."""
        parts = ("verdict", "motivation", "evidence")
        return [tuple(self[f"{part}-{row.code}"] for part in parts) for row in self._criteria]

    def clean(self) -> dict:
        found = super().clean()
        asked = {"verdict": "Kies ja, deels of nee.", "motivation": "Schrijf waarom.", "evidence": "Schrijf waaruit."}
        for row in self._criteria:
            given = {part: found.get(f"{part}-{row.code}") for part in asked}
            if any(given.values()):
                for part in (part for part, value in given.items() if not value):
                    self.add_error(f"{part}-{row.code}", f"{row.title}: {asked[part].lower()}")
        return found

    def opinions(self) -> dict[str, Opinion]:
        """By code of criterion; only after ``is_valid``."""
        found = {}
        for row in self._criteria:
            verdict, motivation, evidence = (
                self.cleaned_data[f"{part}-{row.code}"] for part in ("verdict", "motivation", "evidence")
            )
            if verdict:
                found[row.code] = Opinion(verdict, motivation, evidence, self._addresses.get(evidence, ""))
        return found


class ConcludeForm(forms.Form):
    outcome = forms.ChoiceField(label="Uitkomst", choices=Outcome.choices, widget=forms.RadioSelect)
    motivation = text("Waarom?", 4, required=True, help_text="De vrager krijgt deze tekst per mail.")


class DiagnosisForm(forms.Form):
    """The diagnosis, by the desk or an Xpert. Half full is fine until it is filed."""

    made_by = forms.ModelChoiceField(label="Wie stelt de diagnose?", queryset=User.objects.none(), empty_label=None)
    made_on = forms.DateField(
        label="Op welke dag is de diagnose gesteld?",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="De dag waarop u de diagnose met de vrager besprak. De termijn van het besluit telt vanaf deze dag.",
    )

    def __init__(self, *args, case: Case, diagnosis: Diagnosis | None, by: User, today: date, **kwargs) -> None:
        told = {name: getattr(diagnosis, name) for name, _ in DIAGNOSIS_TEXTS} if diagnosis else {}
        told |= {"made_by": (diagnosis and diagnosis.made_by_id) or by.pk, "made_on": today}
        super().__init__(*args, initial=told, **kwargs)
        able = Q(roles__contains=[Role.SERVICEDESK.value]) | Q(roles__contains=[Role.XPERT.value])
        asks = case.applicants.filter(person__isnull=False).values("person")
        self.fields["made_by"].queryset = (
            User.objects.filter(able, is_active=True).exclude(pk__in=asks).order_by("name")
        )
        for name, label in DIAGNOSIS_TEXTS:
            self.fields[name] = text(label, 4)
        self.order_fields([*(name for name, _ in DIAGNOSIS_TEXTS), "made_by", "made_on"])

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name, _ in DIAGNOSIS_TEXTS}


class CriterionForm(forms.Form):
    """One line of a new version of the criteria; an empty one is left out."""

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = forms.CharField(label="Criterium", required=False, max_length=120)
    explanation = text("Uitleg", 2, length=600)

    def clean(self) -> dict:
        found = super().clean()
        if found.get("title") and not found.get("explanation"):
            self.add_error("explanation", "Leg uit wat dit criterium vraagt.")
        if found.get("explanation") and not found.get("title"):
            self.add_error("title", "Geef dit criterium een naam, of maak ook de uitleg leeg.")
        return found


CriteriaForms = forms.formset_factory(CriterionForm, extra=2, max_num=20, absolute_max=25, validate_max=True)


class NoteForm(forms.Form):
    """What is other than in the version before."""

    note = forms.CharField(label="Wat is er anders?", max_length=400, help_text="Dit staat bij de nieuwe versie.")


class RulesForm(NoteForm):
    text = text("Spelregels", 22, length=20_000, required=True, help_text="Opmaak met Markdown: ### kop, - lijst.")
    field_order = ("text", "note")


class TermsForm(forms.ModelForm):
    """Terms in working days; amounts in whole euros."""

    hour_euros = forms.IntegerField(label="Kosten van een uur advies in euro", min_value=1, max_value=1000)
    event_euros = forms.IntegerField(label="Kosten van één bijeenkomst in euro", min_value=0, max_value=1_000_000)

    class Meta:
        model = Terms
        fields = ("intake_days", "diagnosis_days", "case_hours")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].validators = [MinValueValidator(1), MaxValueValidator(200)]
        self.initial |= {"hour_euros": self.instance.hour_cents // 100, "event_euros": self.instance.event_cents // 100}

    def values(self) -> dict[str, int]:
        data = self.cleaned_data
        days = {name: data[name] for name in self.Meta.fields}
        return days | {"hour_cents": data["hour_euros"] * 100, "event_cents": data["event_euros"] * 100}
