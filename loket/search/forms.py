"""Forms of the editors' pages about searching."""

from django import forms

from loket.search import dutch
from loket.search.models import SynonymGroup

MAX_TERMS = 30
MAX_TERM = 80


class SynonymForm(forms.ModelForm):
    """A group of synonyms, a word or expression on each line."""

    terms = forms.CharField(
        label="Woorden",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=3000,
        help_text="Eén woord of uitdrukking per regel, bijvoorbeeld jongeren en jeugd.",
    )

    class Meta:
        model = SynonymGroup
        fields = ["terms", "direction"]
        widgets = {"direction": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["terms"] = "\n".join(self.instance.terms or ())

    def clean_terms(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["terms"].replace("\x00", "").splitlines())
        terms = list({dutch.fold(line): line for line in lines if dutch.tokens(line)}.values())
        if len(terms) < 2:
            raise forms.ValidationError("Geef ten minste twee verschillende woorden, elk op een eigen regel.")
        if len(terms) > MAX_TERMS:
            raise forms.ValidationError(f"Geef niet meer dan {MAX_TERMS} woorden in een groep.")
        if any(len(term) > MAX_TERM for term in terms):
            raise forms.ValidationError(f"Een woord of uitdrukking heeft ten hoogste {MAX_TERM} tekens.")
        return terms
