"""What people fill in about learning regions; input only."""

from django import forms
from django.core.exceptions import ValidationError

from network.events.forms import local_moment
from network.regions import elements
from network.regions.enums import Element, Helped, NeedState, YieldRole
from network.regions.models import Answer, Case, Measured, Need, Region, Scan
from network.regions.models.scan import HIGHEST, LOWEST
from network.regions.models.session import MOST_CHANGES
from network.regions.models.story import StoryVersion
from network.regions.pairing import MOST_PREFERENCES

_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
SCORES = [(value, str(value)) for value in range(LOWEST, HIGHEST + 1)]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ProfileForm(forms.ModelForm):
    """Areas, themes and name are those of the network."""

    class Meta:
        model = Region
        fields = (
            "inhabitants",
            "commissioner",
            "first_year",
            "last_year",
            "management",
            "partners",
            "involvement",
            "source",
        )
        widgets = {"management": _text(3), "partners": _text(6), "involvement": _text(3)}
        help_texts = {
            "partners": "Zet elke organisatie op een eigen regel. Noem geen personen.",
            "management": "Bijvoorbeeld: twee programmamanagers van de GGD. Noem geen personen.",
            "involvement": "Via welke organisatie of werkvorm praten en beslissen inwoners mee?",
            "source": "Waar staan deze gegevens?",
        }


class PhaseForm(forms.Form):
    note = forms.CharField(
        label="Waaraan ziet u dat?",
        max_length=1000,
        widget=_text(3),
        help_text="Dit staat bij de geschiedenis van de fase.",
    )


class VersionForm(forms.ModelForm):
    class Meta:
        model = StoryVersion
        fields = ("name",)
        help_texts = {"name": "Bijvoorbeeld: na de leersessie van maart."}


class ScanOpenForm(forms.ModelForm):
    class Meta:
        model = Scan
        fields = ("name",)
        help_texts = {"name": "Bijvoorbeeld: voorjaar 2026."}


class ScoreForm(forms.Form):
    """A score for each of the seven elements, with what shows it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for guide in elements.GUIDES.values():
            self.fields[f"score-{guide.element}"] = forms.TypedChoiceField(
                label=guide.element.label,
                choices=[(LOWEST, f"1: {guide.low}"), *SCORES[1:-1], (HIGHEST, f"5: {guide.high}")],
                coerce=int,
                widget=forms.RadioSelect,
                help_text=guide.meaning,
                error_messages={"required": "Kies een score van 1 tot en met 5."},
            )
            self.fields[f"evidence-{guide.element}"] = forms.CharField(
                label=f"Waaraan ziet u dat? ({guide.element.label})",
                required=False,
                max_length=1000,
                widget=_text(2),
            )

    @property
    def pairs(self) -> list[tuple]:
        """(score, evidence) for each element."""
        return [(self[f"score-{code}"], self[f"evidence-{code}"]) for code in Element.values]

    def scores(self) -> dict[str, tuple[int, str]]:
        data = self.cleaned_data
        return {code: (data[f"score-{code}"], data[f"evidence-{code}"]) for code in Element.values}

    @staticmethod
    def filled(own: dict) -> dict:
        """The initial values for who filled it in before."""
        initial = {}
        for code, row in own.items():
            initial |= {f"score-{code}": row.value, f"evidence-{code}": row.evidence}
        return initial


class NeedForm(forms.ModelForm):
    class Meta:
        model = Need
        fields = ("kind", "title", "questions", "background", "is_shared")
        widgets = {"questions": _text(4), "background": _text(4)}
        help_texts = {
            "title": "Een korte zin, zoals: Financiers meekrijgen.",
            "questions": "Zet elke vraag op een eigen regel.",
            "is_shared": "De vraag staat dan op de bladzijde van uw gebied, als iedereen uw verhaal mag lezen.",
        }


class AnswerForm(forms.ModelForm):
    source_url = forms.URLField(label="Link naar de bron", required=False, max_length=500, assume_scheme="https")
    is_enough = forms.BooleanField(label="Hiermee is de leervraag beantwoord", required=False)

    class Meta:
        model = Answer
        fields = ("text", "source", "source_url")
        widgets = {"text": _text(5)}
        help_texts = {"source": "Van wie of waar hebt u dit? Een rapport, een regio of een ingang van het loket."}

    def content(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ReasonForm(forms.Form):
    """A step that asks for words."""

    note = forms.CharField(label="Toelichting", max_length=2000, widget=_text(4))


class MomentForm(forms.Form):
    """A day with two times on the clock of the Netherlands."""

    day = forms.DateField(label="Dag", widget=_day())
    starts = forms.TimeField(label="Begint om", widget=_TIME)
    ends = forms.TimeField(label="Eindigt om", widget=_TIME)
    place = forms.CharField(
        label="Waar of hoe", required=False, max_length=200, help_text="Een plaats, of een link om online mee te doen."
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("day") and data.get("starts") and data.get("ends"):
            self._set_moments(data)
        return data

    def _set_moments(self, data: dict) -> None:
        for clock, name in (("starts", "starts_at"), ("ends", "ends_at")):
            try:
                data[name] = local_moment(data["day"], data[clock])
            except ValidationError as error:
                self.add_error(clock, error)
                return
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", "Het einde moet na het begin liggen.")


class SessionForm(MomentForm):
    """A learning session: when, with whom, and what it takes up."""

    title = forms.CharField(label="Titel", max_length=160)
    note = forms.CharField(label="Programma", required=False, max_length=4000, widget=_text(4))
    elements = forms.MultipleChoiceField(
        label="Werkzame elementen", required=False, choices=Element.choices, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("title", "day", "starts", "ends", "place", "needs", "elements", "guests", "note")

    def __init__(self, *args, region: Region, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"] = forms.ModelMultipleChoiceField(
            label="Leervragen die aan bod komen",
            queryset=region.needs.filter(state=NeedState.OPEN),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["guests"] = forms.ModelMultipleChoiceField(
            label="Samen met",
            queryset=Region.objects.of_public_networks().exclude(pk=region.pk).with_network(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Leden van deze regio's doen mee. Hun begeleiders krijgen de uitnodiging.",
        )
        self.order_fields(self.field_order)

    def content(self) -> dict:
        names = ("title", "starts_at", "ends_at", "place", "elements", "note")
        return {name: self.cleaned_data[name] for name in names}


class SessionEditForm(SessionForm):
    """What can be changed later; needs and guests stay as they are."""

    def __init__(self, *args, region: Region, **kwargs) -> None:
        super().__init__(*args, region=region, **kwargs)
        del self.fields["needs"], self.fields["guests"]


class CaseForm(forms.ModelForm):
    class Meta:
        model = Case
        fields = ("title", "situation", "going_well", "question")
        widgets = {"situation": _text(5), "going_well": _text(3)}
        help_texts = {
            "situation": "Noem geen namen van inwoners of cliënten.",
            "going_well": "Waar lukt het al een beetje? Daar bouwt u op voort.",
            "question": "Een vraag die de anderen kunnen beantwoorden.",
        }


class SayForm(forms.Form):
    text = forms.CharField(label="Uw tekst", max_length=1000, widget=_text(3))


class NoticedForm(forms.Form):
    """*Merkbaar*: a role and one to three changes."""

    role = forms.ChoiceField(label="Vanuit welke rol?", choices=YieldRole.choices)
    change_1 = forms.CharField(label="Eerste verandering", max_length=300)
    change_2 = forms.CharField(label="Tweede verandering", required=False, max_length=300)
    change_3 = forms.CharField(label="Derde verandering", required=False, max_length=300)

    def changes(self) -> list[str]:
        return [self.cleaned_data[f"change_{number}"] for number in range(1, MOST_CHANGES + 1)]


class MeasuredForm(forms.ModelForm):
    class Meta:
        model = Measured
        fields = ("who", "what", "how")
        help_texts = {"who": "Een organisatie of functie, geen naam.", "how": "Met welk instrument, en wanneer?"}


class HarvestForm(forms.Form):
    summary = forms.CharField(label="Wat leverde de leersessie op?", max_length=6000, widget=_text(6))
    is_shared = forms.BooleanField(
        label="Anderen mogen deze opbrengst lezen",
        required=False,
        help_text="Zonder vinkje blijft alles binnen de regio's die meededen. Namen staan er nooit bij.",
    )


class WishesForm(forms.Form):
    """Up to five other regions in order."""

    def __init__(self, *args, others: list[Region], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._known = {str(other.pk): other for other in others}
        choices = [("", "Geen voorkeur"), *((key, str(other)) for key, other in self._known.items())]
        for place in range(1, MOST_PREFERENCES + 1):
            self.fields[f"wish_{place}"] = forms.ChoiceField(
                label=f"Wens {place}",
                choices=choices,
                required=False,
                widget=forms.Select,
            )

    def chosen(self) -> list[Region]:
        keys = [self.cleaned_data[f"wish_{place}"] for place in range(1, MOST_PREFERENCES + 1)]
        return [self._known[key] for key in keys if key]


class FeedbackForm(forms.Form):
    helped = forms.ChoiceField(label="Hielp het gesprek?", choices=Helped.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Wat neemt u mee?",
        required=False,
        max_length=2000,
        widget=_text(3),
        help_text="De andere regio leest dit ook.",
    )


class AreaForm(forms.Form):
    """A name of an area, as people write it."""

    naam = forms.CharField(
        label="Gebied", max_length=100, help_text="Bijvoorbeeld: Tiel, GGD Flevoland of provincie Limburg."
    )
