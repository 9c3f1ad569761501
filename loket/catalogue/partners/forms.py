"""What a partner types about itself; input only."""

from urllib.parse import urlsplit

from django import forms

from loket.catalogue.partners import logos
from loket.catalogue.partners.models import SUMMARY_LENGTH, TEXT_LENGTH, WindowText
from loket.catalogue.partners.workflow import Told
from loket.core.files.refusals import RefusedFile
from loket.vocabulary import lookup


class AreasField(forms.CharField):
    """Names of areas with commas between; becomes their codes."""

    def prepare_value(self, value) -> str:
        return value if isinstance(value, str) else ", ".join(lookup.area_label(code) for code in value or ())

    def clean(self, value: str) -> list[str]:
        names = [name for part in super().clean(value).split(",") if (name := part.strip())]
        found = {name: lookup.resolve_area(name) for name in names}
        unknown = [name for name, codes in found.items() if not codes]
        if unknown:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
        return list(dict.fromkeys(code for codes in found.values() for code in codes))


class WindowForm(forms.Form):
    summary = forms.CharField(
        label="In één zin",
        max_length=SUMMARY_LENGTH,
        help_text="Wie bent u en voor wie? Deze zin staat ook in het overzicht van partners.",
    )
    text = forms.CharField(
        label="Wie wij zijn",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 10}),
        help_text="Een regel wit geeft een nieuwe alinea. Zet een streepje voor elk punt van een opsomming.",
    )
    website = forms.URLField(label="Website", required=False, max_length=500, assume_scheme="https")
    contact = forms.CharField(
        label="Contact",
        required=False,
        max_length=200,
        help_text="Een afdeling of algemeen adres, geen naam van een persoon.",
    )
    themes = forms.MultipleChoiceField(label="Thema's", required=False, widget=forms.CheckboxSelectMultiple)
    areas = AreasField(
        label="Gebieden",
        required=False,
        max_length=2000,
        help_text="Bijvoorbeeld: landelijk, provincie Gelderland, GGD Drenthe. Zet komma's ertussen.",
    )
    source = forms.CharField(
        label="Bron", required=False, max_length=500, help_text="Waar staat dit, als u het ergens vandaan haalt?"
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        widget=forms.FileInput({"accept": logos.ACCEPT}),
        help_text="Een afbeelding (jpg, png, webp of gif). Laat leeg om te houden wat er is.",
    )
    without_logo = forms.BooleanField(label="Haal het logo weg", required=False)
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, base: WindowText | None, seen: str, **kwargs) -> None:
        """``base``: the text that is changed, None for the first."""
        names = ("summary", "text", "website", "contact", "themes", "areas", "source")
        initial = {name: getattr(base, name) for name in names} if base else {}
        super().__init__(*args, initial=initial | {"seen": seen}, **kwargs)
        self.fields["themes"].choices = lookup.choices("theme")
        if not (base and base.logo):
            del self.fields["without_logo"]

    def clean_website(self) -> str:
        url = self.cleaned_data["website"]
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise forms.ValidationError("Een adres van een website begint met https:// of http://.")
        return url

    def clean_logo(self) -> bytes | None:
        upload = self.cleaned_data["logo"]
        if not upload:
            return None
        try:
            return logos.small(upload)
        except RefusedFile as error:
            raise forms.ValidationError(error.sentence) from error
        except logos.NoLogo as error:
            raise forms.ValidationError(str(error)) from error

    def told(self) -> Told:
        """What is typed, for the workflow."""
        given = {name: self.cleaned_data[name] for name in ("summary", "text", "website", "contact", "source")}
        logo = self.cleaned_data["logo"]
        if logo is None and self.cleaned_data.get("without_logo"):
            logo = b""
        themes, areas = tuple(self.cleaned_data["themes"]), tuple(self.cleaned_data["areas"])
        return Told(**given, themes=themes, areas=areas, logo=logo)


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="Wat moet er anders?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="De partner krijgt deze tekst per mail.",
    )


class StartForm(forms.Form):
    """For editors: the organisation for which to make a window, by a name of today or of before."""

    organisation = forms.CharField(label="Organisatie", max_length=200)
