"""Organisations, vocabularies and areas by the API."""

import json

import pytest

from tests.factories import FormerNameFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


def told(response) -> dict:
    return json.loads(response.content)


def test_organisation_has_its_former_names(visitor):
    former = FormerNameFactory()

    found = told(visitor.get(f"{ROOT}/organisations/{former.organisation_id}"))

    assert (found["name"], found["formerNames"]) == (former.organisation.name, [former.name])


def test_organisation_that_merged_is_gone_and_names_its_successor(visitor):
    successor = OrganisationFactory()
    merged = OrganisationFactory(successor=successor)

    response = visitor.get(f"{ROOT}/organisations/{merged.pk}")

    assert (response.status_code, told(response)["successor"]["title"]) == (410, successor.name)
    assert f"/organisations/{successor.pk}" in response["Link"]
    assert [row["name"] for row in told(visitor.get(f"{ROOT}/organisations"))["results"]] == [successor.name]


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1", "%D9%A1"])
def test_number_of_no_organisation_is_not_found(number, visitor):
    assert visitor.get(f"{ROOT}/organisations/{number}").status_code == 404


def test_every_vocabulary_can_be_read(visitor):
    names = [row["name"] for row in told(visitor.get(f"{ROOT}/vocabularies"))["results"]]

    found = {name: len(told(visitor.get(f"{ROOT}/vocabularies/{name}"))["terms"]) for name in names}

    assert len(found) > 5
    assert all(found.values())


def test_areas_of_a_kind_know_what_they_lie_in(visitor):
    rows = told(visitor.get(f"{ROOT}/areas?kind=municipality"))["results"]

    tiel = next(row for row in rows if row["code"] == "gemeente-tiel")
    assert {row["kind"] for row in rows} == {"municipality"}
    assert len(tiel["within"]) == 2
