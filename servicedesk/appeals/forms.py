"""Making a call for questions, and answering one; input only."""

from django import forms
from django.core.exceptions import ValidationError

from loket.vocabulary import lookup
from servicedesk.appeals.enums import FieldKind
from servicedesk.appeals.models import MOST_FIELDS, MOST_OPTIONS, Appeal, AppealField
from servicedesk.forms import AskForm

LONGEST_LINE, LONGEST_TEXT = 200, 3_000


def _date() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class AppealForm(forms.ModelForm):
    class Meta:
        model = Appeal
        fields = ("title", "lead", "body", "promise", "theme", "opens_on", "closes_on", "queue")
        widgets = {
            "lead": forms.Textarea({"rows": 3}),
            "body": forms.Textarea({"rows": 6}),
            "promise": forms.Textarea({"rows": 2}),
            "opens_on": _date(),
            "closes_on": _date(),
        }
        help_texts = {
            "lead": "In een of twee zinnen. Dit staat ook in de lijst van oproepen.",
            "body": "Opmaak met Markdown.",
            "promise": "Bijvoorbeeld: in maart bundelen wij de antwoorden in een handreiking.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"] = forms.ChoiceField(
            label="Thema",
            choices=[("", "Kies een thema"), *lookup.choices("theme")],
            error_messages={"required": "Kies een thema."},
        )
        self.fields["queue"].empty_label = None


class FieldForm(forms.ModelForm):
    """One question of the form of a call; without a label it is left out."""

    options = forms.CharField(
        label="Keuzes",
        required=False,
        max_length=1200,
        widget=forms.Textarea({"rows": 3}),
        help_text="Alleen bij een keuzelijst: een keuze per regel.",
    )

    class Meta:
        model = AppealField
        fields = ("label", "help", "kind", "options", "is_required")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].required = False
        if self.instance.pk:
            self.initial["options"] = "\n".join(self.instance.options)

    def clean_options(self) -> list[str]:
        lines = [line.strip()[:80] for line in self.cleaned_data["options"].splitlines()]
        return list(dict.fromkeys(filter(None, lines)))[:MOST_OPTIONS]

    def clean(self) -> dict:
        told = super().clean()
        if told.get("label") and told.get("kind") == FieldKind.CHOICE and len(told.get("options", [])) < 2:
            self.add_error("options", ValidationError("Geef minstens twee keuzes, elk op een eigen regel."))
        return told


FieldFormSet = forms.modelformset_factory(
    AppealField, form=FieldForm, extra=3, max_num=MOST_FIELDS, absolute_max=MOST_FIELDS
)


class RespondForm(AskForm):
    """What everybody is asked, with the questions of this call."""

    about = ("text",)

    def __init__(self, *args, appeal: Appeal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("for_whom", "where", "tried", "theme"):
            self.fields.pop(name)
        self.own = list(appeal.fields.all())
        for row in self.own:
            self.fields[f"veld_{row.pk}"] = _field(row)
        self.about = ("text", *(f"veld_{row.pk}" for row in self.own))

    def answers(self) -> list[tuple[str, str]]:
        """Each question of the call that was answered, with the answer. Only after ``is_valid``."""
        told = [(row.label, self.cleaned_data[f"veld_{row.pk}"]) for row in self.own]
        return [(label, answer) for label, answer in told if answer]


def _field(row: AppealField) -> forms.Field:
    told = {"label": row.label, "help_text": row.help, "required": row.is_required}
    told["error_messages"] = {"required": f"Vul in: {row.label}"}
    if row.kind == FieldKind.TEXT:
        return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 4}), **told)
    if row.kind == FieldKind.LINE:
        return forms.CharField(max_length=LONGEST_LINE, **told)
    options = row.options if row.kind == FieldKind.CHOICE else ["Ja", "Nee"]
    choices = [(text, text) for text in options]
    if row.kind == FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", "Maak een keuze"), *choices], **told)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
