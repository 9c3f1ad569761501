"""Putting a question before the expert group, and advising; input only."""

from django import forms

from servicedesk.consulting.models import MOST_TEXT
from servicedesk.consulting.workflow import MOST_DAYS, USUAL_DAYS


class PutForm(forms.Form):
    title = forms.CharField(
        label="Onderwerp", max_length=160, error_messages={"required": "Schrijf waar het over gaat."}
    )
    text = forms.CharField(
        label="Wat wilt u van de expertgroep weten?",
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 10}),
        help_text="De leden zien alleen deze tekst. Zet er geen naam van de vrager, een school of een leerling in.",
        error_messages={"required": "Schrijf wat u wilt weten."},
    )
    days = forms.IntegerField(label="Advies binnen (werkdagen)", min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)
    waits = forms.BooleanField(
        label="Zet de vraag op wacht op derden",
        required=False,
        initial=True,
        help_text="De termijn van de vraag loopt door.",
    )
    is_read = forms.BooleanField(
        label="Wat hieronder staat, mag de expertgroep lezen", required=False, widget=forms.HiddenInput
    )


class AdviceForm(forms.Form):
    text = forms.CharField(
        label="Uw advies",
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        help_text="De servicedesk leest dit, de vrager niet. Opmaak met Markdown.",
        error_messages={"required": "Schrijf eerst uw advies."},
    )


class MemberForm(forms.Form):
    """Somebody by the address of their account: no list of people is shown here."""

    email = forms.EmailField(label="E-mailadres van het account", max_length=254)
