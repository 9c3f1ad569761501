"""What a partner's system sends about a contribution: strict, where the import guesses."""

from rest_framework import serializers

from loket.api.naming import camel
from loket.api.problems import Fault
from loket.api.writing import checked, refused
from loket.catalogue import content as contents
from loket.catalogue import lines
from loket.catalogue.enums import LANGUAGES, Kind, Licence
from loket.catalogue.sheets import SHEETS
from loket.vocabulary import lookup

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]*\Z"
_NO_ID = (
    "Een kenmerk heeft alleen letters, cijfers, punten, dubbele punten en streepjes, en begint met letter of cijfer."
)


def _codes(help_text: str, **options) -> serializers.ListField:
    code = serializers.CharField(max_length=contents.LINE_LENGTH)
    return serializers.ListField(child=code, required=False, max_length=50, help_text=help_text, **options)


def _text(help_text: str, most: int, **options) -> serializers.CharField:
    return serializers.CharField(max_length=most, required=False, allow_blank=True, help_text=help_text, **options)


class ProposedLinkSerializer(serializers.Serializer):
    label = serializers.CharField(max_length=200, required=False, allow_blank=True)
    url = serializers.URLField(max_length=1000)


class EntryProposalSerializer(serializers.Serializer):
    """A whole contribution; a training is the kind *opleiding*. Codes are those of the vocabularies."""

    external_id = serializers.RegexField(
        ID_PATTERN, max_length=120, help_text="Uw eigen kenmerk.", error_messages={"invalid": _NO_ID}
    )
    kind = serializers.ChoiceField(Kind.choices, help_text="De soort.")
    title = serializers.CharField(max_length=contents.TITLE_LENGTH, help_text="De titel.")
    summary = serializers.CharField(max_length=contents.SUMMARY_LENGTH, help_text="In gewone woorden, kort.")
    body = _text("Toelichting in Markdown.", contents.BODY_LENGTH)
    themes = _codes("Thema's; minstens één thema of procesthema.")
    process_themes = _codes("Procesthema's.")
    competences = _codes("Competenties.")
    settings = _codes("Settings.")
    target_groups = _codes("Doelgroepen.")
    sectors = _codes("Sectoren.")
    levels = _codes("Niveaus.")
    areas = _codes("Gebieden: code of naam.")
    working_elements = _codes("Werkzame elementen, in eigen woorden.")
    former_titles = _codes("Eerdere titels.")
    contact = _text("Afdeling of algemeen adres, geen naam van een persoon.", 2000)
    source = _text("Bron.", 2000)
    year = serializers.IntegerField(
        required=False, allow_null=True, min_value=lines.FIRST_YEAR, max_value=lines.LAST_YEAR, help_text="Jaar."
    )
    language = serializers.ChoiceField(LANGUAGES, required=False, help_text="Taal.")
    licence = serializers.ChoiceField(Licence.choices, required=False, allow_blank=True, help_text="Licentie.")
    links = ProposedLinkSerializer(many=True, required=False, max_length=40, help_text="Links naar het web.")
    fields = serializers.DictField(required=False, help_text="Wat deze soort vraagt; zie docs/import.md.")


def read(data: dict) -> tuple[str, dict]:
    """The id and the content of an entry. Raises ``Problem`` (422) that names every field that is wrong."""
    given = checked(EntryProposalSerializer, data)
    faults = [*_unknown_terms(given), *_unknown_fields(given)]
    line = lines.read(given)
    if not faults:
        faults = [*_lost_fields(given, line.content), *(_fault("", "invalid", text) for text in line.warnings)]
    missing = contents.missing_for_submission(line.content)
    if missing and not faults:
        faults = [_fault("", "required", f"Vul ook in: {', '.join(missing)}.")]
    if faults:
        raise refused(faults)
    return given["external_id"], line.content


def _fault(name: str, code: str, detail: str) -> Fault:
    return Fault("body", name, code, detail)


def _unknown_terms(given: dict):
    for key, scheme in contents.LISTS.items():
        for number, word in enumerate(given.get(key, ())):
            if lookup.resolve(scheme, word) is None:
                yield _fault(f"{camel(key)}[{number}]", "unknown", f"Dit woord staat niet in de lijst {scheme}.")
    for number, word in enumerate(given.get("areas", ())):
        if not lookup.resolve_area(word):
            yield _fault(f"areas[{number}]", "unknown", "Dit gebied kennen wij niet.")


def _unknown_fields(given: dict):
    sheet = SHEETS[given["kind"]]
    for key in given.get("fields", {}):
        if sheet.field(key) is None:
            yield _fault(f"fields.{camel(key)}", "unknown", f"De soort {given['kind']} heeft dit veld niet.")


def _lost_fields(given: dict, content: dict):
    """What the import would leave out without a word: here it is said."""
    for key, value in given.get("fields", {}).items():
        if value not in ("", None, [], {}) and key not in content["fields"]:
            yield _fault(f"fields.{camel(key)}", "invalid", "Deze waarde past niet bij dit veld.")
