"""What the desk fills in to sort its work: several at once, kept lists, absence, hours of a queue; input only."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from loket.accounts.models import User
from servicedesk import loads
from servicedesk.enums import Outcome
from servicedesk.forms import SubmittedForm
from servicedesk.models import Absence, Queue
from servicedesk.models.message import MOST_TEXT

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MOST_CLOSED_DAYS = 60


def numbers(data) -> list[int]:
    """The numbers of questions that were ticked; what is none is left out."""
    return [int(text) for text in data.getlist("numbers")[:100] if text.isdecimal() and len(text) < 18]


class BulkForm(forms.Form):
    """Several questions at once."""

    act = forms.ChoiceField(
        choices=[
            ("assign", "Toewijzen"),
            ("queue", "Wachtrij"),
            ("tag", "Label erbij"),
            ("answer", "Samen beantwoorden"),
            ("close", "Sluiten"),
        ]
    )
    numbers = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "Kies eerst een of meer vragen."})
    assignee = forms.ModelChoiceField(queryset=User.objects.none(), required=False)
    queue = forms.ModelChoiceField(queryset=Queue.objects.all(), required=False)
    tag = forms.CharField(required=False, max_length=40)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)

    def __init__(self, data, *args, **kwargs) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields["assignee"].queryset = loads.desk()
        chosen = [number for number in data.getlist("numbers")[:100] if number.isdecimal() and len(number) < 18]
        self.fields["numbers"].choices = [(number, number) for number in chosen]


class AnswerManyForm(SubmittedForm):
    """One text for several askers; ``seen``: per question the last message that was shown."""

    text = forms.CharField(
        label="Antwoord",
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 10}),
        initial="Beste {naam},\n\n\n\nGroet,\n{behandelaar}",
        help_text="{naam}, {nummer} en {behandelaar} worden voor ieder ingevuld. Opmaak met Markdown.",
        error_messages={"required": "Schrijf eerst een antwoord."},
    )
    then = forms.ChoiceField(
        label="Daarna",
        choices=[("answer", "Beantwoord"), ("wait_for_asker", "Wacht op de vrager"), ("work", "Wij gaan verder")],
    )

    def seen(self) -> dict[int, int]:
        """The last message that was shown, by the key of its question. Only after ``is_valid``."""
        pairs = (text.partition(":") for text in self.data.getlist("seen")[:100])
        known = ((key, last) for key, _, last in pairs if key.isdecimal() and last.isdecimal())
        return {int(key): int(last) for key, last in known if len(key) < 18 and len(last) < 18}


class ViewForm(forms.Form):
    """A name for a list with its filters."""

    name = forms.CharField(
        label="Naam",
        max_length=60,
        error_messages={"required": "Geef de lijst een naam."},
        help_text="Bijvoorbeeld: school, te laat.",
    )
    is_shared = forms.BooleanField(label="Ook voor collega's", required=False)
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class AbsenceForm(forms.ModelForm):
    """From when to when somebody is away, and who stands in."""

    class Meta:
        model = Absence
        fields = ("person", "first_day", "last_day", "stand_in")
        widgets = {name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in ("first_day", "last_day")}
        help_texts = {"stand_in": "Krijgt in deze dagen de meldingen, en ziet de vragen onder Van mij."}

    def __init__(self, *args, today: date, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("person", "stand_in"):
            self.fields[name].queryset = loads.desk()
        self.fields["person"].initial = user.pk
        self.fields["stand_in"].empty_label = "Kies een collega"

    def clean_last_day(self) -> date:
        if self.cleaned_data["last_day"] < self.today:
            raise ValidationError("Deze dagen zijn al voorbij.")
        return self.cleaned_data["last_day"]


class QueueForm(forms.ModelForm):
    """The terms of a queue, and when it is open."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Open op",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één dag."},
    )
    closed_days = forms.CharField(
        label="Extra gesloten dagen",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Een datum per regel, zoals 24-12-2026. Op feestdagen is de wachtrij altijd dicht.",
    )

    class Meta:
        model = Queue
        fields = ("name", "answer_days", "solve_days", "weekdays", "opens", "closes", "closed_days")
        widgets = {name: forms.TimeInput({"type": "time"}, format="%H:%M") for name in ("opens", "closes")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["closed_days"] = "\n".join(f"{day:%d-%m-%Y}" for day in sorted(self.instance.closed_days))

    def clean_closed_days(self) -> list[date]:
        field, days = forms.DateField(input_formats=["%d-%m-%Y", "%Y-%m-%d"]), set()
        for line in filter(None, (part.strip() for part in self.cleaned_data["closed_days"].splitlines())):
            try:
                days.add(field.clean(line))
            except ValidationError as error:
                raise ValidationError(f"Dit is geen datum: {line[:40]}. Schrijf het als 24-12-2026.") from error
        if len(days) > MOST_CLOSED_DAYS:
            raise ValidationError(f"Geef hooguit {MOST_CLOSED_DAYS} dagen.")
        return sorted(days)


class EraseForm(forms.Form):
    """Whom to take out of questions."""

    name = forms.CharField(label="Naam", max_length=120, required=False)
    email = forms.EmailField(label="E-mailadres", max_length=254, required=False)

    def clean(self) -> dict:
        told = super().clean()
        if not self.errors and not (told["name"].strip() or told["email"]):
            raise ValidationError("Vul een naam of een e-mailadres in.")
        return told
