"""The definitions of the sheets themselves."""

import pytest

from loket.catalogue import content as contents
from loket.catalogue.enums import RECOGNITION_RANK, Kind, RecognitionLevel
from loket.catalogue.sheets import SHEETS, FieldType
from loket.core.templatetags import icons

FIELDS = [(kind, row) for kind, sheet in SHEETS.items() for row in sheet.fields]


def test_every_kind_has_a_sheet():
    assert list(SHEETS) == Kind.values


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.kind.value)
def test_keys_of_a_sheet_are_unique_and_no_key_of_the_content(sheet):
    keys = [row.key for row in sheet.fields]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.kind.value)
def test_icon_of_a_sheet_exists(sheet):
    assert icons.icon(sheet.icon).startswith("<svg")


@pytest.mark.parametrize(("kind", "row"), FIELDS, ids=[f"{kind}-{row.key}" for kind, row in FIELDS])
def test_field_has_what_its_type_needs(kind, row):
    needs = (row.type is FieldType.CHOICE, row.type is FieldType.ROWS)

    assert (bool(row.choices), bool(row.columns)) == needs
    assert (row.key.isidentifier(), bool(row.label)) == (True, True)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.kind.value)
def test_check_comes_between_half_a_year_and_five_years(sheet):
    assert 6 <= sheet.check_months <= 60


def test_every_level_of_recognition_has_a_rank_of_its_own():
    assert sorted(RECOGNITION_RANK[level] for level in RecognitionLevel) == list(range(len(RecognitionLevel)))


@pytest.mark.parametrize("kind", Kind.values)
def test_empty_content_misses_title_summary_theme_and_what_the_sheet_requires(kind):
    required = [row.label for row in SHEETS[kind].fields if row.is_required]

    assert contents.missing_for_submission(contents.empty(kind)) == [
        "Titel",
        "Samenvatting",
        "Minstens één thema",
        *required,
    ]


def test_process_theme_is_theme_enough():
    content = contents.empty("materiaal") | {"title": "T", "summary": "S", "process_themes": ["borging"]}

    assert contents.missing_for_submission(content) == []
