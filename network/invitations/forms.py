"""What people fill in about invitations; input only."""

from django import forms

from loket.vocabulary import lookup
from network.events.forms import area_codes
from network.events.models import Event
from network.invitations.audience import SAME_THEMES, SERIES, Choice
from network.learning.models import LearningNetwork

MOST_NETWORKS = 200


def _many(label: str, choices, **more) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **more
    )


class ChoiceForm(forms.Form):
    """Whom it concerns. All of it together must fit; within a group one is enough."""

    areas = forms.CharField(
        label="Gebied",
        required=False,
        max_length=400,
        help_text="Bijvoorbeeld: Tiel of GGD Gelderland-Zuid. Zet komma's ertussen. Wat erin ligt, telt mee.",
    )

    def __init__(self, *args, event: Event, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, scheme, label in (
            ("levels", "level", "Niveau"),
            ("sectors", "sector", "Sector"),
            ("themes", "theme", "Thema's"),
        ):
            self.fields[name] = _many(label, lookup.choices(scheme))
        known = LearningNetwork.objects.visible_to(user).live().order_by("name")[:MOST_NETWORKS]
        networks = [(str(row.pk), row.name) for row in known]
        if networks:
            self.fields["networks"] = _many("Leden van een netwerk", networks)
        been = [("", "Maakt niet uit"), (SAME_THEMES, "Was bij iets over dezelfde thema's")]
        if event.series_id:
            been.append((SERIES, "Was al bij deze reeks"))
        self.fields["attended"] = forms.ChoiceField(label="Eerder geweest", choices=been, required=False)
        self.order_fields(["levels", "sectors", "themes", "areas", "networks", "attended"])

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])

    def choice(self) -> Choice:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        networks = [int(number) for number in data.get("networks", [])]
        return Choice(
            **{name: data[name] for name in ("levels", "sectors", "themes", "areas")},
            networks=networks,
            attended=data["attended"],
        )


class SendForm(forms.Form):
    words = forms.CharField(
        label="Een persoonlijk woord",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Komt boven in de mail. Zonder opmaak.",
    )
    is_open = forms.BooleanField(
        label="Wie de mail krijgt doorgestuurd, mag zich met die link ook aanmelden",
        required=False,
        help_text="Zet u dit uit, dan is elke link alleen voor het adres waar hij heen ging.",
    )


class ColleagueForm(forms.Form):
    name = forms.CharField(label="Naam van uw collega", max_length=120)
    email = forms.EmailField(label="E-mailadres van uw collega", max_length=254)


class ReminderForm(forms.Form):
    """Which of the people that did not answer; none ticked with *alle* is all."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)
    all = forms.BooleanField(required=False)

    def __init__(self, *args, numbers: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(number, number) for number in numbers]
