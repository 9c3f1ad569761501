"""Telling an experience, registering use, judging and writing to a colleague; input only."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from loket.accounts.forms import ORGANISATION_WIDGET
from loket.catalogue.experiences import questions
from loket.catalogue.experiences.enums import Again
from loket.catalogue.experiences.models.use import MOST_REACH_NATIONAL
from loket.vocabulary import lookup

CONSENTS = ("is_named", "takes_contact")
_AREA_HELP = "Bijvoorbeeld: Tiel, GGD Gelderland-Zuid, provincie Gelderland of landelijk."


_WRONG_YEAR = f"Vul een jaar in van {questions.FIRST_YEAR} of later, zoals 2024."
_WRONG_REACH = {
    "min_value": "Vul 1 of meer in. Weet u het niet? Laat dit dan leeg.",
    "max_value": "Zo veel mensen kan niet kloppen.",
}


def _year(label: str, **options) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), _WRONG_YEAR),
        min_value=questions.FIRST_YEAR,
        max_value=questions.LAST_YEAR,
        widget=forms.TextInput({"inputmode": "numeric", "class": "textbox--narrow"}),
        **options,
    )


def _helper(layout: Layout) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = layout
    return helper


def areas_named(text: str) -> list[str]:
    """The codes of areas with commas between. Raises ``ValidationError`` naming what is unknown or not clear."""
    codes: list[str] = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        found = lookup.resolve_area(name)
        if not found:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {name[:80]}.")
        codes += [code for code in found if code not in codes]
    return codes


class ExperienceForm(forms.Form):
    """The fixed questions on one screen. Nothing is required to keep: a draft may be half full."""

    organisation = forms.CharField(
        label="Uw organisatie",
        required=False,
        max_length=questions.ORGANISATION_LENGTH,
        widget=forms.TextInput(ORGANISATION_WIDGET),
        help_text="Staat bij uw ervaring. Leeg laten mag.",
    )
    areas = forms.CharField(label="Gebied", required=False, max_length=300, help_text=_AREA_HELP)
    since = _year("Vanaf jaar", required=False)
    until = _year("Tot en met jaar", required=False, help_text="Leeg laten als u er nog mee werkt.")
    again = forms.ChoiceField(
        label=questions.AGAIN_LABEL, required=False, choices=Again.choices, widget=forms.RadioSelect
    )
    is_named = forms.BooleanField(
        label="Mijn naam mag erbij staan",
        required=False,
        help_text="Zonder vinkje staat er alleen uw organisatie en uw gebied. Dit geldt meteen.",
    )
    takes_contact = forms.BooleanField(
        label="Collega's mogen mij via het loket een bericht sturen",
        required=False,
        help_text="Zij zien uw e-mailadres niet. Dit geldt meteen.",
    )

    def __init__(self, *args, experience, **kwargs) -> None:
        super().__init__(*args, initial=_initial(experience), **kwargs)
        for question in questions.QUESTIONS:
            self.fields[question.key] = forms.CharField(
                label=question.label,
                required=False,
                max_length=questions.TEXT_LENGTH,
                widget=forms.Textarea({"rows": 4}),
                help_text=question.help,
            )
        self.helper = _helper(
            Layout(
                Fieldset("Uw ervaring", *(question.key for question in questions.QUESTIONS), "again"),
                Fieldset("Waar en wanneer", "organisation", "areas", "since", "until"),
                Fieldset("Wat anderen van u zien", *CONSENTS),
            )
        )

    def show_required(self) -> None:
        """Say which questions must be answered before submission; called after validation, which asks for none."""
        for key in questions.REQUIRED:
            self.fields[key].required = True

    def clean_areas(self) -> list[str]:
        return areas_named(self.cleaned_data["areas"])

    def clean(self) -> dict:
        found = super().clean()
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", "Het laatste jaar kan niet voor het eerste jaar liggen.")
        return found

    def answers(self) -> dict:
        """What is valid of the answers."""
        return {key: self.cleaned_data[key] for key in questions.LABELS if key in self.cleaned_data}

    def consents(self) -> dict:
        return {name: self.cleaned_data[name] for name in CONSENTS if name in self.cleaned_data}


def _initial(experience) -> dict:
    told = questions.empty() | experience.answers
    named = ", ".join(map(lookup.area_label, told["areas"]))
    return told | {"areas": named} | {name: getattr(experience, name) for name in CONSENTS}


class ConsentForm(forms.Form):
    is_named = ExperienceForm.base_fields["is_named"]
    takes_contact = ExperienceForm.base_fields["takes_contact"]


class JudgeForm(forms.Form):
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="De schrijver krijgt deze tekst per mail.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class MessageForm(forms.Form):
    text = forms.CharField(
        label="Uw bericht",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Uw naam, organisatie en e-mailadres staan eronder, zodat uw collega kan antwoorden.",
    )


class UseForm(forms.Form):
    area = forms.CharField(label="In welk gebied?", max_length=120, help_text=f"Eén gebied. {_AREA_HELP}")
    since = _year("Sinds welk jaar?")
    until = _year("Tot en met welk jaar?", required=False, help_text="Leeg laten als u het nog gebruikt.")
    reach = forms.IntegerField(
        label="Hoeveel mensen bereikt u per jaar?",
        error_messages=_WRONG_REACH,
        required=False,
        min_value=1,
        max_value=MOST_REACH_NATIONAL,
        widget=forms.TextInput({"inputmode": "numeric", "class": "textbox--narrow"}),
        help_text="Mensen, geen bijeenkomsten. Een schatting mag. Leeg laten als u het niet weet.",
    )
    target_groups = forms.MultipleChoiceField(label="Voor wie?", required=False, widget=forms.CheckboxSelectMultiple)
    is_named = forms.BooleanField(
        label="De naam van onze organisatie mag in de openbare lijst",
        required=False,
        help_text="Zonder vinkje telt u mee in de cijfers, zonder naam.",
    )
    takes_contact = forms.BooleanField(
        label="Collega's mogen ons via het loket een bericht sturen",
        required=False,
        help_text="Het bericht komt bij u. Zij zien uw e-mailadres niet.",
    )

    def __init__(self, *args, use=None, **kwargs) -> None:
        names = (*self.base_fields,)
        told = {name: getattr(use, name) for name in names} | {"area": use.area_label} if use else {}
        super().__init__(*args, initial=told | kwargs.pop("initial", {}), **kwargs)
        self.fields["target_groups"].choices = lookup.choices("target-group")
        self.helper = _helper(Layout(*names))

    def clean_area(self) -> str:
        found = areas_named(self.cleaned_data["area"])
        if len(found) != 1:
            raise forms.ValidationError("Kies één gebied. Zet er bijvoorbeeld 'gemeente' of 'provincie' voor.")
        return found[0]

    def clean(self) -> dict:
        found = super().clean()
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", "Het jaar waarin u stopte, kan niet voor het jaar liggen waarin u begon.")
        return found


class OverviewForm(forms.Form):
    """Which use is shown in the overview of the whole catalogue."""

    thema = forms.ChoiceField(label="Thema", required=False)
    regio = forms.ChoiceField(label="GGD-regio", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thema"].choices = [("", "Alle thema's"), *lookup.choices("theme")]
        regions = sorted((label, code) for code, label, _, _ in lookup.tile_map())
        self.fields["regio"].choices = [("", "Alle regio's"), *((code, label) for label, code in regions)]
