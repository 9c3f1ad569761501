"""The screens of the wizard and the forms of the editors; input only."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from loket.catalogue import content as contents
from loket.catalogue.enums import LANGUAGES, Kind, Licence, RelatedChoiceKind
from loket.catalogue.models import Entry
from loket.catalogue.rows import LinksField, RowsField
from loket.catalogue.sheets import SHEETS, FieldType, SheetField
from loket.vocabulary import lookup


class ContentForm(forms.Form):
    """A screen over a part of an entry's content. ``is_autosave``: keep what is valid, require nothing."""

    def __init__(self, *args, content: dict, is_autosave: bool = False, **kwargs) -> None:
        self.content = content
        super().__init__(*args, initial=self.initial_from(content), **kwargs)
        if is_autosave:
            for field in self.fields.values():
                field.required = False
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout(*self.fields)

    def initial_from(self, content: dict) -> dict:
        return {name: content.get(name) for name in self.base_fields}

    def changes(self) -> dict:
        """The keys of the content that this screen is about, where they are valid."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.content}


class StartForm(forms.Form):
    kind = forms.ChoiceField(label="Wat wilt u delen?", choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Titel", max_length=contents.TITLE_LENGTH, help_text="Hoe heet het?")
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)


class BasicsForm(ContentForm):
    title = forms.CharField(label="Titel", max_length=contents.TITLE_LENGTH)
    summary = forms.CharField(
        label="Samenvatting",
        max_length=contents.SUMMARY_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text="Wat is het, voor wie, en wat levert het op? Schrijf gewone taal, hooguit 400 tekens.",
    )
    body = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=contents.BODY_LENGTH,
        widget=forms.Textarea({"rows": 10}),
        help_text="Een regel wit geeft een nieuwe alinea. Zet een streepje voor elk punt van een opsomming.",
    )


class FindForm(ContentForm):
    """How others find it: themes, settings, target groups and so on, and where it comes from."""

    organisation = forms.CharField(label="Organisatie", required=False, max_length=200)
    contact = forms.CharField(
        label="Contact",
        required=False,
        max_length=200,
        help_text="Een afdeling of algemeen adres, geen naam van een persoon.",
    )
    source = forms.CharField(label="Bron", required=False, max_length=2000, help_text="Waar is dit op gebaseerd?")
    year = forms.IntegerField(label="Jaar", required=False, min_value=1900, max_value=2100)
    language = forms.ChoiceField(label="Taal", choices=LANGUAGES)
    licence = forms.ChoiceField(label="Licentie", choices=Licence.choices, required=False)
    links = LinksField(label="Links", required=False)
    areas = forms.CharField(
        label="Gebieden",
        required=False,
        max_length=2000,
        help_text="Bijvoorbeeld: landelijk, Tiel, provincie Gelderland, GGD Gelderland-Zuid. Zet komma's ertussen.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        required = self.fields["language"].required
        for key, scheme in contents.LISTS.items():
            self.fields[key] = forms.MultipleChoiceField(
                label=contents.LIST_LABELS[key],
                choices=lookup.choices(scheme),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.initial[key] = self.content.get(key, [])
        self.fields["themes"].help_text = "Kies minstens één thema, hier of bij de procesthema's."
        self.fields["themes"].is_needed_later = True
        self.fields["language"].required = required
        self.initial["areas"] = ", ".join(lookup.area_label(code) for code in self.content.get("areas", []))
        self.helper.layout = self._groups()

    def _groups(self) -> Layout:
        return Layout(
            Fieldset("Waar gaat het over?", "themes", "process_themes"),
            Fieldset("Voor wie en waar?", "settings", "target_groups", "areas"),
            Fieldset("Welke professionals?", "sectors", "levels", "competences"),
            Fieldset(
                "Van wie en waarvandaan?", "organisation", "contact", "source", "year", "language", "licence", "links"
            ),
        )

    def clean_areas(self) -> list[str]:
        codes: list[str] = []
        unknown = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["areas"].split(","))):
            found = lookup.resolve_area(name)
            if not found:
                unknown.append(name)
            codes += [code for code in found if code not in codes]
        if unknown:
            raise forms.ValidationError(f"Dit gebied kennen wij niet: {', '.join(unknown)}.")
        return codes


def sheet_form(kind: str) -> type[ContentForm]:
    """The form class of the sheet of this kind."""
    sheet = SHEETS[kind]
    fields = {row.key: _form_field(row) for row in sheet.fields}

    def layout(self) -> Layout:
        return Layout(*(Fieldset(section.title, *(row.key for row in section.fields)) for section in sheet.sections))

    def initial_from(self, content: dict) -> dict:
        return content.get("fields", {})

    def changes(self) -> dict:
        told = {key: value for key, value in self.cleaned_data.items() if value not in ("", None, [])}
        kept = {key: value for key, value in self.content["fields"].items() if key not in self.cleaned_data}
        return {"fields": kept | told}

    methods = {"layout": layout, "initial_from": initial_from, "changes": changes}
    return type("SheetForm", (ContentForm,), fields | methods)


def _form_field(row: SheetField) -> forms.Field:
    options = {"label": row.label, "help_text": row.help, "required": row.is_required}
    if row.type is FieldType.ROWS:
        return RowsField(columns=row.columns, **options)
    if row.type is FieldType.NUMBER:
        widget = forms.TextInput({"inputmode": "decimal"})  # a decimal comma, whatever the language of the browser
        return forms.FloatField(min_value=0, max_value=1_000_000, localize=True, widget=widget, **options)
    if row.type is FieldType.DATE:
        return IsoDateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)
    if row.type is FieldType.CHOICE:
        return forms.ChoiceField(choices=(("", "Maak een keuze"), *row.choices), **options)
    if row.type is FieldType.LINE:
        return forms.CharField(max_length=contents.LINE_LENGTH, **options)
    return forms.CharField(max_length=contents.TEXT_LENGTH, widget=forms.Textarea({"rows": 5}), **options)


class IsoDateField(forms.DateField):
    """A date that is kept as text in ISO 8601, for JSON."""

    def clean(self, value) -> str | None:
        day = super().clean(value)
        return day.isoformat() if day else None


class SubmitForm(forms.Form):
    remark = forms.CharField(
        label="Toelichting voor de redactie",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class JudgeForm(forms.Form):
    """A word with a decision, and the moment for *inplannen*."""

    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="De indiener krijgt deze tekst per mail.",
    )
    publish_at = forms.DateTimeField(
        label="Publiceren op",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"],
        help_text="Alleen nodig bij inplannen.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class TakeForm(forms.Form):
    assignee = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args, editors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = editors


class CommentForm(forms.Form):
    text = forms.CharField(label="Opmerking", max_length=4000, widget=forms.Textarea({"rows": 2}))


class ArchiveForm(forms.Form):
    reason = forms.CharField(
        label="Waarom archiveert u deze ingang?", max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    successor = forms.CharField(
        label="Opvolger",
        required=False,
        max_length=200,
        help_text="Het adres of kenmerk van de ingang die hiervoor in de plaats komt.",
    )


class EntryField(forms.CharField):
    """A published entry, by its address or *kenmerk*."""

    def __init__(self, **options) -> None:
        super().__init__(max_length=500, **options)

    def clean(self, value: str) -> Entry | None:
        name = super().clean(value)
        if not name:
            return None
        entry = Entry.objects.published().named(name).first()
        if entry is None:
            raise forms.ValidationError("Deze ingang vinden wij niet. Plak het adres van de bladzijde.")
        return entry


class DoubleForm(forms.Form):
    other = EntryField(label="Andere ingang", help_text="Plak het adres van de bladzijde, of het kenmerk.")


class RelatedChoiceForm(forms.Form):
    """Another entry beside one: pinned or barred."""

    other = EntryField(label="Andere ingang", help_text="Plak het adres van de bladzijde, of het kenmerk.")
    kind = forms.ChoiceField(
        label="Wat wilt u?",
        choices=[
            (RelatedChoiceKind.PINNED.value, "Vastzetten: deze ingang staat altijd vooraan"),
            (RelatedChoiceKind.BARRED.value, "Niet tonen: deze ingang staat er nooit bij"),
        ],
        widget=forms.RadioSelect,
        initial=RelatedChoiceKind.PINNED.value,
    )
    reason = forms.CharField(
        label="Waarom?",
        required=False,
        max_length=200,
        help_text="Bij vastzetten verplicht: bezoekers lezen deze reden.",
    )
