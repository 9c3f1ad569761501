"""What people type: numbers, amounts, years and words, and a sentence for what is wrong."""

import pytest
from django import forms
from django.http import QueryDict

from loket.catalogue.mixes import fields
from loket.catalogue.mixes.forms import SettingsForm

pytestmark = pytest.mark.django_db


def cleaned(field: forms.Field, value):
    return field.clean(value)


def refused(field: forms.Field, value) -> str:
    with pytest.raises(forms.ValidationError) as error:
        field.clean(value)
    return error.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.250,50", 125050),
        ("1250", 125000),
        ("€ 1.250", 125000),
        ("12.5", 1250),
        ("12,-", 1200),
        ("0", 0),
        ("1.000.000", 100_000_000),
    ],
)
def test_amount_is_read_as_dutch_people_write_it(typed, cents):
    [row] = cleaned(fields.CostsField(required=False), [{"year": "", "cents": typed, "bearer": "Tiel"}])

    assert row == {"year": None, "cents": cents, "bearer": "Tiel"}


@pytest.mark.parametrize("typed", ["veel", "-5", "1,234", "1e30", "NaN", "", "99999999999999"])
def test_amount_that_is_none_gets_a_sentence(typed):
    assert "geen geldig bedrag" in refused(fields.CostsField(), [{"year": "", "cents": typed, "bearer": "Tiel"}])


def test_year_without_numbers_falls_away():
    rows = [{"year": "2027", "planned": "", "reached": ""}, {"year": "2028", "planned": "1.100", "reached": "0"}]

    assert cleaned(fields.NumbersField(), rows) == [{"year": 2028, "planned": 1100, "reached": 0}]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"year": "27", "planned": "1", "reached": ""}, "vier cijfers"),
        ({"year": "2027", "planned": "-1", "reached": ""}, "heel getal"),
        ({"year": "2027", "planned": "12345678901", "reached": ""}, "heel getal"),
        ({"year": "2027", "planned": "٣", "reached": ""}, ""),
    ],
)
def test_number_that_is_none_gets_a_sentence(row, sentence):
    field = fields.NumbersField()
    if sentence:
        assert sentence in refused(field, [row])
    else:
        assert cleaned(field, [row])[0]["planned"] == 3


def test_same_year_twice_gets_a_sentence():
    row = {"year": "2027", "planned": "1", "reached": ""}

    assert "twee keer" in refused(fields.NumbersField(), [row, dict(row)])


def test_place_without_a_number_is_one():
    assert cleaned(fields.PlacesField(), [{"name": "Buurthuis", "count": ""}]) == [{"name": "Buurthuis", "count": 1}]


def test_own_word_that_the_vocabulary_has_becomes_its_code():
    field = fields.WordsField(scheme="theme", most=20, own_label="Eigen")

    assert cleaned(field, [["roken"], "tabak, Fijne  buurt, fijne buurt"]) == ["roken", "Fijne buurt", "fijne buurt"]


def test_more_than_twenty_themes_gets_a_sentence():
    field = fields.WordsField(scheme="theme", most=20, own_label="Eigen")

    assert refused(field, [[], ", ".join(f"thema {n}" for n in range(21))]) == "Kies er hooguit 20. U hebt er nu 21."


def settings(**changes) -> SettingsForm:
    told = {
        "title": "Tiel",
        "areas": "Tiel",
        "first_year": "2027",
        "last_year": "2030",
        "themes_codes": "roken",
        "pillar_set": "rivm",
    }
    data = QueryDict(mutable=True)
    data.update(told | changes)
    return SettingsForm(data)


def test_settings_are_read():
    form = settings(areas="Tiel, GGD Gelderland-Zuid")

    assert form.is_valid(), form.errors
    assert form.changes()["areas"] == ["gemeente-tiel", "ggd-gelderland-zuid"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"areas": "Atlantis"}, "areas", "Dit gebied kennen wij niet: Atlantis."),
        ({"areas": " , "}, "areas", "Vul ten minste één gebied in."),
        ({"last_year": "2026"}, "last_year", "Kies een periode van één tot en met 10 jaar."),
        ({"last_year": "2037"}, "last_year", "Kies een periode van één tot en met 10 jaar."),
        ({"themes_codes": ""}, "themes", "Kies er ten minste één, of vul een eigen woord in."),
        (
            {"pillar_set": "eigen"},
            "own_pillars",
            "Schrijf ten minste één eigen pijler op, of kies een andere indeling.",
        ),
        (
            {"pillar_set": "eigen", "own_pillars": "In de klas\nin de Klas!"},
            "own_pillars",
            "Twee pijlers lijken te veel op elkaar. Geef ze verschillende namen.",
        ),
    ],
)
def test_settings_that_cannot_be_get_a_sentence(changes, field, sentence):
    assert settings(**changes).errors[field] == [sentence]
