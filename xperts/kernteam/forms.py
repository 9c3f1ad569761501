"""What members, coordinator and desk fill in; input only."""

import uuid
from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import get_user_model

from loket.catalogue.freshness_forms import PersonField
from xperts.cases.enums import Form, Verdict
from xperts.cases.models import Case
from xperts.kernteam import voting
from xperts.kernteam.amounts import in_cents, in_minutes
from xperts.kernteam.deciding import MOST_XPERTS, Deciding
from xperts.kernteam.enums import OUTCOME_CHOICES, Choice, SeatName
from xperts.kernteam.models import BallotVersion

_SEATS = [("", "Geen zetel, alleen kernadviesteam"), *SeatName.choices]
_MOST_HOURS, _MOST_EUROS = 1000, 10_000_000


class PlainForm(forms.Form):
    """The form tag and the token stand in the template."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


def day_field(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


def text_field(label: str, rows: int, most: int, **options) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **options)


class DeclareForm(PlainForm):
    has_conflict = forms.TypedChoiceField(
        label="Hebt u een belang bij deze aanvraag?",
        choices=[("nee", "Nee, ik heb geen belang"), ("ja", "Ja, ik heb een belang")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    note = text_field("Toelichting", 3, 2000, required=False, help_text="Alleen de coördinator leest dit.")


class BallotForm(PlainForm):
    """One seat's judgement: each criterion, the choice, why, and a preference for an Xpert."""

    choice = forms.ChoiceField(
        label="Uw oordeel",
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u vindt."},
    )
    motivation = text_field(
        "Waarom vindt u dit?",
        5,
        4000,
        help_text="De brief aan de aanvrager begint met deze tekst, zonder uw naam.",
    )
    prefers = forms.ModelChoiceField(
        label="Voorkeur voor een Xpert",
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label="Geen voorkeur",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, case: Case, people: Iterable, own: BallotVersion | None = None, **kwargs) -> None:
        """``own``: the ballot as it stands, to begin from. ``people``: who can be preferred."""
        self._criteria = list(case.framework.criteria.all())
        start = {"submission": uuid.uuid4(), "seen": voting.seen_mark(case)} | (_answers(own) if own else {})
        super().__init__(*args, initial=start, **kwargs)
        self.fields["prefers"].queryset = people
        rest = {name: self.fields.pop(name) for name in list(self.fields)}
        for row in self._criteria:
            self.fields[f"verdict_{row.code}"] = forms.ChoiceField(
                label=row.title,
                help_text=row.explanation,
                choices=Verdict.choices,
                widget=forms.RadioSelect,
                error_messages={"required": "Kies ja, deels of nee."},
            )
            self.fields[f"why_{row.code}"] = forms.CharField(
                label="Waaruit blijkt dat?", required=False, max_length=500
            )
        self.fields.update(rest)

    def pairs(self) -> list[tuple]:
        """For each criterion its two fields."""
        return [(self[f"verdict_{row.code}"], self[f"why_{row.code}"]) for row in self._criteria]

    def show_newest(self, case: Case) -> None:
        """What was typed stays, and what is sent next is about the case as the page shows it now."""
        self.data = self.data.copy()
        self.data["seen"] = voting.seen_mark(case)

    def judging(self, *, call_note: str = "") -> voting.Judging:
        told = self.cleaned_data
        return voting.Judging(
            choice=told["choice"],
            motivation=told["motivation"],
            submission=told["submission"],
            seen=told["seen"],
            judgements={row.code: (told[f"verdict_{row.code}"], told[f"why_{row.code}"]) for row in self._criteria},
            prefers=told["prefers"],
            call_note=call_note,
        )


def _answers(own: BallotVersion) -> dict:
    found = {"choice": own.choice, "motivation": own.motivation, "prefers": own.prefers_id}
    for line in own.judgements:
        found |= {f"verdict_{line['code']}": line["verdict"], f"why_{line['code']}": line["why"]}
    return found


class OnBehalfForm(BallotForm):
    """A ballot that somebody gave on the phone."""

    call_note = text_field("Belnotitie", 3, 2000, help_text="Wanneer belde u, en wat zei het lid?")
    asked = forms.BooleanField(label="Ik vroeg of het lid een belang heeft. Het antwoord was nee.")


class CallForm(PlainForm):
    minutes = text_field("Verslag van het gesprek", 6, 8000, help_text="Wie oordeelt, leest dit. Noem geen namen.")


class ReplaceForm(PlainForm):
    seat = forms.ChoiceField(label="Zetel", choices=SeatName.choices)
    member = forms.ChoiceField(label="Wie vervangt", widget=forms.RadioSelect)
    reason = forms.CharField(label="Waarom is een vervanger nodig?", max_length=200)

    def __init__(self, *args, seats, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(member.pk): member for member in members}
        self.fields["seat"].choices = [(seat.value, seat.label) for seat in seats]
        self.fields["member"].choices = [(key, str(member)) for key, member in self._members.items()]

    def clean_member(self):
        return self._members[self.cleaned_data["member"]]


class DecisionForm(PlainForm):
    outcome = forms.ChoiceField(label="Besluit", choices=OUTCOME_CHOICES, widget=forms.RadioSelect)
    deviation = text_field(
        "Waarom anders dan het voorstel?",
        3,
        2000,
        required=False,
        help_text="Alleen nodig als uw besluit anders is dan het voorstel. De aanvrager leest dit.",
    )
    form = forms.ChoiceField(label="Vorm van hulp", choices=[("", "Kies een vorm"), *Form.choices], required=False)
    hours = forms.DecimalField(
        label="Hoeveel uur samen?", required=False, min_value=0, max_value=_MOST_HOURS, decimal_places=2, localize=True
    )
    xperts = forms.IntegerField(label="Aantal Xperts", required=False, min_value=1, max_value=MOST_XPERTS, initial=1)
    euros = forms.DecimalField(
        label="Kosten die wij dragen, in euro's",
        required=False,
        min_value=0,
        max_value=_MOST_EUROS,
        decimal_places=2,
        localize=True,
    )
    waiver = text_field(
        "Mag de Xpert die de diagnose stelde ook helpen? Waarom?",
        2,
        1000,
        required=False,
        help_text="Laat leeg als dat niet mag. Dan kiezen wij een ander.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        told = super().clean()
        if told.get("outcome") == Choice.GRANT:
            for name, text in (("form", "Kies de vorm van hulp."), ("hours", "Vul in hoeveel uur u toekent.")):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return told

    def deciding(self) -> Deciding:
        told = self.cleaned_data
        return Deciding(
            outcome=told["outcome"],
            submission=told["submission"],
            form=told["form"],
            minutes=in_minutes(told["hours"]),
            xperts=told["xperts"] or 1,
            cents=in_cents(told["euros"]),
            deviation=told["deviation"],
            waiver=told["waiver"],
        )


class LetterForm(PlainForm):
    text = text_field(
        "Tekst van de brief",
        24,
        20_000,
        help_text="Een regel wit geeft een nieuwe alinea, een streepje een opsomming, twee hekjes een kop.",
    )
    shown_at = forms.CharField(widget=forms.HiddenInput, max_length=40)


class SeatForm(PlainForm):
    person = PersonField(label="E-mailadres", max_length=254, help_text="Waarmee deze persoon inlogt bij het loket.")
    seat = forms.ChoiceField(
        label="Zetel", choices=[("", "Geen zetel, alleen kernadviesteam"), *SeatName.choices], required=False
    )
    is_stand_in = forms.BooleanField(label="Als achterwacht", required=False)
    starts_on = day_field("Vanaf")
    ends_on = day_field("Tot en met", required=False, help_text="Laat leeg als de termijn nog geen eind heeft.")


class UntilForm(PlainForm):
    ends_on = day_field("Laatste dag")


class AbsenceForm(PlainForm):
    starts_on = day_field("Eerste dag dat u er niet bent")
    ends_on = day_field("Laatste dag", required=False, help_text="Laat leeg als u dat nog niet weet.")


class AbsenceOfForm(PlainForm):
    """The coordinator tells it for a member; ids of their own, as it stands beside another form."""

    starts_on = day_field("Eerste dag")
    ends_on = day_field("Laatste dag", required=False, help_text="Laat leeg als dat nog niet bekend is.")
    member = forms.ModelChoiceField(label="Wie", queryset=None, empty_label="Kies een lid")

    def __init__(self, *args, members, **kwargs) -> None:
        super().__init__(*args, auto_id="id_absence_%s", **kwargs)
        self.fields["member"].queryset = members
        self.order_fields(["member", "starts_on", "ends_on"])


class WayOfWorkingForm(PlainForm):
    text = text_field("Werkwijze", 20, 20_000)
    first = forms.ChoiceField(label="Bij gelijke stand beslist eerst de zetel", choices=SeatName.choices)
    second = forms.ChoiceField(label="En anders de zetel", choices=SeatName.choices)
    change = forms.CharField(label="Wat is er veranderd?", max_length=400)
    shown = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def start(shown) -> dict:
        """To begin from the version in force."""
        first, second = [*shown.tie_seats, *shown.tie_seats][:2]
        return {"text": shown.text, "first": first, "second": second, "shown": shown.number}

    def version(self) -> dict:
        told = self.cleaned_data
        kept = {name: told[name] for name in ("text", "change", "shown")}
        return kept | {"tie_seats": [told["first"], told["second"]]}


class BudgetForm(PlainForm):
    year = forms.IntegerField(label="Jaar", min_value=2020, max_value=2100)
    euros = forms.DecimalField(
        label="Budget van laag 3 in euro's", min_value=0, max_value=_MOST_EUROS, decimal_places=2, localize=True
    )


class InterestsForm(PlainForm):
    names = text_field(
        "Andere organisaties waarmee u een band hebt",
        5,
        4000,
        required=False,
        help_text="Een organisatie per regel: een bijbaan, een bestuur, een opdrachtgever van de laatste drie jaar.",
    )
