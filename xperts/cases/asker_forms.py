"""What askers fill in: their application; input only."""

from django import forms

from loket.accounts.models import User
from xperts.cases import preferring
from xperts.cases.forms import hours, minutes, text
from xperts.cases.models import Application, Case, Rules

MOST_EUROS = 1_000_000
_TEXTS = ("help_asked", "own_share", "costs")


class ApplicationForm(forms.Form):
    """Nothing is required to keep: a draft may be half full."""

    help_asked = text("Welke hulp vraagt u van een Xpert?", 4, help_text="Een Xpert helpt u, maar doet uw werk niet.")
    own_share = text("Wat doet u zelf?", 3)
    costs = text("Welke kosten zijn er, en wie draagt die?", 3, help_text="Bijvoorbeeld: reiskosten en zaalhuur.")
    euros = forms.DecimalField(
        label="Hoeveel draagt u zelf bij, in euro?",
        required=False,
        min_value=0,
        max_value=MOST_EUROS,
        decimal_places=2,
        localize=True,
        help_text="Nul mag ook.",
        widget=forms.TextInput({"inputmode": "decimal", "class": "textbox--narrow"}),
        error_messages={"invalid": "Vul een bedrag in, zoals 250 of 99,50."},
    )
    preferred_xpert = forms.ModelChoiceField(
        label="Hebt u voorkeur voor een bepaalde Xpert?",
        required=False,
        queryset=User.objects.none(),
        empty_label="Geen voorkeur",
    )
    preferred_kind = forms.CharField(
        label="Of voor een soort Xpert?",
        required=False,
        max_length=400,
        help_text="Bijvoorbeeld: iemand uit de praktijk, die gemeenten kent.",
    )
    helps_report = forms.TypedChoiceField(
        label="Werkt u na afloop mee aan een verslag voor dit loket?",
        required=False,
        empty_value=None,
        choices=[("1", "Ja"), ("0", "Nee, liever niet")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    accepted = forms.BooleanField(label="Wij gaan akkoord met de spelregels", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, application: Application | None, rules_version: int, **kwargs) -> None:
        self._applicants = list(case.applicants.all())
        super().__init__(*args, initial=_initial(application, self._applicants, rules_version), **kwargs)
        chosen = application.preferred_xpert_id if application else None
        self.fields["preferred_xpert"].queryset = preferring.choosable(chosen)
        for row in self._applicants:
            name = f"{row.name} ({row.organisation_shown})" if row.organisation_shown else row.name
            self.fields[f"hours-{row.pk}"] = hours(f"Uren van {name}", required=False)

    @property
    def fields_asked(self) -> list:
        return [self[name] for name in ("help_asked", "own_share")]

    @property
    def fields_hours(self) -> list:
        return [self[f"hours-{row.pk}"] for row in self._applicants]

    @property
    def fields_more(self) -> list:
        return [self[name] for name in ("costs", "euros", "preferred_xpert", "preferred_kind", "helps_report")]

    def values(self) -> dict:
        """What is valid of the application; what is wrong stays as it was kept before."""
        data = self.cleaned_data
        found = {name: data[name].strip() for name in _TEXTS if name in data}
        found |= {name: data[name] for name in ("preferred_xpert", "preferred_kind", "helps_report") if name in data}
        if "euros" in data:
            found["cents"] = None if data["euros"] is None else round(data["euros"] * 100)
        return found

    def own_minutes(self) -> dict[int, int]:
        """Of each applicant of whom the hours are valid."""
        names = {row.pk: f"hours-{row.pk}" for row in self._applicants}
        return {pk: minutes(self.cleaned_data[name]) for pk, name in names.items() if name in self.cleaned_data}

    def accepted_version(self, rules: Rules) -> Rules | None:
        """These rules, if they are what was read and ticked."""
        is_same = self.cleaned_data.get("version") == rules.version
        return rules if self.cleaned_data.get("accepted") and is_same else None


def _initial(application: Application | None, applicants: list, rules_version: int) -> dict:
    told = {f"hours-{row.pk}": _shown(row.minutes / 60) for row in applicants if row.minutes}
    told["version"] = rules_version
    if application is None:
        return told
    helps = None if application.helps_report is None else str(int(application.helps_report))
    euros = None if application.cents is None else _shown(application.cents / 100)
    told |= {name: getattr(application, name) for name in (*_TEXTS, "preferred_xpert", "preferred_kind")}
    return told | {"helps_report": helps, "euros": euros}


def _shown(number: float) -> str:
    """A number with a comma, and with decimals only where there are any."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")
