"""A search as an address: read tolerantly, written in one way."""

import pytest
from django.http import QueryDict

from loket.search.enums import Sort
from loket.search.query import MAX_QUERY, SearchRequest


def _read(address: str) -> SearchRequest:
    return SearchRequest.from_params(QueryDict(address))


def test_address_comes_back_the_same() -> None:
    address = "q=vallen+ouderen&kind=interventie&theme=roken&theme=valpreventie&sort=nieuwste&pagina=2"

    asked = _read(address)

    assert (asked.to_params(page=asked.page).urlencode(), asked.notices) == (address, ())


def test_change_goes_back_to_page_one() -> None:
    assert _read("q=a&pagina=3").url(sort=Sort.USE) == "?q=a&sort=gebruik"


@pytest.mark.parametrize(
    ("typed", "page"), [("-1", 1), ("0", 1), ("1000000000", 50), ("9" * 400, 50), ("abc", 1), ("1.5", 1), ("\x00", 1)]
)
def test_impossible_page_is_the_nearest_with_a_notice(typed: str, page: int) -> None:
    params = QueryDict(mutable=True)
    params["pagina"] = typed

    asked = SearchRequest.from_params(params)

    assert (asked.page, len(asked.notices)) == (page, 1)


def test_pages_of_a_hundred_end_at_the_thousandth_result() -> None:
    assert _read("pageSize=100&page=50").page == 10


def test_long_query_is_cut_with_a_notice() -> None:
    asked = _read("q=" + "woord+" * 400)

    assert (len(asked.text) <= MAX_QUERY, len(asked.notices)) == (True, 1)


def test_unknown_filter_is_ignored_with_a_notice() -> None:
    asked = _read("kleur=rood&theme=roken")

    assert (asked.facets, len(asked.notices)) == ({"theme": ("roken",)}, 1)


def test_filter_may_be_written_as_in_json() -> None:
    assert _read("targetGroup=ouderen").facets == {"target_group": ("ouderen",)}


def test_unknown_order_is_relevance_with_a_notice() -> None:
    asked = _read("sort=kleur")

    assert (asked.sort, len(asked.notices)) == (Sort.RELEVANCE, 1)


def test_nul_is_taken_out() -> None:
    asked = SearchRequest.from_params(QueryDict("q=ro%00ken&theme=ro%00ken"))

    assert (asked.text, asked.facets) == ("ro ken", {"theme": ("roken",)})


def test_facet_is_taken_away_from_the_address() -> None:
    asked = _read("theme=roken&theme=alcohol")

    assert asked.url(facets=asked.without("theme", "roken")) == "?theme=alcohol"


def test_more_values_of_a_facet_than_can_be_used_is_told() -> None:
    asked = _read("&".join(f"owner=org-{number}" for number in range(60)))

    assert len(asked.facets["owner"]) == 50
    assert asked.notices == ("Bij eigenaar koos u 60 opties. Wij zochten met de eerste 50.",)
