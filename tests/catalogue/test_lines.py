"""One line of an import: lenient, with a word on each guess, and never anything but ``BadLine``."""

import json
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.catalogue import content as contents
from loket.catalogue import lines
from loket.catalogue.enums import Kind
from loket.catalogue.sheets import SHEETS
from loket.core.working_days import AMSTERDAM

pytestmark = pytest.mark.django_db

MINIMAL = {"external_id": "x-1", "kind": "materiaal", "title": "Folder"}
KEYS = [
    *contents.empty("materiaal"),
    "external_id",
    "region",
    "recognition",
    "published_at",
    "changed_at",
    "last_checked",
    "next_check",
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(
        [
            "2026-03-02",
            "9999-12-31",
            "0001-01-01T00:00:00+14:00",
            "roken",
            "Tiel",
            "https://example.org",
            "\x00",
            "\ud800",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "level",
                    "decided_on",
                    "valid_until",
                    "by",
                    "url",
                    "label",
                    "tekst",
                    "bij",
                    "datum",
                    "uren",
                    "prijs",
                    "data",
                    "sluit_op",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
LINES = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=12).map(lambda row: MINIMAL | row)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(**told) -> lines.Line:
    return lines.read(MINIMAL | told)


@QUICK
@given(st.one_of(JSON, LINES))
def test_read_of_any_json_gives_a_line_or_a_bad_line(data):
    try:
        line = lines.read(data)
    except lines.BadLine as error:
        assert str(error).endswith(".")
        return

    text = json.dumps(line.content, allow_nan=False)
    assert ("\\u0000" in text, line.content.keys()) == (False, contents.empty("materiaal").keys())


@QUICK
@given(LINES, st.sampled_from(Kind.values))
def test_read_of_what_was_read_changes_nothing(data, kind):
    try:
        first = lines.read(data | {"kind": kind})
    except lines.BadLine:
        return

    second = lines.read(first.content | {"external_id": first.external_id})

    assert (second.external_id, second.content) == (first.external_id, first.content)


def test_read_of_a_deep_list_is_no_disaster():
    deep = json.loads("[" * 900 + "]" * 900)

    assert read(body=deep, themes=deep, links=deep).content == contents.empty("materiaal") | {"title": "Folder"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "De regel is geen JSON-object."),
        ({"title": "T"}, "external_id ontbreekt of is langer dan 120 tekens."),
        ({"external_id": "x" * 121, "title": "T"}, "external_id ontbreekt of is langer dan 120 tekens."),
        ({"external_id": "x", "title": " \x00 "}, "title ontbreekt."),
    ],
)
def test_line_without_identity_is_bad(data, sentence):
    with pytest.raises(lines.BadLine) as error:
        lines.read(data)

    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("told", "kind", "warnings"),
    [
        ("interventie", "interventie", 0),
        ("Richtlijn of werkprincipe", "richtlijn", 0),
        ("REGISTRATIE_INSTRUMENT", "registratie-instrument", 0),
        ("cursus", "opleiding", 0),
        (None, "materiaal", 1),
        ("onzin", "materiaal", 1),
    ],
)
def test_kind_is_known_by_code_label_and_word(told, kind, warnings):
    line = read(kind=told)

    assert (line.content["kind"], len(line.warnings)) == (kind, warnings)


@pytest.mark.parametrize("told", ["roken", "Roken", "ROKEN", ["roken", "Roken"], "roken; roken"])
def test_term_is_known_by_code_and_label_once(told):
    assert read(themes=told).content["themes"] == ["roken"]


def test_unknown_term_is_a_warning_and_the_line_goes_in():
    line = read(themes=["roken", "vliegeren"], settings="maan", areas=["Nergenshuizen"])

    assert (line.content["themes"], line.content["settings"], line.content["areas"]) == (["roken"], [], [])
    assert line.warnings == [
        "onbekende term in themes: 'vliegeren'",
        "onbekende term in settings: 'maan'",
        "onbekend gebied: 'Nergenshuizen'",
    ]


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({"region": "Tiel"}, ["gemeente-tiel"]),
        ({"areas": ["Tiel", "landelijk"]}, ["gemeente-tiel", "nl"]),
        ({"region": "provincie Utrecht"}, ["provincie-utrecht"]),
        ({}, []),
    ],
)
def test_area_is_known_by_name_and_a_single_region(told, codes):
    assert read(**told).content["areas"] == codes


@pytest.mark.parametrize(("key", "longest"), [("title", 200), ("summary", 400)])
def test_text_that_is_too_long_is_cut_and_stays_whole_in_the_body(key, longest):
    whole = "woord " * 100

    line = read(**{key: whole}, body="Het verhaal")

    assert len(line.content[key]) <= longest
    assert line.content[key].endswith("woord…")
    assert line.content["body"] == f"{whole.strip()}\n\nHet verhaal"
    assert line.warnings == [f"{key} is langer dan {longest} tekens: ingekort, de hele tekst staat in body"]


@pytest.mark.parametrize(
    ("told", "year"),
    [
        (2024, 2024),
        ("2024", 2024),
        ("2024-05-01", 2024),
        (None, None),
        (1066, None),
        ("vorig jaar", None),
        ([], None),
    ],
)
def test_year_is_read_or_told(told, year):
    line = read(year=told)

    assert (line.content["year"], len(line.warnings)) == (year, int(year is None and told is not None))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (8, 8),
        (2.5, 2.5),
        (0, 0),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
        (True, None),
        ("8", None),
    ],
)
def test_number_on_the_sheet_is_one_that_json_and_page_can_hold(told, kept):
    assert read(kind="opleiding", fields={"uren": told}).content["fields"].get("uren") == kept


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02T10:00", "2026-03-02"),
        ("2026-02-30", None),
        ("9999-12-31", None),
        ("maart", None),
    ],
)
def test_date_on_the_sheet_is_one_that_the_page_can_show(told, kept):
    assert read(kind="programma", fields={"sluit_op": told}).content["fields"].get("sluit_op") == kept


def test_fields_that_the_sheet_lacks_are_told():
    line = read(kind="publicatie", fields={"soort": "gedicht", "kleur": "rood", "auteurs": "GGD"})

    assert line.content["fields"] == {"auteurs": "GGD"}
    assert line.warnings == ["onbekende keuze voor soort: 'gedicht'", "onbekend veld voor publicatie: 'kleur'"]


@pytest.mark.parametrize("kind", Kind.values)
def test_every_field_of_a_kind_comes_in(kind):
    told = {row.key: _sample(row) for row in SHEETS[kind].fields}

    line = read(kind=kind, fields=told)

    assert (line.content["fields"], line.warnings) == (told, [])


def _sample(row):
    if row.columns:
        return [{column.key: column.choices[1][0] if column.choices else "Tekst" for column in row.columns}]
    if row.choices:
        return row.choices[0][0]
    return {"number": 12, "date": "2026-05-04"}.get(row.type.value, "Tekst")


def test_links_that_are_no_web_address_are_told():
    line = read(links=["https://example.org", {"label": "X", "url": "javascript:alert(1)"}, {"label": "leeg"}])

    assert line.content["links"] == [{"label": "https://example.org", "url": "https://example.org"}]
    assert line.warnings == ["onbruikbare link: 'javascript:alert(1)'"]


def test_recognition_is_read_whole():
    told = {
        "level": "goed-onderbouwd",
        "decided_on": "2024-05-01",
        "valid_until": "2029-05-01",
        "by": "RIVM",
        "note": "x",
    }

    assert read(recognition=told).recognition == {
        "recognition_level": "goed-onderbouwd",
        "recognition_decided_on": date(2024, 5, 1),
        "recognition_valid_until": date(2029, 5, 1),
        "recognition_by": "RIVM",
        "recognition_note": "x",
    }


@pytest.mark.parametrize(
    ("told", "warning"),
    [
        ("heel goed", "onbekend erkenningsniveau: 'heel goed'"),
        (
            {"level": "goed-onderbouwd", "decided_on": "2024-05-01", "valid_until": "2023-01-01"},
            "de erkenning eindigt voor het begin: einddatum weggelaten",
        ),
    ],
)
def test_recognition_that_cannot_be_is_told(told, warning):
    line = read(recognition=told)

    assert (line.warnings, line.recognition["recognition_valid_until"]) == ([warning], None)


def test_moments_are_read_in_dutch_time():
    line = read(
        published_at="2024-05-01T10:00", changed_at="2024-05-02T10:00+00:00", last_checked="2024-05-03", next_check="x"
    )

    assert line.moments == {
        "published_at": datetime(2024, 5, 1, 10, tzinfo=AMSTERDAM),
        "changed_at": datetime.fromisoformat("2024-05-02T10:00+00:00"),
        "last_checked": date(2024, 5, 3),
    }
