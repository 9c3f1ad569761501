"""What coordinators fill in about surveys and focus groups. Input only."""

from crispy_forms.helper import FormHelper
from django import forms

from loket.accounts.models import User
from loket.monitoring.surveys.enums import WITH_OPTIONS, Measures, QuestionKind
from loket.monitoring.surveys.models import FocusGroup, Participant, Question, Questionnaire, Survey, Version
from loket.vocabulary import lookup

MOST_OPTIONS, LONGEST_OPTION = 15, 200


class PlainForm(forms.Form):
    """The form tag and the token stand in the template."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


def day_field(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class QuestionnaireForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Questionnaire
        fields = ["title", "intro", "source"]
        widgets = {"intro": forms.Textarea({"rows": 4})}
        help_texts = {"intro": "Dit staat boven de vragen. Zeg waarvoor u het vraagt en hoe lang het duurt."}


class QuestionForm(PlainForm, forms.ModelForm):
    """Options are typed one a line; what counts for a target by the numbers of scores or lines."""

    options = forms.CharField(
        label="Antwoorden",
        required=False,
        max_length=MOST_OPTIONS * LONGEST_OPTION,
        widget=forms.Textarea({"rows": 5}),
        help_text="Alleen bij kiezen. Eén antwoord per regel.",
    )
    counts = forms.CharField(
        label="Welke antwoorden tellen mee?",
        required=False,
        max_length=60,
        help_text="Nummers met komma's. Bij een schaal: 4, 5. Bij kiezen: de nummers van de regels.",
    )

    class Meta:
        model = Question
        fields = ["dimension", "kind", "text", "options", "measures", "counts"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].choices = [("", "Geen doel"), *[row for row in Measures.choices if row[0]]]
        self.initial["options"] = "\n".join(self.instance.options)
        self.initial["counts"] = ", ".join(str(number) for number in self.instance.counts)

    def clean_options(self) -> list[str]:
        rows = [" ".join(row.split()) for row in self.cleaned_data["options"].splitlines()]
        rows = [row for row in rows if row]
        if len(set(rows)) < len(rows):
            raise forms.ValidationError("Twee antwoorden zijn hetzelfde.")
        if len(rows) > MOST_OPTIONS or any(len(row) > LONGEST_OPTION for row in rows):
            raise forms.ValidationError(f"Geef ten hoogste {MOST_OPTIONS} antwoorden van {LONGEST_OPTION} tekens.")
        return rows

    def clean_counts(self) -> list[int]:
        parts = [part.strip() for part in self.cleaned_data["counts"].split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) < 3 for part in parts):
            raise forms.ValidationError("Vul nummers in, met komma's ertussen.")
        return sorted({int(part) for part in parts})

    def clean(self) -> dict:
        told = super().clean()
        kind, options = told.get("kind"), told.get("options") or []
        if kind in WITH_OPTIONS and len(options) < 2 and "options" not in self.errors:
            self.add_error("options", "Geef ten minste twee antwoorden om uit te kiezen.")
        if kind not in WITH_OPTIONS:
            told["options"] = []
        self._clean_target(told, kind, 5 if kind == QuestionKind.SCALE else len(options))
        return told

    def _clean_target(self, told: dict, kind: str | None, most: int) -> None:
        if not told.get("measures"):
            told["counts"] = []
        elif kind not in (QuestionKind.SCALE, QuestionKind.CHOICE):
            self.add_error("measures", "Alleen een schaal of een keuze telt voor een doel.")
        elif "counts" not in self.errors and not all(1 <= one <= most for one in told.get("counts") or [0]):
            self.add_error("counts", f"Vul nummers in van 1 tot en met {most}.")


class SurveyForm(PlainForm, forms.ModelForm):
    """A round: which questionnaire, to whom, until when."""

    sectors = forms.MultipleChoiceField(label="Sectoren", required=False, widget=forms.CheckboxSelectMultiple)
    levels = forms.MultipleChoiceField(label="Niveaus", required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.CharField(
        label="Gemeente of regio", required=False, max_length=300, help_text="Leeg betekent: heel Nederland."
    )
    sample_size = forms.IntegerField(
        label="Hoeveel mensen loten?",
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Leeg betekent: iedereen in de groep.",
    )
    closes_on = day_field("Laatste dag")
    remind_on = day_field("Herinnering op", required=False, help_text="Eén keer, aan wie nog niet antwoordde.")

    class Meta:
        model = Survey
        fields = ["version", "title", "letter", "sectors", "levels", "areas", "sample_size", "closes_on", "remind_on"]
        widgets = {"letter": forms.Textarea({"rows": 5})}
        help_texts = {"letter": "Zeg in een paar zinnen waarom u dit vraagt. De link staat er vanzelf bij."}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        versions = Version.objects.filter(questions__isnull=False).distinct().select_related("questionnaire")
        self.fields["version"].queryset = versions.order_by("questionnaire__title", "-number")
        self.fields["version"].empty_label = "Kies een vragenlijst"
        self.fields["sectors"].choices = lookup.choices("sector")
        self.fields["levels"].choices = lookup.choices("level")
        self.initial["areas"] = ", ".join(lookup.area_label(code) for code in self.instance.areas)

    def clean_areas(self) -> list[str]:
        codes, unknown = [], []
        for name in filter(None, (part.strip() for part in self.cleaned_data["areas"].split(","))):
            found = lookup.resolve_area(name)
            codes += [code for code in found if code not in codes]
            unknown += [] if found else [name]
        if unknown:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
        return codes

    def filled(self) -> Survey:
        """As filled in, unsaved: the workflow writes it."""
        return self.save(commit=False)


class FocusGroupForm(PlainForm, forms.ModelForm):
    starts_at = forms.DateTimeField(
        label="Wanneer", widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    class Meta:
        model = FocusGroup
        fields = ["title", "purpose", "plan", "starts_at", "place", "leader", "survey", "notes", "conclusions"]
        widgets = {
            "purpose": forms.Textarea({"rows": 3}),
            "plan": forms.Textarea({"rows": 8}),
            "notes": forms.Textarea({"rows": 10}),
            "conclusions": forms.Textarea({"rows": 6}),
        }
        help_texts = {
            "plan": "De vragen die u stelt, en hoe lang elk deel duurt.",
            "notes": "Zonder namen: wat er is gezegd, niet wie het zei.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survey"].empty_label = "Geen meting"
        if self.instance.pk is None:
            for name in ("notes", "conclusions"):
                del self.fields[name]


class ParticipantForm(PlainForm, forms.ModelForm):
    """Somebody with an account by the address, or somebody without by the name."""

    account = forms.EmailField(label="E-mailadres van het account", required=False)
    name = forms.CharField(label="Of de naam, zonder account", max_length=120, required=False)
    sector = forms.ChoiceField(label="Sector", required=False)
    level = forms.ChoiceField(label="Niveau", required=False)

    class Meta:
        model = Participant
        fields = ["account", "name", "sector", "level"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, scheme in (("sector", "sector"), ("level", "level")):
            self.fields[name].choices = [("", "Onbekend"), *lookup.choices(scheme)]

    def clean_account(self) -> User | None:
        address = self.cleaned_data["account"]
        found = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if address and found is None:
            raise forms.ValidationError("Er is geen account met dit e-mailadres.")
        return found

    def clean(self) -> dict:
        told = super().clean()
        if not told.get("account") and not told.get("name") and not self.errors:
            raise forms.ValidationError("Vul een e-mailadres of een naam in.")
        return told

    def filled(self) -> Participant:
        """With what the account says, where nothing else was filled in."""
        made, person = self.save(commit=False), self.cleaned_data["account"]
        if person:
            made.person, made.name = person, made.name or person.name
            made.sector, made.level = made.sector or person.sector, made.level or person.level
        return made
