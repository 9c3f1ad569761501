"""Whatever is typed in a search, or written in its address: results, or a sentence about what was left out."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

QUERIES = (
    "a & !b | (c:*", "'", "''", '"', '"open', '""', '-"a b"', "-", "-abc -def", "de het een", "!!! ??? ...",
    "(((", "\\",
    "\\'", "'; DROP TABLE catalogue_entry; --", "a\x00b", "\x00", "%", "_", "a:*", "<->", "NOT", "::tsquery",
    "t:x s:y",
    "\t\n", "\ufeff", "\u202eabc", "\U0001f600" * 50, "\u0301" * 200, "١٢٣", "12-34-56 1.2.3.4", "&", "-" + "a" * 300,
    "a" * 2000, "woord " * 400, "é" * 2000, "x" * 100_000,
)  # fmt: skip
PARAMETERS = (
    {"pagina": "-1"}, {"pagina": "0"}, {"pagina": "1000000000"}, {"pagina": "abc"}, {"pagina": "1" * 5000},
    {"pagina": "²"}, {"pagina": "\x00"}, {"pageSize": "-1"}, {"pageSize": "1000000000"},
    {"sort": "<script>"}, {"foo": "bar"},
    {"theme": [f"t{number}" for number in range(500)]}, {"theme[]": "x"}, {"q": ["a", "b"]},
    {"owner": "org-" + "9" * 30},
    {"owner": "org-²"}, {"owner": "\x00"}, {"year": "9" * 80}, {"area": "'; --"}, {"kind": "x\ty"},
    {"actueel": "zzz"},
    {"alle": "zzz"}, {"recognition": "x" * 500}, {"theme": "\u2003x"},
)  # fmt: skip


@pytest.mark.parametrize("name", ["search", "search_suggestions"])
@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_any_query_has_an_answer(query, name, visitor):
    assert visitor.get(reverse(name), {"q": query}).status_code == 200


@pytest.mark.parametrize("parameters", PARAMETERS, ids=range(len(PARAMETERS)))
def test_any_address_has_an_answer(parameters, visitor):
    assert visitor.get(reverse("search"), parameters).status_code == 200


@pytest.mark.parametrize("parameters", [*PARAMETERS, *({"q": query} for query in QUERIES)])
def test_the_api_answers_anything_with_results_or_a_problem(parameters, visitor):
    response = visitor.get(reverse("api_search"), parameters)

    kinds = {200: "application/json", 400: "application/problem+json"}
    assert response["Content-Type"].partition(";")[0] == kinds[response.status_code]


def test_long_query_is_cut_and_told(visitor):
    page = visitor.get(reverse("search"), {"q": "a " * 1000}).content.decode()

    assert "Uw zoekvraag was langer dan 300 tekens. Wij zochten met het begin ervan." in page


def test_script_in_a_query_is_text(visitor):
    page = visitor.get(reverse("search"), {"q": "<script>alert(1)</script>"}).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_name_of_an_organisation_with_nul_suggests_nothing(visitor):
    response = visitor.get(reverse("organisation_names"), {"organisation_name": "a\x00"})

    assert (response.status_code, "<option" in response.content.decode()) == (200, False)
