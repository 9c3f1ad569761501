import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.monitoring.surveys.hiding import FEWEST, hidden


@pytest.mark.parametrize(
    ("counts", "closed"),
    [
        ({"1": 5, "2": 9}, set()),
        ({"1": 4, "2": 9, "3": 20}, {"1", "2"}),
        ({"1": 2, "2": 2, "3": 20, "4": 6}, {"1", "2", "4"}),
        ({"1": 3, "2": 4, "3": 20}, {"1", "2"}),
        ({"1": 0, "2": 9}, {"1", "2"}),
        ({"1": 3}, {"1"}),
        ({}, set()),
    ],
)
def test_small_numbers_and_what_would_give_them_away_stay_hidden(counts, closed):
    assert hidden(counts) == closed


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30)))
def test_what_is_hidden_never_follows_from_the_total(counts):
    closed = hidden(counts)
    shown = {key: number for key, number in counts.items() if key not in closed}

    together = sum(counts.values()) - sum(shown.values())

    assert all(number >= FEWEST for number in shown.values())
    assert not closed or not shown or (len(closed) > 1 and together >= FEWEST)
