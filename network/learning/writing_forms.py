"""What members fill in: posts, documents and agreements; input only."""

import uuid

from django import forms

from network.learning.models.conversation import MOST_TEXT


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class SubmittedForm(forms.Form):
    """A form that counts once, however often it is sent: each page has its own number."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4


class PostForm(SubmittedForm):
    text = forms.CharField(
        label="Bericht",
        max_length=MOST_TEXT,
        widget=_area(7),
        help_text="Schrijf @ en een naam om een lid te noemen. Opmaak kan met Markdown: **vet**, - lijst.",
        error_messages={"required": "Schrijf eerst een bericht."},
    )


class ThreadForm(PostForm):
    title = forms.CharField(
        label="Onderwerp", max_length=160, error_messages={"required": "Schrijf waar het over gaat."}
    )
    is_question = forms.BooleanField(label="Dit is een leervraag: ik zoek een antwoord", required=False)

    field_order = ("title", "text", "is_question")


class EditPostForm(forms.Form):
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(label="Bericht", max_length=MOST_TEXT, widget=_area(10))


class AgreementForm(forms.Form):
    text = forms.CharField(label="Wat spreekt u af?", max_length=300)
    owner = forms.TypedChoiceField(label="Wie doet het?", coerce=int)
    due_on = forms.DateField(label="Klaar op", widget=_day())

    def __init__(self, *args, people: list[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = people


class DayForm(forms.Form):
    """A new day for an agreement, or a new end."""

    day = forms.DateField(label="Nieuwe datum", widget=_day())


class DocumentForm(forms.Form):
    """A file or a link, and what it is called."""

    title = forms.CharField(label="Titel", max_length=160, error_messages={"required": "Geef het document een titel."})
    upload = forms.FileField(label="Bestand", required=False)
    url = forms.URLField(label="Of een link naar het document", required=False, max_length=500, assume_scheme="https")

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and bool(data.get("upload")) == bool(data.get("url")):
            self.add_error("upload", "Kies een bestand, of vul een link in. Niet allebei.")
        return data


class VersionForm(DocumentForm):
    note = forms.CharField(label="Wat is er anders?", required=False, max_length=300)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"]
