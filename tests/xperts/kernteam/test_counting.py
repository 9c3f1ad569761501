"""All ballots that four seats can cast, before and after a call, against the rule in its own words."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest

from tests.xperts.factory import AT
from xperts.kernteam import counting
from xperts.kernteam.counting import Vote
from xperts.kernteam.enums import OUTCOMES, Basis, Choice, SeatName, Standing
from xperts.kernteam.models.rules import FIRST_TIE_SEATS

LATER = AT + timedelta(hours=1)
BALLOTS = [*Choice, None]
ROWS = list(product(BALLOTS, repeat=4))
G, R, C, D = Choice.GRANT, Choice.REJECT, Choice.COLLECTIVE, Choice.DISCUSS


def votes(*choices) -> list[Vote]:
    return [Vote(seat, choice, AT) for seat, choice in zip(SeatName, choices, strict=True) if choice]


def count(*choices, discussed_at=None) -> counting.Count:
    return counting.count(votes(*choices), discussed_at=discussed_at, tie_seats=FIRST_TIE_SEATS)


@pytest.mark.parametrize("choices", ROWS)
def test_before_a_call_only_a_majority_without_doubt_is_proposed(choices) -> None:
    cast = [choice for choice in choices if choice]
    leading = [outcome for outcome in OUTCOMES if 2 * cast.count(outcome) > len(cast)]

    found = count(*choices)

    if len(cast) < 3:
        assert found.standing == Standing.NO_QUORUM
    elif Choice.DISCUSS in cast or not leading:
        assert found.standing == Standing.CALL
    else:
        assert (found.outcome, found.basis) == (leading[0], Basis.MAJORITY)


@pytest.mark.parametrize("choices", [row for row in ROWS if sum(map(bool, row)) >= 3])
def test_after_a_call_most_ballots_win_and_the_rule_settles_what_is_equal(choices) -> None:
    tally = Counter(choice for choice in choices if choice in OUTCOMES)
    ahead = [outcome for outcome in OUTCOMES if tally and tally[outcome] == max(tally.values())]
    by_rule = next((choice for choice in (choices[3], choices[2]) if choice in ahead), None)

    found = count(*choices, discussed_at=LATER)

    assert found.outcome == (ahead[0] if len(ahead) == 1 else by_rule)
    assert found.is_settled == (found.outcome is not None)


@pytest.mark.parametrize(
    ("choices", "outcome", "basis", "seat"),
    [
        ((G, G, R, R), R, Basis.RULE, SeatName.INDEPENDENT),
        ((G, R, G, None), G, Basis.MAJORITY, None),
        ((G, R, C, None), C, Basis.RULE, SeatName.PRACTICE),
        ((G, G, R, D), G, Basis.MAJORITY, None),
        ((G, R, G, D), G, Basis.MAJORITY, None),
        ((G, D, R, D), R, Basis.RULE, SeatName.PRACTICE),
        ((G, G, R, C), G, Basis.MOST, None),
    ],
)
def test_what_settles_it_after_a_call(choices, outcome, basis, seat) -> None:
    found = count(*choices, discussed_at=LATER)

    assert (found.outcome, found.basis, found.seat) == (outcome, basis, seat)


def test_only_doubt_after_a_call_stays_open() -> None:
    assert count(G, R, D, D, discussed_at=LATER).standing == Standing.UNSETTLED


def test_doubt_that_came_after_the_call_asks_for_another() -> None:
    late = [*votes(G, G, G, None), Vote(SeatName.INDEPENDENT, D, LATER)]

    found = counting.count(late, discussed_at=AT, tie_seats=FIRST_TIE_SEATS)

    assert found.standing == Standing.CALL


@pytest.mark.parametrize(
    ("choices", "open_seats", "may_change"), [((G, G, R, None), 1, True), ((G, G, G, None), 1, False)]
)
def test_an_open_seat_is_told_when_it_could_change_the_outcome(choices, open_seats, may_change) -> None:
    assert counting.can_still_change(count(*choices), open_seats, votes(*choices)) is may_change
