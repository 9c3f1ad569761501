"""The calendar with its facets: the numbers beside the filters are those that one gets by pressing them."""

from itertools import product

import pytest
from django.http import QueryDict
from django.urls import reverse

from network.events import filters, finding
from network.events.models import Event
from tests.network.events.factory import AT, EventFactory

pytestmark = pytest.mark.django_db
COMING = {"starts_at": "2030-04-09T13:00Z", "ends_at": "2030-04-09T16:00Z", "closes_at": "2030-04-09T13:00Z"}
LATER = {"starts_at": "2030-05-31T22:30Z", "ends_at": "2030-06-01T09:00Z", "closes_at": "2030-05-31T22:30Z"}


@pytest.fixture
def calendar() -> None:
    """Events that differ in every group, with and without a theme, a level and an area."""
    choices = product((["roken"], ["roken", "bewegen"], []), ([], ["1"], ["2", "3"]), (["gemeente-tiel"], ["nl"]))
    for number, (themes, levels, areas) in enumerate(choices):
        EventFactory(
            **(COMING, LATER)[number % 2],
            themes=themes,
            levels=levels,
            areas=areas,
            kind=("congres", "training")[number % 3 == 0],
            venue=("online", "op-locatie")[number % 4 == 0],
            sectors=["ggd"] if number % 5 == 0 else [],
        )


def found(query: str = "") -> dict:
    params = QueryDict(query)
    bound = filters.EventFilter(params, queryset=Event.objects.coming(AT))
    return finding.found_page(bound, filters.GROUPS, params)


def options(query: str, group: str) -> dict[str, int]:
    page = found(query)
    shown = [facet.shown for facet in page["open_facets"] + page["folded_facets"] if facet.name == group]
    return {option.value: option.count for option in (shown[0] if shown else ())}


@pytest.mark.parametrize(
    "query", ["", "theme=bewegen", "level=1&kind=congres", "place=Tiel&venue=online", "q=wandelen&period=2030-06"]
)
def test_number_beside_a_filter_is_what_it_leaves(calendar, query) -> None:
    chosen = QueryDict(query)

    for group in filters.GROUPS:
        others = chosen.copy()
        others.pop(group, None)
        for code, count in options(query, group).items():
            assert found(f"{others.urlencode()}&{group}={code}")["page"].paginator.count == count, (group, code)


def test_group_is_counted_without_its_own_choice(calendar) -> None:
    assert options("kind=congres", "kind") == options("", "kind")
    assert options("kind=congres", "theme") != options("", "theme")


def test_two_of_one_group_widen_and_two_groups_narrow(calendar) -> None:
    counts = [
        found(query)["page"].paginator.count
        for query in ("theme=bewegen", "theme=bewegen&theme=roken", "theme=bewegen&area=gemeente-tiel")
    ]

    assert counts == [6, 12, 3]


def test_what_names_no_level_is_for_every_level(calendar) -> None:
    assert options("", "level") == {"1": 12, "2": 12, "3": 12, "4": 6}


def test_event_in_a_municipality_counts_for_its_region_and_province(calendar) -> None:
    counts = options("", "area")

    assert (counts["gemeente-tiel"], counts["ggd-gelderland-zuid"], counts["provincie-gelderland"]) == (9, 9, 9)
    assert counts["nl"] == 9


def test_month_is_that_of_the_clock_in_the_netherlands(calendar) -> None:
    """Half past ten in the evening by the clock of Greenwich is the first of June here."""
    assert options("", "period") == {"2030-04": 9, "2030-06": 9}


def test_what_was_is_not_counted_among_what_comes(calendar) -> None:
    EventFactory(starts_at="2020-04-09T13:00Z", ends_at="2020-04-09T16:00Z", closes_at="2020-04-09T13:00Z")

    assert sum(options("", "period").values()) == 18


@pytest.mark.parametrize("query", ["theme=bestaat-niet", "period=2030-13", "period=x%00", "level=9", "place=Tiel%00"])
def test_value_that_nobody_knows_does_no_harm(visitor, calendar, query) -> None:
    assert visitor.get(f"{reverse('events')}?{query}").status_code == 200


def test_unknown_place_finds_nothing_and_keeps_what_is_chosen(calendar) -> None:
    page = found("place=Nergenshuizen&theme=roken")

    assert page["page"].paginator.count == 0
    assert [chip["label"] for chip in page["chips"]] == ["Roken", "Nergenshuizen"]


def test_chip_takes_one_value_away(calendar) -> None:
    chips = found("theme=roken&theme=bewegen&pagina=1")["chips"]

    assert [(chip["label"], chip["url"]) for chip in chips] == [
        ("Roken", "?theme=bewegen"),
        ("Bewegen", "?theme=roken"),
    ]


def test_feed_has_the_same_filters(visitor, calendar) -> None:
    page = found("theme=bewegen&pagina=1&meer=area")

    text = visitor.get(page["feed"]).content.decode()

    assert page["feed"] == f"{reverse('events_feed')}?theme=bewegen"
    assert text.count("BEGIN:VEVENT") == 6


def test_way_to_what_was_keeps_the_filters_but_not_the_month(calendar) -> None:
    assert found("theme=roken&period=2030-06")["other_url"] == "?theme=roken&geweest="
    assert found("theme=roken&geweest=")["other_url"] == "?theme=roken"


def test_part_of_the_page_is_what_the_whole_page_shows(visitor, calendar) -> None:
    address = f"{reverse('events')}?theme=bewegen"

    part = visitor.get(address, headers={"HX-Request": "true"}).content.decode()

    assert part.strip() in visitor.get(address).content.decode()


def test_facets_cost_no_more_queries_when_more_is_chosen(calendar, django_assert_max_num_queries) -> None:
    found()  # what is kept of the vocabulary is read again every few seconds

    with django_assert_max_num_queries(3):
        found("theme=roken&level=1&venue=online&kind=congres&period=2030-04")
