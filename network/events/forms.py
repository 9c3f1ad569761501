"""What people fill in about events and registrations; input only."""

from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError

from loket.core.working_days import AMSTERDAM
from loket.vocabulary import lookup
from network.events.enums import Kind, Venue
from network.events.models import Event
from network.events.models.registration import MOST_TOGETHER

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MOST_PRICE = 10_000
END_OF_DAY = time(23, 59, 59)


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def local_moment(day: date, clock: time) -> datetime:
    """This time on the clock of that day in the Netherlands. Raises ``ValidationError`` for an hour that is skipped."""
    moment = datetime.combine(day, clock, tzinfo=AMSTERDAM)
    if moment.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValidationError("Dit tijdstip bestaat niet: de klok gaat die nacht een uur vooruit.")
    return moment


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
        raise ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
    return codes


def _many(scheme: str, label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=lookup.choices(scheme), required=False, widget=forms.CheckboxSelectMultiple
    )


class AboutForm(forms.Form):
    """What an event is about: enough to see what it could join."""

    title = forms.CharField(label="Titel", max_length=160)
    areas = forms.CharField(
        label="Gebied",
        required=False,
        max_length=400,
        help_text="Bijvoorbeeld: landelijk, Tiel of GGD Gelderland-Zuid. Zet komma's ertussen.",
    )
    day = forms.DateField(label="Wanneer ongeveer?", required=False, widget=_day())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"] = _many("theme", "Thema's")

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])


class EventForm(forms.ModelForm):
    """The whole of an event, but for its capacity, which has a step of its own once it is open."""

    day = forms.DateField(label="Dag", widget=_day())
    starts = forms.TimeField(label="Begint om", widget=TIME)
    ends = forms.TimeField(label="Eindigt om", widget=TIME)
    online_url = forms.URLField(
        label="Link om mee te doen",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Alleen wie is ingeschreven, ziet deze link.",
    )
    last_day = forms.DateField(
        label="Laatste dag", required=False, widget=_day(), help_text="Alleen als het langer dan een dag duurt."
    )
    closes_on = forms.DateField(
        label="Aanmelden tot en met", required=False, widget=_day(), help_text="Leeg: tot het begin."
    )
    areas = forms.CharField(label="Gebied", required=False, max_length=400, help_text="Zet komma's ertussen.")
    price = forms.DecimalField(
        label="Prijs in euro",
        required=False,
        min_value=0,
        max_value=MOST_PRICE,
        decimal_places=2,
        help_text="Leeg is gratis.",
    )

    class Meta:
        model = Event
        fields = (
            "title",
            "kind",
            "summary",
            "description",
            "venue",
            "location",
            "address",
            "online_url",
            "capacity",
            "overbooking",
            "needs_approval",
            "question",
            "is_in_company",
            "takes_points",
            "payment",
            "accreditation",
            "partners",
            "contact",
        )
        widgets = {
            "summary": forms.Textarea({"rows": 3}),
            "description": forms.Textarea({"rows": 10}),
            "kind": forms.Select(choices=Kind.choices),
            "venue": forms.Select(choices=Venue.choices),
        }
        help_texts = {
            "summary": "Wat is het, voor wie, en wat leveren twee uur u op? Hooguit 400 tekens.",
            "capacity": "Leeg: geen grens. Nul: iedereen komt op de wachtlijst.",
            "overbooking": "Hoeveel mensen u extra toelaat, omdat er altijd een paar niet komen.",
            "contact": "Een afdeling of algemeen adres, geen naam van een persoon.",
            "is_in_company": "Alleen mensen van uw organisatie kunnen zich aanmelden.",
            "takes_points": "Wie punten spaarde met bijdragen, krijgt daarmee korting op de prijs.",
            "payment": "Bijvoorbeeld: de gemeente betaalt de zaal, deelnemers hun reis.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for scheme, name, label in (
            ("theme", "themes", "Thema's"),
            ("level", "levels", "Niveaus"),
            ("sector", "sectors", "Sectoren"),
            ("competence", "competences", "Competenties"),
        ):
            self.fields[name] = _many(scheme, label)
            self.initial.setdefault(name, getattr(self.instance, name))
        if self.instance.pk:
            self._fill_moments()

    def _fill_moments(self) -> None:
        event = self.instance
        start, end = event.starts_at.astimezone(AMSTERDAM), event.ends_at.astimezone(AMSTERDAM)
        self.initial |= {
            "day": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "last_day": end.date() if end.date() != start.date() else None,
            "closes_on": event.closes_at.astimezone(AMSTERDAM).date() if event.closes_at < event.starts_at else None,
            "areas": ", ".join(lookup.area_label(code) for code in event.areas),
            "price": event.price_cents / 100 if event.price_cents else None,
        }

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])

    def clean(self) -> dict:
        data = super().clean()
        if data.get("day") and data.get("starts") and data.get("ends"):
            data |= self._moments(data)
        if data.get("venue") in (Venue.ON_SITE, Venue.BOTH) and not data.get("location"):
            self.add_error("location", "Schrijf waar het is.")
        if data.get("is_in_company") and self.instance.pk and self.instance.organisation_id is None:
            self.add_error("is_in_company", "Deze bijeenkomst hoort niet bij een organisatie.")
        return data

    def _moments(self, data: dict) -> dict:
        try:
            starts_at = local_moment(data["day"], data["starts"])
            ends_at = local_moment(data.get("last_day") or data["day"], data["ends"])
        except ValidationError as error:
            self.add_error("starts", error)
            return {}
        if ends_at <= starts_at:
            self.add_error("ends", "Het einde moet na het begin liggen.")
        if ends_at - starts_at > timedelta(days=31):
            self.add_error("last_day", "Een bijeenkomst duurt hooguit een maand. Maak er anders meer van.")
        closes_at = starts_at
        if data.get("closes_on"):
            closes_at = min(local_moment(data["closes_on"], END_OF_DAY), starts_at)
        return {"starts_at": starts_at, "ends_at": ends_at, "closes_at": closes_at}

    def content(self) -> dict:
        """What stands in the columns of an event. Only after ``is_valid``."""
        plain = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        lists = {name: self.cleaned_data[name] for name in ("themes", "levels", "sectors", "competences", "areas")}
        moments = {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "closes_at")}
        return plain | lists | moments | {"price_cents": int((self.cleaned_data["price"] or 0) * 100)}

    def _post_clean(self) -> None:
        """The model is checked as a whole by the workflow, which knows the rest of it."""


class ProposalForm(EventForm):
    why_new = forms.CharField(
        label="Waarom is dit nieuw nodig?",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Waarom past aanhaken bij wat er al is niet?",
    )


class RegisterForm(forms.Form):
    """Registering in one step. A guest also fills in who they are."""

    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(label="E-mailadres", max_length=254)
    organisation = forms.CharField(label="Organisatie", required=False, max_length=200)
    places = forms.IntegerField(
        label="Met hoeveel mensen komt u?",
        min_value=1,
        max_value=MOST_TOGETHER,
        initial=1,
        help_text="Uzelf meegeteld.",
    )
    answer = forms.CharField(label="", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    diet = forms.CharField(label="Dieet", required=False, max_length=300)
    access = forms.CharField(
        label="Wat hebt u nodig om mee te kunnen doen?",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld een rolstoelplaats of een tolk. Alleen de organisator ziet dit. Daarna gaat het weg.",
    )

    def __init__(self, *args, event: Event, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if user.is_authenticated:
            for name in ("name", "email", "organisation"):
                del self.fields[name]
        if event.question:
            self.fields["answer"].label = event.question
        else:
            del self.fields["answer"]
        if not event.location:
            del self.fields["diet"]


class EvaluationForm(forms.Form):
    """What somebody thought of it; two questions and a scale."""

    usefulness = forms.TypedChoiceField(
        label="Hoe bruikbaar was het voor uw werk?",
        choices=[(5, "5: heel bruikbaar"), (4, "4"), (3, "3"), (2, "2"), (1, "1: niet bruikbaar")],
        coerce=int,
        widget=forms.RadioSelect,
    )
    takes_along = forms.CharField(
        label="Wat gaat u morgen anders doen?", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    better = forms.CharField(
        label="Wat kan beter?", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class AnswersForm(forms.Form):
    """What a participant may always change."""

    answer = forms.CharField(label="", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    diet = forms.CharField(label="Dieet", required=False, max_length=300)
    access = forms.CharField(label="Wat u nodig hebt om mee te doen", required=False, max_length=300)


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(
        label="Aantal plaatsen", min_value=0, max_value=100_000, required=False, help_text="Leeg: geen grens."
    )


class ReasonForm(forms.Form):
    """A step that asks for words: refusing, calling off, what it yielded."""

    note = forms.CharField(label="Toelichting", max_length=2000, widget=forms.Textarea({"rows": 4}))
