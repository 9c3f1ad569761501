"""Fifty runs in which everybody does as they please at once; a thousand by ``make torture``."""

import pytest

from benchmarks import torture

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 50
TRIES = 10


def test_fifty_runs_overbook_nothing_and_lose_no_one() -> None:
    outcomes = [torture.play(number) for number in range(RUNS)]

    assert {outcome.number: outcome.broken for outcome in outcomes if outcome.broken} == {}
    assert sum(outcome.acts["registers"] for outcome in outcomes) > RUNS


def test_sixteen_at_once_get_the_last_place_once() -> None:
    assert torture.crowd(1).broken == []


def test_without_the_lock_the_same_oversells() -> None:
    """The negative control: were the lock not there, these runs would see it."""
    with torture.without_lock():
        seen = next((broken for number in range(TRIES) if (broken := torture.crowd(number).broken)), [])

    assert any("places given of 1" in sentence for sentence in seen)
