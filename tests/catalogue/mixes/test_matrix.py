"""The overview: where a row stands, and what counts as empty."""

import dataclasses

import pytest

from loket.catalogue.mixes import matrix, totals
from loket.catalogue.mixes.pillars import SETS, pillars_of
from loket.catalogue.mixes.plan import Line, Plan

pytestmark = pytest.mark.django_db
PLAN = Plan(
    title="Proef",
    areas=[],
    first_year=2027,
    last_year=2028,
    pillars=SETS["rivm"],
    themes=["roken", "bewegen"],
    target_groups=["kinderen"],
    observations="",
    figures=[],
    expected_reach=None,
    expected_source="",
    lines=(),
    priorities=(),
)


def plan(*lines: Line, **more) -> Plan:
    return dataclasses.replace(PLAN, lines=lines, **more)


def line(pillar: str = "omgeving", *themes: str, **more) -> Line:
    return Line(id=more.pop("id", "1"), title="Rij", pillar=pillar, themes=list(themes), **more)


def cells(built: matrix.Matrix, pillar: str) -> list[matrix.Cell]:
    return list(next(lane for lane in built.lanes if lane.pillar.code == pillar).cells)


def test_row_stands_in_its_pillar_and_theme():
    own = line("omgeving", "bewegen")

    built = matrix.build(plan(own))

    assert [cell.lines for cell in cells(built, "omgeving")] == [(), (own,)]


def test_row_with_two_themes_stands_once_in_full_and_is_mentioned_in_the_other():
    own = line("omgeving", "bewegen", "roken")

    first, second = cells(matrix.build(plan(own)), "omgeving")

    assert (first.lines, second.lines, second.mentions) == ((own,), (), ((own, "Roken"),))


def test_place_with_only_a_mention_is_no_gap():
    built = matrix.build(plan(line("omgeving", "bewegen", "roken")))

    assert (built.places, built.gaps, [lane.gaps for lane in built.lanes]) == (8, 6, [0, 2, 2, 2])


def test_row_without_a_theme_of_the_mix_gets_a_column_that_is_no_gap_elsewhere():
    built = matrix.build(plan(line("omgeving", "alcohol")))

    assert [column.label for column in built.columns] == ["Roken", "Bewegen", "Andere thema's"]
    assert [cell.is_gap for cell in cells(built, "regelgeving")] == [True, True, False]


def test_row_of_a_pillar_that_went_is_not_lost():
    built = matrix.build(plan(line("oude-pijler", "roken")))

    assert [lane.pillar.label for lane in built.lanes][-1] == "Nog niet ingedeeld"
    assert built.lanes[-1].count == 1


def test_target_groups_can_stand_against_the_pillars():
    built = matrix.build(plan(line(target_groups=["kinderen"])), "doelgroep")

    assert [column.code for column in built.columns] == ["kinderen"]


def test_mix_without_columns_has_one_to_fill():
    built = matrix.build(plan(themes=[]))

    assert (len(built.columns), built.places, built.gaps) == (1, 4, 4)


@pytest.mark.parametrize("chosen", SETS)
def test_each_set_of_source_002_has_four_pillars(chosen):
    assert len({pillar.code for pillar in SETS[chosen]}) == 4


def test_own_pillars_are_those_that_were_typed():
    assert [pillar.code for pillar in pillars_of("eigen", ["In de klas", "Thuis"])] == ["in-de-klas", "thuis"]


def numbers(year, planned=None, reached=None) -> dict:
    return {"year": year, "planned": planned, "reached": reached}


def test_sums_per_year_leave_unknown_unknown():
    sums = totals.of(plan(line(numbers=[numbers(2027, 120, 0), numbers(None, 30)])))

    told = [(row.label, row.planned, row.reached) for row in sums.years]
    assert told == [("2027", 120, 0), ("2028", None, None), ("Zonder jaar", 30, None)]
    assert (sums.planned, sums.reached) == (150, 0)


def test_costs_are_summed_by_who_bears_them():
    costs = [{"year": 2027, "cents": 125050, "bearer": "Tiel"}, {"year": 2028, "cents": 50, "bearer": ""}]

    sums = totals.of(plan(line(costs=costs), line(costs=costs[:1], id="2")))

    assert sums.bearer_texts == [
        ("Tiel", "€\N{NO-BREAK SPACE}2.501"),
        ("Niet ingevuld wie betaalt", "€\N{NO-BREAK SPACE}0,50"),
    ]
    assert sums.euros == "€\N{NO-BREAK SPACE}2.501,50"


def test_estimate_for_the_whole_plan_goes_before_the_rows():
    sums = totals.of(plan(line(numbers=[numbers(2027, 90)]), line(id="2"), expected_reach=1100))

    assert (sums.planned, sums.planned_note) == (1100, "schatting voor het hele plan; in de rijen: 90")
    assert sums.without_plan == "1 van 2 rijen zonder aantal"


def test_places_are_counted():
    sums = totals.of(plan(line(locations=[{"name": "Scholen", "count": 6}, {"name": "Buurthuis", "count": 1}])))

    assert (sums.locations, sums.pillars[0][2]) == (7, 7)
