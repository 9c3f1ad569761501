"""Applying, the sheet by section, deciding, voting, and the list of assessors; input only."""

from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import slugify

from loket.catalogue import forms as catalogue_forms
from loket.catalogue.freshness_forms import PersonField
from loket.catalogue.recognition import terms
from loket.catalogue.recognition.enums import ASKED_CHOICES, Body, Outcome, PanelSector, Vote
from loket.catalogue.recognition.models import Assessor, Procedure
from loket.catalogue.sheets import SHEETS, Section


class _PlainForm(forms.Form):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ApplyForm(_PlainForm):
    level = forms.ChoiceField(label="Welk niveau vraagt u aan?", choices=ASKED_CHOICES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Wat wilt u de redactie meegeven?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Bijvoorbeeld waarom u nu aanvraagt, of wat er sinds de vorige erkenning is veranderd.",
    )


def sections(kind: str) -> dict[str, Section]:
    """The sections of the sheet by their name in the address, in order."""
    return {slugify(section.title): section for section in SHEETS[kind].sections}


def section_form(procedure: Procedure, section: Section, data=None) -> forms.Form:
    """The fields of one section. While writing nothing is required: what the level needs is asked at submission."""
    content = {"fields": procedure.sheet}
    made = catalogue_forms.sheet_form(procedure.entry.kind)(data, content=content, is_autosave=data is not None)
    keys = {row.key for row in section.fields}
    needed = terms.needed_fields(procedure.level)
    for name in list(made.fields):
        if name not in keys:
            del made.fields[name]
        elif data is None:
            made.fields[name].required = name in needed
    return made


def section_changes(form: forms.Form) -> dict:
    """The valid fields of a section, emptied ones too."""
    return {name: form.cleaned_data.get(name) or "" for name in form.fields if name not in form.errors}


class NoteForm(_PlainForm):
    """A word with a step."""

    note = forms.CharField(label="Toelichting", required=False, max_length=4000, widget=forms.Textarea({"rows": 4}))


class CommentForm(forms.Form):
    text = forms.CharField(label="Opmerking", max_length=4000, widget=forms.Textarea({"rows": 2}))


class DecisionForm(_PlainForm):
    outcome = forms.ChoiceField(
        label="Besluit",
        choices=[(Outcome.RECOGNISED, "Erkennen"), (Outcome.REFUSED, "Niet erkennen")],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(label="Toegekend niveau", required=False, help_text="Alleen nodig bij erkennen.")
    motivation = forms.CharField(
        label="Motivering",
        max_length=10_000,
        widget=forms.Textarea({"rows": 10}),
        help_text="Komt bij een erkenning op de bladzijde van de interventie. Noem geen namen van beoordelaars.",
    )
    conditions = forms.CharField(
        label="Voorwaarden",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat moet er gebeuren, en wanneer? Laat leeg als er geen voorwaarden zijn.",
    )

    def __init__(self, *args, procedure: Procedure, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        levels = terms.grantable_levels(procedure.level)
        self.fields["level"].choices = [(level.value, level.label) for level in reversed(levels)]
        if procedure.verdict:
            bound = self.fields["outcome"]
            bound.choices = [pair for pair in bound.choices if pair[0] == procedure.verdict]
            bound.help_text = "De meerderheid van de beoordelaars stemde zo."
        if procedure.verdict == Outcome.RECOGNISED:
            self.fields["level"].required, self.fields["level"].help_text = True, ""


class InterestForm(_PlainForm):
    has_interest = forms.TypedChoiceField(
        label="Hebt u een belang bij deze interventie?",
        choices=[("nee", "Nee, ik heb geen belang"), ("ja", "Ja, ik heb een belang")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Alleen de redactie leest dit.",
    )


class BallotForm(_PlainForm):
    vote = forms.ChoiceField(label="Uw stem", choices=Vote.choices, widget=forms.RadioSelect)
    motivation = forms.CharField(
        label="Waarom stemt u zo?",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text="De andere beoordelaars lezen dit na de ronde, zonder uw naam.",
    )
    round = forms.IntegerField(min_value=0, max_value=1000, widget=forms.HiddenInput)

    def __init__(self, *args, is_adviser: bool, **kwargs) -> None:
        """An adviser speaks once: there is no other round to ask for."""
        super().__init__(*args, **kwargs)
        if is_adviser:
            vote = self.fields["vote"]
            vote.label, vote.choices = "Uw advies", [pair for pair in vote.choices if pair[0] != Vote.ANOTHER_ROUND]


class AssessorForm(_PlainForm):
    person = PersonField(label="E-mailadres", max_length=254, help_text="Waarmee deze persoon inlogt bij het loket.")
    body = forms.ChoiceField(label="Groep", choices=Body.choices)
    sub_committee = forms.CharField(
        label="Naam van de deelcommissie",
        required=False,
        max_length=120,
        help_text="Alleen bij een deelcommissie, bijvoorbeeld jeugd of ouderen.",
    )
    sector = forms.ChoiceField(label="Werkt bij", choices=PanelSector.choices)
    active_from = forms.DateField(label="Vanaf", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict:
        told = super().clean()
        if told.get("sub_committee") and told.get("body") != Body.SUB_COMMITTEE:
            self.add_error("sub_committee", "Alleen een deelcommissie heeft een naam.")
        sits = Assessor.objects.filter(person=told.get("person"), body=told.get("body"), until__isnull=True)
        if told.get("person") and sits.exists():
            self.add_error("person", "Deze persoon zit al in deze groep.")
        return told


class UntilForm(forms.Form):
    until = forms.DateField(label="Laatste dag", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, assessor: Assessor, **kwargs) -> None:
        self._first: date = assessor.active_from
        super().__init__(*args, **kwargs)

    def clean_until(self) -> date:
        if self.cleaned_data["until"] < self._first:
            raise forms.ValidationError("De laatste dag kan niet voor de eerste dag liggen.")
        return self.cleaned_data["until"]


class SeatForm(forms.Form):
    assessor = forms.ModelChoiceField(queryset=Assessor.objects.none())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor"].queryset = Assessor.objects.select_related("person__organisation")


class ReleaseForm(forms.Form):
    reason = forms.CharField(label="Waarom?", required=False, max_length=200)


class TakeBackForm(_PlainForm):
    reason = forms.CharField(
        label="Waarom wordt de erkenning ingetrokken?",
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Deze uitleg komt op de bladzijde van de interventie en in de mail aan de eigenaar.",
    )
