"""What people fill in about questions; input only."""

import uuid
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from loket.accounts.models import User
from loket.catalogue import content as contents
from loket.vocabulary import lookup
from servicedesk import loads
from servicedesk.answering import AFTER, MOST_COPIES
from servicedesk.enums import OUTCOMES_OF_DESK, Channel, Helped, MessageKind
from servicedesk.models import Question, Queue, StandardAnswer
from servicedesk.models.message import MOST_TEXT
from servicedesk.models.question import GUIDE

MOST_ASKED = 10_000
_SCALE = [(5, "5: heel goed"), (4, "4"), (3, "3"), (2, "2"), (1, "1: niet goed")]


def _area(rows: int, **more) -> forms.Textarea:
    return forms.Textarea({"rows": rows, **more})


def area_codes(text: str) -> list[str]:
    """Codes of areas that are named with commas between them. Raises ``ValidationError`` with the unknown ones."""
    codes: list[str] = []
    unknown = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        found = lookup.resolve_area(name)
        if not found:
            unknown.append(name)
        codes += [code for code in found if code not in codes]
    if unknown:
        raise ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}. Schrijf het anders of laat het leeg.")
    return codes


def _submission() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class SubmittedForm(forms.Form):
    """A form with a number of its own, by which sending it twice is seen. A broken number is a new form."""

    submission = _submission()

    def clean_submission(self) -> uuid.UUID:
        return self.cleaned_data["submission"] or uuid.uuid4()


class AskForm(SubmittedForm):
    """The public form. Only the question and an address are needed; who is signed in fills in no address."""

    text = forms.CharField(
        label="Wat is uw vraag?",
        max_length=MOST_ASKED,
        widget=_area(6),
        help_text="Schrijf het zoals u het aan een collega zou vertellen. Zet er geen namen van cliënten in.",
        error_messages={"required": "Schrijf uw vraag op."},
    )
    for_whom = forms.CharField(
        label="Voor wie is het?", required=False, max_length=500, help_text="Bijvoorbeeld: ouderen in een dorp."
    )
    where = forms.CharField(label="Waar speelt het?", required=False, max_length=500)
    tried = forms.CharField(label="Wat hebt u al geprobeerd?", required=False, max_length=2000, widget=_area(3))
    theme = forms.ChoiceField(label="Thema", required=False)
    name = forms.CharField(label="Uw naam", max_length=120, error_messages={"required": "Schrijf uw naam op."})
    email = forms.EmailField(
        label="Uw e-mailadres",
        max_length=254,
        error_messages={"required": "Schrijf uw e-mailadres op. Daar komt het antwoord."},
    )
    phone = forms.CharField(label="Telefoonnummer", required=False, max_length=40)
    organisation = forms.CharField(label="Organisatie", required=False, max_length=200)

    about = ("text", "for_whom", "where", "tried", "theme")
    reach = ("name", "email", "phone", "organisation")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Weet ik niet"), *lookup.choices("theme")]
        if user.is_authenticated:
            for name in ("name", "email", "organisation"):
                del self.fields[name]

    @property
    def fields_about(self) -> list:
        return [self[name] for name in self.about]

    @property
    def fields_reach(self) -> list:
        return [self[name] for name in self.reach if name in self.fields]


class BringForm(SubmittedForm):
    """A question that is somebody else's: whose, what, and that they know of it."""

    name = forms.CharField(label="Naam", max_length=120, error_messages={"required": "Schrijf van wie de vraag is."})
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Hier komen het bericht over uw vraag en het antwoord.",
        error_messages={"required": "Schrijf het e-mailadres op van wie de vraag is."},
    )
    organisation = forms.CharField(label="Organisatie", required=False, max_length=200)
    text = forms.CharField(
        label="Wat is de vraag?",
        max_length=MOST_ASKED,
        widget=_area(6),
        error_messages={"required": "Schrijf de vraag op."},
    )
    for_whom = forms.CharField(label="Voor wie is het?", required=False, max_length=500)
    tried = forms.CharField(label="Wat is al geprobeerd?", required=False, max_length=2000, widget=_area(3))
    theme = forms.ChoiceField(label="Thema", required=False)
    agreed = forms.BooleanField(
        label="De ander weet dat ik deze vraag stel",
        error_messages={"required": "Vraag het eerst aan wie de vraag heeft."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Weet ik niet"), *lookup.choices("theme")]

    @property
    def fields_who(self) -> list:
        return [self[name] for name in ("name", "email", "organisation")]

    @property
    def fields_what(self) -> list:
        return [self[name] for name in ("text", "for_whom", "tried", "theme")]


class ReactForm(SubmittedForm):
    """What the asker adds."""

    text = forms.CharField(
        label="Uw bericht",
        max_length=MOST_ASKED,
        widget=_area(5),
        error_messages={"required": "Schrijf eerst een bericht."},
    )


class RateForm(forms.Form):
    helped = forms.TypedChoiceField(
        label="Hoe goed bent u geholpen?", choices=_SCALE, coerce=int, widget=forms.RadioSelect
    )
    service = forms.TypedChoiceField(
        label="Hoe prettig was het contact?", choices=_SCALE, coerce=int, widget=forms.RadioSelect
    )
    said = forms.CharField(label="Wat wilt u erbij zeggen?", required=False, max_length=2000, widget=_area(3))


class ReferralRateForm(forms.Form):
    helped = forms.ChoiceField(choices=Helped.choices)
    said = forms.CharField(required=False, max_length=2000)


class WriteForm(SubmittedForm):
    """The desk writes: an answer, a note, or what was said on the phone."""

    kind = forms.ChoiceField(
        label="Soort",
        choices=[(kind.value, kind.label) for kind in (MessageKind.REPLY, MessageKind.NOTE, MessageKind.CALL)],
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Tekst",
        max_length=MOST_TEXT,
        widget=_area(9),
        help_text="Opmaak met Markdown: **vet**, lijsten met een streepje, [tekst](adres).",
        error_messages={"required": "Schrijf eerst een tekst."},
    )
    cc = forms.CharField(
        label="Ook aan", required=False, max_length=600, help_text="E-mailadressen met komma's ertussen."
    )
    then = forms.ChoiceField(
        label="Daarna",
        required=False,
        choices=[("answer", "Beantwoord"), ("wait_for_asker", "Wacht op de vrager"), ("work", "Wij gaan verder")],
    )

    def clean_then(self) -> str:
        return self.cleaned_data["then"] if self.cleaned_data["then"] in AFTER else "answer"

    def clean_cc(self) -> list[str]:
        found = [part.strip().lower() for part in self.cleaned_data["cc"].replace(";", ",").split(",")]
        addresses = list(dict.fromkeys(filter(None, found)))
        if len(addresses) > MOST_COPIES:
            raise ValidationError(f"Hooguit {MOST_COPIES} mensen krijgen een kopie.")
        for address in addresses:
            validate_email(address)
        return addresses


class GuideForm(forms.ModelForm):
    """The question behind the question, with the probing guide."""

    class Meta:
        model = Question
        fields = ("found", *(name for name, _ in GUIDE))
        labels = {"found": "De vraag achter de vraag", **dict(GUIDE)}
        widgets = {"found": _area(3)} | {name: _area(2) for name, _ in GUIDE}

    def _post_clean(self) -> None:
        """The columns are filled by the workflow."""


def desk_people():
    """Who can be given a question."""
    return loads.desk()


class HandlerField(forms.ModelChoiceField):
    """Who can be given a question, each with how much they have and whether they are away."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=User.objects.none(), **{"label": "Behandelaar", "required": False} | kwargs)

    def show(self, at: datetime) -> None:
        """Fill the choices as of this moment."""
        self.queryset = loads.desk()
        self.choices = [("", "niemand"), *((row.person.pk, row.label) for row in loads.of_desk(at))]


class DetailsForm(forms.Form):
    """Who deals with it, and what it is about."""

    assignee = HandlerField()
    queue = forms.ModelChoiceField(label="Wachtrij", queryset=Queue.objects.all(), empty_label=None)
    theme = forms.ChoiceField(label="Thema", required=False)
    area = forms.CharField(label="Gebied", required=False, max_length=400, help_text="Zet komma's ertussen.")
    target_group = forms.ChoiceField(label="Doelgroep", required=False)
    tags = forms.CharField(label="Labels", required=False, max_length=300, help_text="Zet komma's ertussen.")

    def __init__(self, *args, at: datetime, question: Question | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].show(at)
        self.fields["theme"].choices = [("", "Nog niet gekozen"), *lookup.choices("theme")]
        self.fields["target_group"].choices = [("", "Nog niet gekozen"), *lookup.choices("target-group")]
        if question:
            self.initial = {
                "assignee": question.assignee_id,
                "queue": question.queue_id,
                "theme": next(iter(question.themes), ""),
                "target_group": next(iter(question.target_groups), ""),
                "area": ", ".join(lookup.area_label(code) for code in question.areas),
                "tags": ", ".join(question.tags),
            }

    def clean_area(self) -> list[str]:
        return area_codes(self.cleaned_data["area"])

    def clean_tags(self) -> list[str]:
        return tags(self.cleaned_data["tags"])

    def content(self) -> dict:
        """Columns of a question. Only after ``is_valid``."""
        data = self.cleaned_data
        lists = {"themes": data["theme"], "target_groups": data["target_group"]}
        chosen = {name: [code] if code else [] for name, code in lists.items()}
        plain = {name: data[name] for name in ("tags", "assignee", "queue")}
        return chosen | plain | {"areas": data["area"]}


def tags(text: str) -> list[str]:
    """Labels in lower case, each once; at most ten of forty characters."""
    found = [part.strip().lower()[:40] for part in text.split(",")]
    return list(dict.fromkeys(filter(None, found)))[:10]


class SplitForm(forms.Form):
    """A message becomes a question of its own."""

    subject = forms.CharField(
        label="Onderwerp van de nieuwe vraag",
        max_length=160,
        error_messages={"required": "Schrijf waar de nieuwe vraag over gaat."},
    )


class PublicAnswerForm(forms.Form):
    """A question and its answer, written anew for everybody."""

    title = forms.CharField(label="Titel", max_length=contents.TITLE_LENGTH)
    summary = forms.CharField(
        label="Samenvatting",
        max_length=contents.SUMMARY_LENGTH,
        widget=_area(3),
        help_text="Het antwoord in een of twee zinnen. Dit staat in de zoekresultaten.",
    )
    question = forms.CharField(label="De vraag", max_length=contents.TEXT_LENGTH, widget=_area(5))
    answer = forms.CharField(label="Het antwoord", max_length=contents.TEXT_LENGTH, widget=_area(12))
    further = forms.CharField(
        label="Waar u verder mee kunt", required=False, max_length=contents.TEXT_LENGTH, widget=_area(4)
    )
    theme = forms.ChoiceField(label="Thema", error_messages={"required": "Kies een thema. Zo vinden anderen het."})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Kies een thema"), *lookup.choices("theme")]


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Hoe is het afgelopen?", choices=[(row.value, row.label) for row in OUTCOMES_OF_DESK]
    )
    note = forms.CharField(label="Toelichting (alleen voor de servicedesk)", required=False, max_length=2000)


class CallForm(SubmittedForm):
    """A phone call, written down while it lasts: what is not said can stay empty."""

    caller = forms.CharField(label="Wie belt er?", max_length=120, error_messages={"required": "Schrijf wie er belt."})
    organisation = forms.CharField(label="Organisatie", required=False, max_length=200)
    email = forms.EmailField(label="E-mailadres", required=False, max_length=254)
    phone = forms.CharField(label="Telefoonnummer", required=False, max_length=40)
    text = forms.CharField(
        label="Vraag", max_length=MOST_ASKED, widget=_area(4), error_messages={"required": "Schrijf de vraag op."}
    )
    answer = forms.CharField(label="Antwoord of belofte", required=False, max_length=MOST_ASKED, widget=_area(3))
    is_done = forms.BooleanField(label="Hiermee is de vraag beantwoord", required=False)
    channel = forms.ChoiceField(
        label="Hoe kwam het binnen?",
        choices=[(row.value, row.label) for row in (Channel.PHONE, Channel.BEHALF)],
        initial=Channel.PHONE,
    )


class StandardAnswerForm(forms.ModelForm):
    class Meta:
        model = StandardAnswer
        fields = ("title", "text")
        widgets = {"text": _area(8)}
        help_texts = {"text": "{naam}, {nummer} en {behandelaar} worden ingevuld."}
