"""What the ballots of a case say together: pure functions, no database.

Quorum is three cast ballots on eligible seats (domain.md §4; hard cases 55, 60, 61). *Bespreken* is a cast ballot, so
it counts for the quorum, and it is a choice for nothing, so it counts for no majority. Silence and a seat that is
vacant by an interest or an absence count for neither.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from xperts.kernteam.enums import OUTCOMES, Basis, Choice, SeatName, Standing

QUORUM = 3


@dataclass(frozen=True)
class Vote:
    """The ballot of an eligible seat as it stands; ``at`` is when it was cast or last changed."""

    seat: SeatName
    choice: Choice
    at: datetime


@dataclass(frozen=True)
class Count:
    """``outcome`` and ``basis`` are set only when ``standing`` is OUTCOME; ``seat`` is whose ballot settled a tie."""

    standing: Standing
    votes: int
    outcome: Choice | None = None
    basis: Basis | None = None
    seat: SeatName | None = None

    @property
    def is_settled(self) -> bool:
        return self.standing == Standing.OUTCOME


def count(votes: Sequence[Vote], *, discussed_at: datetime | None, tie_seats: Iterable[str]) -> Count:
    """What is proposed. ``discussed_at`` is the last call about the case; ``tie_seats`` the order of the werkwijze.

    No majority, or a *bespreken* that no call came after, asks for a call. What stands equal after a call is settled by
    the first of ``tie_seats`` whose ballot chose one of the equal outcomes.
    """
    cast = len(votes)
    if cast < QUORUM:
        return Count(Standing.NO_QUORUM, cast)
    tally = Counter(vote.choice for vote in votes if vote.choice in OUTCOMES)
    ahead = _ahead(tally)
    if _asks_for_call(votes, discussed_at):
        return Count(Standing.CALL, cast)
    if len(ahead) == 1 and 2 * tally[ahead[0]] > tally.total():
        return Count(Standing.OUTCOME, cast, ahead[0], Basis.MAJORITY)
    if discussed_at is None:
        return Count(Standing.CALL, cast)
    if len(ahead) == 1:
        return Count(Standing.OUTCOME, cast, ahead[0], Basis.MOST)
    return _by_rule(votes, ahead, tie_seats)


def _ahead(tally: Counter) -> list[Choice]:
    """The outcomes with the most ballots."""
    most = max(tally.values(), default=0)
    return [outcome for outcome in OUTCOMES if most and tally[outcome] == most]


def _asks_for_call(votes: Sequence[Vote], discussed_at: datetime | None) -> bool:
    return any(vote.choice == Choice.DISCUSS and (discussed_at is None or vote.at > discussed_at) for vote in votes)


def _by_rule(votes: Sequence[Vote], equal: list[Choice], tie_seats: Iterable[str]) -> Count:
    chosen = {vote.seat: vote.choice for vote in votes}
    for seat in tie_seats:
        if chosen.get(seat) in equal:
            return Count(Standing.OUTCOME, len(votes), Choice(chosen[seat]), Basis.RULE, SeatName(seat))
    return Count(Standing.UNSETTLED, len(votes))


def can_still_change(tally_of: Count, open_seats: int, votes: Sequence[Vote]) -> bool:
    """Whether seats that did not vote yet could take the majority away from what is proposed now."""
    if not tally_of.is_settled or not open_seats:
        return False
    tally = Counter(vote.choice for vote in votes if vote.choice in OUTCOMES)
    return 2 * tally[tally_of.outcome] <= tally.total() + open_seats
