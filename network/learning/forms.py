"""What people fill in about networks; input only."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from loket.accounts import organisations
from loket.vocabulary import lookup
from network.events.forms import area_codes
from network.learning.enums import Access, Kind, Mailing, Role, Scope
from network.learning.joining import MOST_INVITED
from network.learning.models import LearningNetwork

ENTERING_ROLES = (Role.MEMBER, Role.RESIDENT, Role.FOLLOWER)
MOST_PARTNERS = 30
_ROLE_WORDS = {
    Role.FACILITATOR: "Begeleider: houdt het netwerk gaande en beheert het",
    Role.MEMBER: "Lid: schrijft, spreekt af en beslist mee",
    Role.RESIDENT: "Bewoner of ervaringsdeskundige: doet mee als ieder lid, zonder sector of niveau",
    Role.FOLLOWER: "Volger: leest mee, schrijft en beslist niet",
}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _roles(*roles: str) -> list[tuple[str, str]]:
    return [(role.value, _ROLE_WORDS[role]) for role in roles]


def _named(text: str) -> list:
    """Organisations that are named, one on a line. Raises ``ValidationError`` with those that nobody knows."""
    names = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(names) > MOST_PARTNERS:
        raise ValidationError(f"Noem hooguit {MOST_PARTNERS} partners.")
    found = {name: organisations.find(name) for name in names}
    unknown = [name for name, organisation in found.items() if organisation is None]
    if unknown:
        raise ValidationError(
            f"Deze organisatie kennen wij niet: {', '.join(unknown)}. Zet haar bij ‘Verder samen met’."
        )
    return list(dict.fromkeys(found.values()))


class AboutForm(forms.Form):
    """What a network is about: enough to see what it could join."""

    name = forms.CharField(label="Naam", max_length=160)
    areas = forms.CharField(
        label="Gebied",
        required=False,
        max_length=400,
        help_text="Bijvoorbeeld: landelijk, Tiel of GGD Gelderland-Zuid. Zet komma's ertussen.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"] = forms.MultipleChoiceField(
            label="Thema's", choices=lookup.choices("theme"), required=False, widget=forms.CheckboxSelectMultiple
        )

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])


class NetworkForm(forms.ModelForm):
    """What a network says of itself; its end has a step of its own once it runs."""

    areas = forms.CharField(
        label="Gebied",
        required=False,
        max_length=2000,
        help_text="Gemeenten, GGD-regio's of provincies, of landelijk. Zet komma's ertussen.",
    )
    organisation_names = forms.CharField(
        label="Partners",
        required=False,
        max_length=6000,
        widget=_area(4),
        help_text="Organisaties die meedoen, elk op een eigen regel.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = LearningNetwork
        fields = (
            "name",
            "kind",
            "purpose",
            "start_question",
            "description",
            "scope",
            "access",
            "is_public",
            "partners",
            "starts_on",
            "ends_on",
            "parent",
        )
        labels = {"parent": "Valt onder", "partners": "Verder samen met"}
        widgets = {
            "purpose": _area(3),
            "start_question": _area(3),
            "description": _area(8),
            "kind": forms.Select(choices=Kind.choices),
            "scope": forms.RadioSelect(choices=Scope.choices),
            "access": forms.RadioSelect(choices=Access.choices),
            "starts_on": _day(),
            "ends_on": _day(),
        }
        help_texts = {
            "purpose": "Wat hebben deelnemers er straks aan? Hooguit 400 tekens.",
            "start_question": "De vraag die u samen wilt beantwoorden. U kunt haar ook later samen opschrijven.",
            "description": "Voor wie, hoe vaak u elkaar ziet, wat u van deelnemers vraagt. U kunt Markdown gebruiken.",
            "is_public": "Gesprek, documenten, afspraken en namen van leden zijn altijd alleen voor leden.",
            "ends_on": "Ieder netwerk heeft een einddatum. Daarna kunt u verlengen, oogsten of archiveren.",
            "parent": "Alleen als dit netwerk deel is van een groter geheel.",
        }

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"] = forms.MultipleChoiceField(
            label="Thema's", choices=lookup.choices("theme"), required=False, widget=forms.CheckboxSelectMultiple
        )
        above = LearningNetwork.objects.visible_to(user).live().exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = above.order_by("name")
        self.fields["parent"].empty_label = "Staat op zichzelf"
        self.initial.setdefault("themes", self.instance.themes)
        if self.instance.pk:
            self._fill()

    def _fill(self) -> None:
        network = self.instance
        self.initial |= {
            "areas": ", ".join(lookup.area_label(code) for code in network.areas),
            "organisation_names": "\n".join(row.name for row in network.organisations.all()),
            "seen": network.changed_at.isoformat(),
        }

    def clean_areas(self) -> list[str]:
        return area_codes(self.cleaned_data["areas"])

    def clean_organisation_names(self) -> list:
        return _named(self.cleaned_data["organisation_names"])

    def clean(self) -> dict:
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", "De einddatum moet na de begindatum liggen.")
        return data

    def content(self) -> dict:
        """Columns, with ``organisations`` and ``parent``. Only after ``is_valid``."""
        plain = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        lists = {name: self.cleaned_data[name] for name in ("themes", "areas")}
        return plain | lists | {"organisations": self.cleaned_data["organisation_names"]}

    def _post_clean(self) -> None:
        """The model is checked as a whole by the workflow, which knows the rest of it."""


class ProposalForm(NetworkForm):
    why_new = forms.CharField(
        label="Waarom is dit nieuw nodig?",
        max_length=2000,
        widget=_area(3),
        help_text="Waarom past aanhaken bij wat er al is niet?",
    )


class JoinForm(forms.Form):
    role = forms.ChoiceField(
        label="Hoe doet u mee?", choices=_roles(*ENTERING_ROLES), initial=Role.MEMBER, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Waarom wilt u meedoen?",
        required=False,
        max_length=1000,
        widget=_area(3),
        help_text="De begeleider leest dit.",
    )


class MailingForm(forms.Form):
    mailing = forms.ChoiceField(label="Mail over het gesprek", choices=Mailing.choices)


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label="E-mailadressen",
        max_length=10_000,
        widget=_area(4),
        help_text=f"Zet komma's ertussen, of elk op een eigen regel. Hooguit {MOST_INVITED} tegelijk.",
    )
    role = forms.ChoiceField(label="Als wat?", choices=_roles(*Role), initial=Role.MEMBER, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Persoonlijk woord", required=False, max_length=1000, widget=_area(3), help_text="Staat in de mail."
    )

    def clean_addresses(self) -> list[str]:
        found = filter(None, re.split(r"[\s,;]+", self.cleaned_data["addresses"]))
        addresses = list(dict.fromkeys(address.strip("<>").lower() for address in found))
        wrong = [address for address in addresses if not _is_address(address)]
        if wrong:
            raise ValidationError(f"Dit is geen e-mailadres: {', '.join(wrong[:10])}.")
        return addresses


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rol", choices=Role.choices)


class HarvestForm(forms.Form):
    """What a network leaves behind for others."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    answer = forms.CharField(
        label="Wat kwam er van de startvraag?",
        max_length=10_000,
        widget=_area(8),
        help_text="Ook als het antwoord anders is dan u dacht. U kunt Markdown gebruiken.",
    )
    lessons = forms.CharField(
        label="Wat leerden wij, ook van wat niet lukte?", required=False, max_length=10_000, widget=_area(8)
    )
    left_open = forms.CharField(
        label="Wat bleef open, en wie kan verder?", required=False, max_length=5_000, widget=_area(4)
    )


class ReasonForm(forms.Form):
    """A step that asks for words that somebody else reads."""

    note = forms.CharField(label="Toelichting", max_length=2000, widget=_area(4))


class EndForm(forms.Form):
    ends_on = forms.DateField(label="Loopt tot en met", widget=_day())

    def __init__(self, *args, suggested: date | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ends_on", suggested)
