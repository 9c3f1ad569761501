"""A private network is found by who takes part in it, and by nobody else."""

import pytest

from loket.search import audience, index
from loket.search.engine import search
from loket.search.query import SearchRequest
from network.learning import findable
from tests.factories import UserFactory
from tests.network.learning.factory import MembershipFactory, network

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden():
    one = network("private", name="Wandelen met de buurt")
    index.put(findable.document(one))
    return one


def _found(person) -> list[str]:
    return [hit.title for hit in search(SearchRequest(text="wandelen buurt"), audience.tokens_of(person)).hits]


def test_search_shows_a_private_network_to_its_members(hidden):
    person = MembershipFactory(network=hidden).person

    assert _found(person) == ["Wandelen met de buurt"]


@pytest.mark.parametrize("trait", ["asked", "left"])
def test_search_hides_a_private_network_from_who_is_no_member_now(hidden, trait):
    person = MembershipFactory(network=hidden, **{trait: True}).person

    assert _found(person) == []


def test_search_hides_a_private_network_from_others(hidden):
    assert _found(UserFactory()) == []


def test_tokens_of_a_member_of_public_networks_alone_are_none():
    person = MembershipFactory().person

    assert findable.tokens_of(person) == []
