"""The pages of the register: for everybody, for who proposes, for keepers."""

import pytest

from network.outside.models import OutsideNetwork
from tests.network.outside.factory import OutsideFactory

pytestmark = pytest.mark.django_db
FORM = {"name": "Platform Slaap", "kind": "platform", "summary": "Samen beter slapen.", "areas": "Tiel"}


def test_visitor_reads_the_register_and_takes_it_along(visitor) -> None:
    network = OutsideFactory(themes=["roken"])

    listed = visitor.get("/netwerken-elders/?theme=roken")
    page = visitor.get(network.get_absolute_url())
    file = visitor.get("/netwerken-elders.ods")

    assert network.name in listed.content.decode()
    assert "Voor het laatst nagekeken op 12 januari 2026" in page.content.decode()
    assert file["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"


def test_proposal_is_not_there_for_others(client_as, visitor) -> None:
    network = OutsideFactory(proposed=True)

    assert visitor.get(network.get_absolute_url()).status_code == 404
    assert client_as("professional").get(network.get_absolute_url()).status_code == 404
    assert client_as("redactie").get(network.get_absolute_url()).status_code == 200


def test_professional_proposes_a_network(client_as) -> None:
    client = client_as("professional")

    answer = client.post("/netwerken-elders/voorstellen/", FORM)

    network = OutsideNetwork.objects.get()
    assert answer.url == network.get_absolute_url()
    assert (network.areas, network.proposer) == (["gemeente-tiel"], client.user)


def test_unknown_area_keeps_what_was_typed(client_as) -> None:
    answer = client_as("professional").post("/netwerken-elders/voorstellen/", FORM | {"areas": "Nergenshuizen"})

    assert answer.status_code == 422
    assert "Dit gebied kennen wij niet: Nergenshuizen." in answer.content.decode()
    assert not OutsideNetwork.objects.exists()


def test_keeper_says_that_it_is_still_right(client_as) -> None:
    network = OutsideFactory()

    answer = client_as("servicedesk").post(f"{network.get_absolute_url()}klopt-nog/", {"note": ""})

    assert answer.status_code == 302
    assert network.history.get().act == "confirm"


def test_refusing_without_a_reason_asks_for_one(client_as) -> None:
    network = OutsideFactory(proposed=True)

    answer = client_as("redactie").post(f"{network.get_absolute_url()}niet-opnemen/", {"note": " "})

    assert answer.status_code == 422
    assert "Schrijf waarom" in answer.content.decode()


def test_professional_gets_no_steps(client_as) -> None:
    network = OutsideFactory()

    assert client_as("professional").get(f"{network.get_absolute_url()}klopt-nog/").status_code == 403


def test_register_has_the_same_number_of_queries_with_more(client_as, django_assert_max_num_queries) -> None:
    OutsideFactory.create_batch(5, themes=["roken"])
    client = client_as("servicedesk")

    with django_assert_max_num_queries(12):
        client.get("/netwerken-elders/")
