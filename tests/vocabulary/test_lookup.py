import pytest

from loket.vocabulary import lookup, shipped, snapshot
from loket.vocabulary.enums import AreaKind
from loket.vocabulary.models import Term, VocabularyVersion

pytestmark = pytest.mark.usefixtures("vocabulary")


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        ("theme", "roken", "roken"),
        ("theme", "  STOPPEN met-roken ", "roken"),
        ("theme", "Suicide preventie", "suicidepreventie"),
        ("theme", "Gezonde Leefomgeving", "gezonde-omgeving"),
        ("target-group", "Lage SES", "lage-ses"),
        ("target-group", "laagopgeleiden", "lage-ses"),
        ("setting", "primair onderwijs", "school-po"),
        ("setting", "SCHOOL_PO", "school-po"),
        ("sector", "huisarts", "eerste-lijn"),
        ("level", "niveau 3", "3"),
        ("level", 2, "2"),
        ("competence", "leadership", "leiderschap"),
        ("process-theme", "publiek-private samenwerking", "samenwerken"),
        ("theme", "ruimtevaart", None),
        ("theme", "", None),
        ("planet", "roken", None),
    ],
)
def test_resolve_finds_the_code(scheme, text, code):
    assert lookup.resolve(scheme, text) == code


def test_resolve_finds_every_alternative():
    missed = [
        (term.scheme, text)
        for term in shipped.terms()
        for text in (term.code, term.label, *term.alternatives)
        if lookup.resolve(term.scheme, text.upper()) != term.code
    ]

    assert missed == []


def test_resolve_label_is_stronger_than_an_alternative():
    Term.objects.create(scheme="theme", code="zzz", label="Iets anders", alternatives=["Bewegen"])
    lookup.changed()

    assert lookup.resolve("theme", "bewegen") == "bewegen"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("gemeente-tiel", ["gemeente-tiel"]),
        ("TIEL", ["gemeente-tiel"]),
        ("de gemeente Tiel", ["gemeente-tiel"]),
        ("Utrecht", ["gemeente-utrecht"]),
        ("provincie Utrecht", ["provincie-utrecht"]),
        ("Utrecht (provincie)", ["provincie-utrecht"]),
        ("GGD Utrecht", ["ggd-regio-utrecht"]),
        ("Gelderland", ["provincie-gelderland"]),
        ("GGD Gelderland Zuid", ["ggd-gelderland-zuid"]),
        ("GGD-regio Gelderland-Zuid", ["ggd-gelderland-zuid"]),
        ("regio Groningen", ["ggd-groningen"]),
        ("Rotterdam Rijnmond", ["ggd-rotterdam-rijnmond"]),
        ("landelijk", ["nl"]),
        ("Nederland", ["nl"]),
        ("friesland", ["provincie-fryslan"]),
        ("Den Bosch", ["gemeente-s-hertogenbosch"]),
        ("\u2019s Gravenhage", ["gemeente-den-haag"]),
        ("Sudwest Fryslan", ["gemeente-sudwest-fryslan"]),
        ("Overvecht", ["wijk-utrecht-overvecht"]),
        ("Zuidwest (Den Haag)", ["wijk-den-haag-zuidwest"]),
        ("Atlantis", []),
        ("gemeente Gelderland", []),
        ("", []),
    ],
)
def test_resolve_area_finds_the_area(text, codes):
    assert lookup.resolve_area(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Geldermalsen", ["gemeente-west-betuwe"]),
        ("gemeente Neerijnen", ["gemeente-west-betuwe"]),
        ("Wijdemeren", ["gemeente-hilversum"]),
        ("Loosdrecht", ["gemeente-hilversum"]),
        ("Goedereede", ["gemeente-goeree-overflakkee"]),
        ("Haaren", ["gemeente-boxtel", "gemeente-oisterwijk", "gemeente-tilburg", "gemeente-vught"]),
        ("GGD Rivierenland", ["ggd-gelderland-zuid"]),
        ("Hulpverlening Gelderland Midden", ["ggd-gelderland-midden"]),
        ("GGD Midden-Nederland", ["ggd-regio-utrecht"]),
        ("GGD Eemland", ["ggd-regio-utrecht"]),
    ],
)
def test_resolve_area_follows_a_former_name(text, codes):
    assert sorted(lookup.resolve_area(text)) == codes


def test_resolve_area_gives_both_of_a_shared_name():
    assert sorted(lookup.resolve_area("Bergen")) == ["gemeente-bergen-l", "gemeente-bergen-nh"]


def test_resolve_area_prefers_a_district_of_today_to_a_municipality_of_the_past():
    assert lookup.resolve_area("Vleuten-De Meern") == ["wijk-utrecht-vleuten-de-meern"]
    assert lookup.resolve_area("gemeente Vleuten-De Meern") == ["gemeente-utrecht"]


def test_resolve_area_finds_every_code_and_label():
    missed = [
        text for code, label in lookup.area_choices() for text in (code, label) if lookup.resolve_area(text) != [code]
    ]

    assert missed == []


def test_resolve_area_finds_every_former_name():
    missed = [
        former.name
        for former in shipped.former_names()
        if not set(former.successors) <= set(lookup.resolve_area(former.name))
    ]

    # Names that also belong to something that is there today: see the test on districts.
    assert missed == ["Vleuten-De Meern"]


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("gemeente-tiel", ["gemeente-tiel", "ggd-gelderland-zuid", "provincie-gelderland"]),
        ("ggd-twente", ["ggd-twente", "provincie-overijssel"]),
        (
            "wijk-utrecht-overvecht",
            ["wijk-utrecht-overvecht", "gemeente-utrecht", "ggd-regio-utrecht", "provincie-utrecht"],
        ),
        ("nl", ["nl"]),
        ("onbekend", ["onbekend"]),
    ],
)
def test_area_with_ancestors_counts_upward(code, codes):
    assert lookup.area_with_ancestors(code) == codes


def test_area_label_names_the_kind_where_two_share_a_name():
    labels = [lookup.area_label(code) for code in ("gemeente-utrecht", "provincie-utrecht", "gemeente-tiel", "x-y")]

    assert labels == ["Utrecht (gemeente)", "Utrecht (provincie)", "Tiel", "x-y"]


def test_area_names_hold_the_former_ones():
    assert sorted(lookup.area_names("gemeente-west-betuwe")) == [
        "Geldermalsen", "Lingewaal", "Neerijnen", "West Betuwe",
    ]  # fmt: skip
    assert lookup.area_names("onbekend") == []


def test_area_kind_is_that_of_the_area():
    assert [lookup.area_kind(code) for code in ("nl", "ggd-twente", "onbekend")] == [
        "national",
        "ggd-region",
        None,
    ]
    assert lookup.kinds() == AreaKind.choices


def test_area_choices_are_of_the_kind_and_in_order():
    provinces = [label for _, label in lookup.area_choices(AreaKind.PROVINCE)]

    assert len(provinces) == 12
    assert provinces[:3] == ["Drenthe", "Flevoland", "Fryslân"]


def test_tile_map_runs_row_by_row():
    tiles = lookup.tile_map()

    assert len(tiles) == 25
    assert tiles[0] == ("ggd-fryslan", "GGD Fryslân", 4, 0)


def test_label_of_an_unknown_code_is_the_code():
    assert lookup.label("setting", "school-po") == "Basisschool (PO)"
    assert lookup.label("setting", "maan") == "maan"


def test_choices_keep_the_order_of_the_list():
    assert lookup.choices("level") == [
        ("1", "Uitvoerder of veldwerker"),
        ("2", "Coördinator, projectmedewerker of lokaal adviseur"),
        ("3", "Leidinggevende of manager"),
        ("4", "Directie of bestuur"),
    ]


def test_is_priority_is_for_themes_only():
    assert lookup.is_priority("theme", "roken")
    assert not lookup.is_priority("theme", "drugs")
    assert not lookup.is_priority("theme", "onbekend")


def test_with_parents_counts_a_school_type_as_school():
    assert lookup.with_parents("setting", "school-po") == ["school-po", "school"]
    assert lookup.with_parents("setting", "onbekend") == ["onbekend"]


def test_lookup_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(4):
        lookup.resolve("theme", "tabak")
        lookup.resolve_area("Tiel")
        lookup.label("theme", "roken")
        lookup.area_with_ancestors("gemeente-tiel")


def test_lookup_reads_again_when_another_process_changed_a_term(django_assert_num_queries, monkeypatch):
    lookup.resolve("theme", "roken")
    Term.objects.filter(scheme="theme", code="roken").update(label="Rookvrij leven")
    VocabularyVersion.objects.update(stamp="van een ander proces")
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN_CHECKS", 0)

    assert lookup.label("theme", "roken") == "Rookvrij leven"
    with django_assert_num_queries(1):
        lookup.label("theme", "roken")


def test_changed_is_in_force_at_once():
    lookup.resolve("theme", "vuurwerk")
    Term.objects.filter(scheme="theme", code="gehoor").update(alternatives=["vuurwerk"])

    lookup.changed()

    assert lookup.resolve("theme", "vuurwerk") == "gehoor"
