"""Choosing who looks after an entry."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import get_user_model

# The same words whether the address is unknown, not confirmed or switched off: this page is no way to find out who
# has an account.
CANNOT_USE = (
    "Met dit adres lukt het niet. Vraag uw collega met welk adres hij of zij inlogt bij het loket, "
    "en controleer of het goed is getypt."
)


class PersonField(forms.EmailField):
    """An active person, by the address with which they sign in; empty is nobody."""

    def clean(self, value: str):
        address = super().clean(value)
        if not address:
            return None
        person = get_user_model().objects.filter(email__iexact=address, is_active=True).first()
        if person is None:
            raise forms.ValidationError(CANNOT_USE)
        return person


class CaretakersForm(forms.Form):
    owner = PersonField(
        label="Eigenaar",
        required=False,
        max_length=254,
        help_text="Het e-mailadres waarmee deze persoon inlogt.",
    )
    deputy = PersonField(
        label="Vervanger",
        required=False,
        max_length=254,
        help_text="Krijgt dezelfde herinneringen en mag hetzelfde. Laat leeg als er geen vervanger is.",
    )

    def __init__(self, *args, entry, needs_owner: bool, **kwargs) -> None:
        """``needs_owner``: an owner hands over to somebody, an editor may also leave the place empty."""
        initial = {name: person.email if person and person.is_active else "" for name, person in _people(entry)}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].required = needs_owner
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict:
        told = super().clean()
        if told.get("owner") and told.get("owner") == told.get("deputy"):
            self.add_error("deputy", "Kies voor de vervanger iemand anders dan de eigenaar.")
        return told


def _people(entry) -> tuple:
    return ("owner", entry.owner), ("deputy", entry.deputy)
