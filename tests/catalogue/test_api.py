"""Entries and interventions by the API: only what a visitor may see, gone with a successor, few queries."""

import json
from datetime import date, timedelta

import pytest

from loket.catalogue.models import Entry
from loket.catalogue.recognition.enums import Origin
from loket.catalogue.recognition.models import Recognition
from tests.factories import AT, EntryFactory, OrganisationFactory, content

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


def told(response) -> dict:
    return json.loads(response.content)


def recognise(entry: Entry, **changes) -> Recognition:
    told = {"origin": Origin.IMPORT, "level": "goed-onderbouwd", "recorded_at": AT, "by": "Commissie"}
    return Recognition.objects.create(entry=entry, **told | changes)


def test_list_has_what_is_published_only(visitor, client_for):
    hidden, gone, shown = EntryFactory(), EntryFactory(archived=True), EntryFactory(published=True)

    for client in (visitor, client_for(hidden.owner), client_for(gone.owner)):
        assert [row["externalId"] for row in told(client.get(f"{ROOT}/entries"))["results"]] == [shown.external_id]


def test_hidden_entry_is_not_found_by_anybody(client_for):
    hidden = EntryFactory()

    assert client_for(hidden.owner).get(f"{ROOT}/entries/{hidden.external_id}").status_code == 404


def test_entry_has_terms_with_their_words(visitor):
    told_content = content(
        settings=["wijk"], areas=["gemeente-tiel"], licence="cc-by", links=[{"label": "A", "url": "https://a.nl"}]
    )
    entry = EntryFactory(published=True, content=told_content, organisation=OrganisationFactory(name="GGD Proef"))

    found = told(visitor.get(f"{ROOT}/entries/{entry.external_id}"))

    assert found["themes"] == [{"code": "bewegen", "label": "Bewegen"}]
    assert (found["areas"][0]["code"], found["licence"]) == ("gemeente-tiel", "cc-by")
    assert (found["webLinks"][0]["label"], found["organisation"]["name"]) == ("A", "GGD Proef")
    assert found["fields"] == {"aanpak": "Elke dinsdag lopen"}


def test_archived_entry_is_gone_and_points_at_its_living_successor(visitor):
    last = EntryFactory(published=True)
    between = EntryFactory(archived=True, successor=last)
    gone = EntryFactory(archived=True, successor=between)

    response = visitor.get(f"{ROOT}/entries/{gone.external_id}")

    assert (response.status_code, told(response)["successor"]["externalId"]) == (410, last.external_id)
    assert f"/entries/{last.external_id}" in response["Link"]


def test_archived_entry_without_successor_is_gone(visitor):
    response = visitor.get(f"{ROOT}/entries/{EntryFactory(archived=True).external_id}")

    assert (response.status_code, told(response)["successor"]) == (410, None)


def test_changed_since_gives_what_changed(visitor):
    EntryFactory(published=True, changed_at=AT)
    later = EntryFactory(published=True, changed_at=AT + timedelta(days=2))

    rows = told(visitor.get(f"{ROOT}/entries?changedSince=2026-01-13T00:00:00%2B01:00"))["results"]

    assert [row["externalId"] for row in rows] == [later.external_id]


@pytest.mark.parametrize("value", ["gisteren", "2026-01-13", "2026-13-01T00:00:00Z", ""])
def test_moment_without_zone_or_sense_is_a_problem(value, visitor):
    assert visitor.get(f"{ROOT}/entries?changedSince={value}").status_code == 400


@pytest.mark.parametrize("name", ["entries", "interventions"])
def test_list_costs_few_queries(name, visitor, django_assert_max_num_queries):
    for _number in range(5):
        recognise(EntryFactory(published=True, kind="interventie", organisation=OrganisationFactory()))

    with django_assert_max_num_queries(2):
        visitor.get(f"{ROOT}/{name}")


def test_intervention_has_every_decision_about_its_recognition(visitor):
    entry = EntryFactory(published=True, recognised=True, kind="interventie")
    recognise(entry, level="goed-beschreven", replaced_at=AT)
    recognise(entry, recorded_at=AT + timedelta(days=1), decided_on=date(2024, 5, 1))

    history = told(visitor.get(f"{ROOT}/interventions/{entry.external_id}"))["recognitionHistory"]

    assert [(row["level"], row["state"]) for row in history] == [
        ("goed-onderbouwd", "standing"),
        ("goed-beschreven", "replaced"),
    ]


def test_other_kind_is_no_intervention(visitor):
    entry = EntryFactory(published=True)

    assert visitor.get(f"{ROOT}/interventions/{entry.external_id}").status_code == 404
    assert told(visitor.get(f"{ROOT}/interventions"))["results"] == []
