"""Learning networks by the API: the public ones only, and never who is in them."""

import json

import pytest

from network.learning.enums import NetworkState
from tests.network.learning.factory import LearningNetworkFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/networks"


def told(response) -> dict:
    return json.loads(response.content)


def test_private_network_and_proposal_are_not_found_even_by_a_member(visitor, client_for):
    shown = LearningNetworkFactory()
    hidden = [LearningNetworkFactory(is_public=False), LearningNetworkFactory(state=NetworkState.PROPOSED)]
    member = MembershipFactory(network=hidden[0]).person

    for client in (visitor, client_for(member)):
        assert [row["externalId"] for row in told(client.get(ROOT))["results"]] == [f"netwerk-{shown.pk}"]
        assert [client.get(f"{ROOT}/netwerk-{row.pk}").status_code for row in hidden] == [404, 404]


def test_network_names_nobody(visitor):
    membership = MembershipFactory()

    response = visitor.get(f"{ROOT}/netwerk-{membership.network_id}")

    assert (response.status_code, membership.person.name in response.content.decode()) == (200, False)


def test_list_costs_few_queries(visitor, django_assert_max_num_queries):
    LearningNetworkFactory.create_batch(5)

    with django_assert_max_num_queries(2):
        visitor.get(ROOT)
