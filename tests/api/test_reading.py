"""What holds for every address that can be read: headers, paging, ETags and refusals."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from loket.api import schema
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
LISTS = (
    "search",
    "entries",
    "interventions",
    "events",
    "campaigns",
    "networks",
    "organisations",
    "vocabularies",
    "areas",
)


def told(response) -> dict:
    return json.loads(response.content)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@pytest.mark.parametrize("name", LISTS)
def test_list_is_open_to_all_and_names_its_version(name, visitor):
    response = visitor.get(f"{ROOT}/{name}")

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response["API-Version"] == schema.document()["info"]["version"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert told(response)["links"]["self"].endswith(f"{ROOT}/{name}")


@pytest.mark.parametrize("name", LISTS)
def test_unchanged_answer_is_not_sent_again(name, visitor):
    first = visitor.get(f"{ROOT}/{name}")

    again = visitor.get(f"{ROOT}/{name}", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["kleur=rood", "pageSize=20&pageSize=30", "q=%00&x=1"])
def test_unknown_or_repeated_parameter_is_a_problem(name, query, visitor):
    response = visitor.get(f"{ROOT}/{name}?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert {fault["in"] for fault in told(response)["errors"]} == {"query"}


@pytest.mark.parametrize("value", ["0", "101", "-1", "2.5", "tien", "", "9" * 400, "%00"])
def test_page_size_out_of_range_is_a_problem(value, visitor):
    response = visitor.get(f"{ROOT}/entries?pageSize={value}")

    assert (response.status_code, told(response)["errors"][0]["name"]) == (400, "pageSize")


@pytest.mark.parametrize(
    "address", ["entries/", "entries/niets", "niets", "events/bijeenkomst-1", "events/x", "entries/%00"]
)
def test_what_is_not_there_is_a_problem(address, visitor):
    response = visitor.get(f"{ROOT}/{address}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_wrong_method_is_a_problem_that_names_the_right_ones(method, visitor):
    response = getattr(visitor, method)(f"{ROOT}/entries")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert told(response)["status"] == 405


def test_form_that_we_do_not_write_is_a_problem(visitor):
    response = visitor.get(f"{ROOT}/entries", headers={"Accept": "application/xml"})

    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")


def test_error_of_ours_is_a_problem(visitor, monkeypatch):
    monkeypatch.setattr("loket.vocabulary.lookup.area_choices", lambda *only: 1 / 0)
    visitor.raise_request_exception = False

    response = visitor.get(f"{ROOT}/areas")

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")


def test_options_says_what_can_be_done(visitor):
    response = visitor.options(f"{ROOT}/entries")

    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_pages_lead_through_the_whole_list_once(visitor):
    entries = EntryFactory.create_batch(5, published=True)
    address, seen = f"{ROOT}/entries?pageSize=2", []

    while address:
        page = told(visitor.get(path_of(address)))
        seen += [row["externalId"] for row in page["results"]]
        address = page["links"]["next"]

    assert seen == [entry.external_id for entry in reversed(entries)]


def test_link_header_says_the_same_as_the_links(visitor):
    EntryFactory.create_batch(2, published=True)

    response = visitor.get(f"{ROOT}/entries?pageSize=1")

    links = told(response)["links"]
    assert response["Link"] == f'<{links["first"]}>; rel="first", <{links["next"]}>; rel="next"'


def test_cursor_of_yesterday_is_gone(visitor):
    EntryFactory.create_batch(2, published=True)
    following = told(visitor.get(f"{ROOT}/entries?pageSize=1"))["links"]["next"]

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        response = visitor.get(path_of(following))

    assert response.status_code == 410


@pytest.mark.parametrize("cursor", ["x", "", "%00", "a:b:c", "9" * 290])
def test_cursor_that_is_not_ours_is_not_found(cursor, visitor):
    assert visitor.get(f"{ROOT}/entries?cursor={cursor}").status_code == 404


def test_cursor_of_another_list_is_not_found(visitor):
    EntryFactory.create_batch(2, published=True)
    following = told(visitor.get(f"{ROOT}/entries?pageSize=1"))["links"]["next"]

    response = visitor.get(path_of(following).replace("/entries", "/organisations"))

    assert response.status_code == 404


def test_page_beyond_the_last_is_not_found(visitor):
    EntryFactory(published=True)

    response = visitor.get(f"{ROOT}/search?page=2")

    assert (response.status_code, "bladzijde 1" in told(response)["detail"]) == (404, True)


def test_maintenance_is_a_problem_too(visitor, settings):
    settings.IS_UNDER_MAINTENANCE = True

    response = visitor.get(f"{ROOT}/entries")

    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert response["Content-Type"] == "application/problem+json"


def test_signing_in_changes_nothing(visitor, client_as):
    EntryFactory()

    assert client_as("redactie").get(f"{ROOT}/entries").content == visitor.get(f"{ROOT}/entries").content


def test_documentation_names_every_operation(visitor):
    page = visitor.get(reverse("api_documentation")).content.decode()

    names = [row["operationId"] for methods in schema.document()["paths"].values() for row in methods.values()]
    assert [name for name in names if f'id="{name}"' not in page] == []
