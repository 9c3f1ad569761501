"""What organisers fill in beside the event itself: programme, documents, series, the door, a list of participants."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from loket.core.working_days import AMSTERDAM
from network.events.forms import TIME, local_moment
from network.events.models import Event
from network.events.programme import Part

EMPTY_ROWS = 3
MOST_DAYS = 30
THIS, FOLLOWING = "deze", "volgende"


class PartForm(forms.Form):
    """A line of the programme; one without a title is left out."""

    day = forms.TypedChoiceField(label="Dag", coerce=date.fromisoformat, required=False)
    starts = forms.TimeField(label="Begint", widget=TIME, required=False)
    ends = forms.TimeField(label="Eindigt", widget=TIME, required=False)
    title = forms.CharField(label="Onderdeel", max_length=160, required=False)
    speaker = forms.CharField(label="Door", max_length=160, required=False)

    def __init__(self, *args, days: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = days
        if len(days) == 1:
            del self.fields["day"]
        self._first = date.fromisoformat(days[0][0])

    def clean(self) -> dict:
        data = super().clean()
        if data.get("title") and not (data.get("starts") and data.get("ends")):
            raise ValidationError("Vul begin en einde van dit onderdeel in.")
        return data

    def part(self) -> Part | None:
        """The line as a part; None for an empty one. Raises ``ValidationError`` for an hour that the clock skips."""
        data = self.cleaned_data
        if not data.get("title"):
            return None
        day = data.get("day") or self._first
        moments = local_moment(day, data["starts"]), local_moment(day, data["ends"])
        return Part(*moments, data["title"], data["speaker"])


ProgrammeFormSet = forms.formset_factory(PartForm, extra=EMPTY_ROWS, max_num=60, absolute_max=80)


def programme_initial(event: Event) -> list[dict]:
    rows = [
        (row, row.starts_at.astimezone(AMSTERDAM), row.ends_at.astimezone(AMSTERDAM)) for row in event.sessions.all()
    ]
    return [
        {
            "day": start.date().isoformat(),
            "starts": start.time(),
            "ends": end.time(),
            "title": row.title,
            "speaker": row.speaker,
        }
        for row, start, end in rows
    ]


class DocumentForm(forms.Form):
    file = forms.FileField(label="Bestand")
    title = forms.CharField(label="Titel", max_length=160, required=False, help_text="Leeg: de naam van het bestand.")


class SeriesForm(forms.Form):
    """What the series is called, and on which days it goes on."""

    title = forms.CharField(label="Naam van de reeks", max_length=160)
    summary = forms.CharField(label="In het kort", max_length=400, widget=forms.Textarea({"rows": 3}))
    days = forms.CharField(
        label="Volgende dagen",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Een dag per regel, zoals 14-5-2027. De tijden zijn die van deze bijeenkomst.",
    )

    def clean_days(self) -> list[date]:
        field = forms.DateField(input_formats=["%d-%m-%Y", "%Y-%m-%d"])
        days = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["days"].splitlines())):
            try:
                days.append(field.clean(line))
            except ValidationError as error:
                raise ValidationError(f"“{line[:40]}” is geen dag. Schrijf bijvoorbeeld 14-5-2027.") from error
        if len(days) > MOST_DAYS:
            raise ValidationError(f"Kies hooguit {MOST_DAYS} dagen.")
        return days


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Lijst met deelnemers (CSV)",
        help_text="De eerste regel noemt de kolommen: naam, e-mailadres, organisatie, plaatsen, dieet.",
    )


class DoorForm(forms.Form):
    """A code that is typed, or came from a scanner. ``key`` and ``scanned_at`` come from the phone."""

    code = forms.CharField(label="Code van de deelnemer", max_length=300)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    scanned_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ScopeForm(forms.Form):
    """For an event of a series: what a change or a step is about. This one, unless somebody says otherwise."""

    scope = forms.ChoiceField(
        label="Voor welke bijeenkomsten?",
        choices=[(THIS, "Alleen deze bijeenkomst"), (FOLLOWING, "Deze en alle volgende van de reeks")],
        initial=THIS,
        required=False,
        widget=forms.RadioSelect,
    )

    def is_for_following(self) -> bool:
        """Only after ``is_valid``."""
        return self.cleaned_data["scope"] == FOLLOWING
