"""Naming a list, a note with an entry, and choosing what goes on which list; input only."""

from crispy_forms.helper import FormHelper
from django import forms

from loket.catalogue.collections.models import MAX_DESCRIPTION, MAX_NAME, MAX_NOTE

NEW = "nieuw"


class _PlainForm(forms.Form):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class CollectionForm(_PlainForm):
    """``seen``: the version that was on the screen."""

    name = forms.CharField(label="Naam", max_length=MAX_NAME, error_messages={"required": "Geef de lijst een naam."})
    description = forms.CharField(
        label="Beschrijving",
        required=False,
        max_length=MAX_DESCRIPTION,
        widget=forms.Textarea({"rows": 4}),
        help_text="Waar is de lijst voor? Wie de lijst bekijkt, leest dit ook.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(_PlainForm):
    """``seen``: the version of the note that was on the screen."""

    note = forms.CharField(
        label="Notitie",
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea({"rows": 4}),
        help_text="Bijvoorbeeld waarom dit bij u past. Wie de lijst bekijkt, leest dit ook.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    """Before which item (0: the end), or at which number."""

    before = forms.IntegerField(required=False, min_value=0)
    number = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def clean(self) -> dict:
        told = super().clean()
        if not self.errors and told["before"] is None and told["number"] is None:
            raise forms.ValidationError("Kies een plaats op de lijst.")
        return told


class ChooseListForm(_PlainForm):
    """One of somebody's own lists, or a new one with a name."""

    collection = forms.ChoiceField(
        label="Op welke lijst?", widget=forms.RadioSelect, error_messages={"required": "Kies een lijst."}
    )
    name = forms.CharField(label="Naam van de nieuwe lijst", required=False, max_length=MAX_NAME)

    def __init__(self, *args, collections, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lists = {str(row.pk): row for row in collections}
        own = [(key, f"{row.name} ({row.size})") for key, row in self.lists.items()]
        self.fields["collection"].choices = [*own, (NEW, "Een nieuwe lijst")]
        self.initial.setdefault("collection", own[0][0] if own else NEW)

    def clean(self) -> dict:
        told = super().clean()
        if told.get("collection") == NEW and not told.get("name") and "name" not in self.errors:
            self.add_error("name", "Geef de nieuwe lijst een naam.")
        return told

    @property
    def chosen(self):
        """The list that was chosen; None for a new one."""
        return self.lists.get(self.cleaned_data["collection"])
