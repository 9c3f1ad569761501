"""The shipped files are complete and agree with each other; no database needed."""

import datetime
from collections import Counter, defaultdict

import pytest

from loket.vocabulary import shipped
from loket.vocabulary.enums import AreaKind, Scheme
from loket.vocabulary.names import match_key

# The number of municipalities on 1 January of a year, by Statistics Netherlands.
MUNICIPALITIES = {
    2000: 537, 2001: 504, 2002: 496, 2003: 489, 2004: 483, 2005: 467, 2006: 458, 2007: 443, 2009: 441,
    2010: 431, 2011: 418, 2012: 415, 2013: 408, 2014: 403, 2015: 393, 2016: 390, 2017: 388, 2018: 380,
    2019: 355, 2021: 352, 2022: 345, 2023: 342, 2026: 341,
}  # fmt: skip
PER_PROVINCE = {
    "provincie-drenthe": 12, "provincie-flevoland": 6, "provincie-fryslan": 18, "provincie-gelderland": 51,
    "provincie-groningen": 10, "provincie-limburg": 31, "provincie-noord-brabant": 56,
    "provincie-noord-holland": 43, "provincie-overijssel": 25, "provincie-utrecht": 26,
    "provincie-zeeland": 13, "provincie-zuid-holland": 50,
}  # fmt: skip


def of_kind(kind: AreaKind) -> list[shipped.ShippedArea]:
    return [area for area in shipped.areas() if area.kind == kind]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (AreaKind.NATIONAL, 1), (AreaKind.PROVINCE, 12), (AreaKind.GGD_REGION, 25),
        (AreaKind.MUNICIPALITY, 341), (AreaKind.DISTRICT, 9),
    ],
)  # fmt: skip
def test_areas_count_per_kind(kind, count):
    assert len(of_kind(kind)) == count


def test_municipalities_count_per_province():
    assert Counter(area.province for area in of_kind(AreaKind.MUNICIPALITY)) == PER_PROVINCE


def test_municipality_lies_in_the_province_of_its_region():
    regions = {region.code: region.province for region in of_kind(AreaKind.GGD_REGION)}

    provinces = {area.code: area.province for area in of_kind(AreaKind.MUNICIPALITY)}

    assert provinces == {area.code: regions[area.ggd_region] for area in of_kind(AreaKind.MUNICIPALITY)}


def test_every_region_has_municipalities():
    filled = {area.ggd_region for area in of_kind(AreaKind.MUNICIPALITY)}

    assert filled == {region.code for region in of_kind(AreaKind.GGD_REGION)}


def test_every_region_has_a_tile_of_its_own():
    tiles = Counter((area.tile_x, area.tile_y) for area in shipped.areas() if area.tile_x is not None)

    assert len(tiles) == 25
    assert set(tiles.values()) == {1}


def test_district_lies_in_a_municipality():
    municipalities = {area.code for area in of_kind(AreaKind.MUNICIPALITY)}

    assert {area.municipality for area in of_kind(AreaKind.DISTRICT)} <= municipalities


def test_area_codes_are_unique():
    assert Counter(area.code for area in shipped.areas()).most_common(1)[0][1] == 1


def test_area_names_are_unique_within_their_kind():
    codes = defaultdict(set)
    for area in shipped.areas():
        for text in (area.code, area.name, *area.alternatives):
            codes[area.kind, match_key(text)].add(area.code)

    shared = {key: found for key, found in codes.items() if len(found) > 1}

    assert shared == {("municipality", "bergen"): {"gemeente-bergen-nh", "gemeente-bergen-l"}}


def test_former_names_point_at_areas_of_today():
    known = {area.code for area in shipped.areas()}

    successors = {code for former in shipped.former_names() for code in former.successors}

    assert successors <= known


def test_former_name_stands_once():
    assert Counter(match_key(former.name) for former in shipped.former_names()).most_common(1)[0][1] == 1


def test_former_name_is_not_a_name_of_today():
    today = {match_key(text) for area in of_kind(AreaKind.MUNICIPALITY) for text in (area.name, area.code)}

    assert [former.name for former in shipped.former_names() if match_key(former.name) in today] == []


def test_former_municipalities_account_for_every_year_since_2000():
    """A merger or a new name never ends fewer municipalities than the count fell by, and each ended once."""
    ended = Counter(former.until.year for former in shipped.former_names() if former.until)
    years = sorted(MUNICIPALITIES)

    fallen = {
        year: MUNICIPALITIES[before] - MUNICIPALITIES[year] for before, year in zip(years, years[1:], strict=False)
    }

    assert {year: fell for year, fell in fallen.items() if ended[year] < fell} == {}


def test_former_names_ended_between_2000_and_2026():
    ends = {former.until for former in shipped.former_names() if former.until}

    assert min(ends) == datetime.date(2000, 1, 1)
    assert max(ends) == datetime.date(2026, 1, 1)


def test_terms_name_one_code_each_within_their_list():
    codes = defaultdict(set)
    for term in shipped.terms():
        for text in (term.code, term.label, *term.alternatives):
            codes[term.scheme, match_key(text)].add(term.code)

    assert {key: found for key, found in codes.items() if len(found) > 1} == {}


def test_terms_have_a_label_and_a_description():
    assert [term.code for term in shipped.terms() if not (term.label and term.description)] == []


def test_term_parents_are_in_the_same_list():
    known = {(term.scheme, term.code) for term in shipped.terms()}

    assert {(term.scheme, term.parent) for term in shipped.terms() if term.parent} <= known


def test_priority_themes_are_those_of_the_domain():
    priority = [(term.scheme, term.code) for term in shipped.terms() if term.is_priority]

    themes = ["roken", "alcohol", "overgewicht", "bewegen", "voeding", "diabetes", "depressie"]
    assert priority == [(Scheme.THEME, code) for code in themes]
