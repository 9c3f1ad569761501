"""Searching by the API: what is public, with the facets and the query string of the search page."""

import json

import pytest

from loket.search import facets, index
from tests.search.documents import document

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/search"


@pytest.fixture
def several(db) -> None:
    index.put_many(
        document(f"Valpreventie {number}", kind="interventie", facets={"theme": ["valpreventie"]})
        for number in range(30)
    )


def told(response) -> dict:
    return json.loads(response.content)


def test_answer_has_the_documented_shape(visitor, several):
    body = told(visitor.get(f"{ADDRESS}?q=vallen&kind=interventie&page=2&pageSize=20"))

    assert (body["count"], body["countIsExact"], body["facetsAreExact"], body["page"]) == (30, True, True, 2)
    assert body["facets"]["theme"] == [{"code": "valpreventie", "label": "Valpreventie", "count": 30}]
    assert sorted(body["results"][0]) == ["externalId", "kind", "score", "summary", "title", "url"]


def test_links_lead_to_the_pages_around(visitor, several):
    links = told(visitor.get(f"{ADDRESS}?q=vallen&page=2&pageSize=10"))["links"]

    assert links["prev"].endswith("?q=vallen&pageSize=10")
    assert links["next"].endswith("?q=vallen&pageSize=10&page=3")


def test_query_string_of_the_page_is_understood(visitor, several):
    body = told(visitor.get(f"{ADDRESS}?q=vallen&theme=valpreventie&target_group=ouderen&pagina=1&sortering=nieuwste"))

    assert (body["count"], body["page"]) == (0, 1)


def test_two_codes_of_a_facet_are_either(visitor, several):
    assert told(visitor.get(f"{ADDRESS}?theme=roken&theme=valpreventie"))["count"] == 30


@pytest.mark.parametrize("name", facets.GROUPS)
def test_every_facet_is_a_parameter(name, visitor):
    assert visitor.get(f"{ADDRESS}?{name}=x").status_code == 200


def test_results_are_public_only(client_as):
    index.put(document("Intern", audience=["role:redactie"]))
    index.put(document("Ook intern", audience=["signed-in"]))

    assert told(client_as("redactie").get(ADDRESS))["count"] == 0


def test_search_is_one_statement(visitor, several, django_assert_num_queries, steady_vocabulary):
    visitor.get(f"{ADDRESS}?q=vallen")

    with django_assert_num_queries(1):
        visitor.get(f"{ADDRESS}?q=vallen")


@pytest.mark.parametrize("text", ["%00", "a%00b", "%F0%9F%98%80", "'\"--", "x" * 300])
def test_odd_query_is_no_error(text, visitor):
    assert visitor.get(f"{ADDRESS}?q={text}").status_code == 200


def test_query_that_is_too_long_is_a_problem(visitor):
    assert visitor.get(f"{ADDRESS}?q={'x' * 301}").status_code == 400
