"""The benchmark of the directory still runs: sixty people, each search once, no judgement of time."""

import pytest

from benchmarks import people
from network.directory.models import Listing
from tests.factories import UserFactory


@pytest.mark.django_db
def test_every_search_of_the_benchmark_answers_with_the_same_few_queries():
    people.fill(60)

    found = {row["search"]: row["queries"] for row in people.measure(1)}

    assert Listing.objects.visible_to(UserFactory()).count() == 60
    assert found.keys() == people.ASKED.keys()
    assert max(found.values()) <= 8
