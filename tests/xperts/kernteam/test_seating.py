"""Every combination of seats, stand-ins, replacements, interests and absences, against the rule in its own words."""

from itertools import product

import pytest

from xperts.kernteam import seating
from xperts.kernteam.enums import WITH_STAND_IN, SeatName, Via, Why
from xperts.kernteam.seating import Circumstances, Seating

HOLDER, STAND_IN, REPLACEMENT = 1, 2, 3
STATES = ("absent", "barred", "none", "there")
MEMBERS = {"holder": HOLDER, "stand_in": STAND_IN, "replacement": REPLACEMENT}
ROWS = list(product(SeatName, STATES, STATES, STATES, (False, True)))


def circumstances(states: dict[str, str], *, stand_ins_asked: bool) -> Circumstances:
    return Circumstances(
        absent={MEMBERS[who] for who, state in states.items() if state == "absent"},
        recused={MEMBERS[who] for who, state in states.items() if state == "barred"},
        replacements={} if states["replacement"] == "none" else {seat: REPLACEMENT for seat in SeatName},
        stand_ins_asked=stand_ins_asked,
    )


def expected(seat: SeatName, holder: str, stand_in: str, replacement: str, is_ninth: bool) -> tuple:
    """The rule as the issue tells it: (who acts, as what, who is asked beside)."""
    has_stand_in = seat in WITH_STAND_IN and stand_in == "there"
    if replacement == "there":
        return REPLACEMENT, Via.REPLACEMENT, None
    if holder == "there":
        return HOLDER, Via.HOLDER, STAND_IN if has_stand_in and is_ninth else None
    return (STAND_IN, Via.STAND_IN, None) if has_stand_in else (None, None, None)


@pytest.mark.parametrize(("seat", "holder", "stand_in", "replacement", "is_ninth"), ROWS)
def test_who_acts_for_a_seat(seat, holder, stand_in, replacement, is_ninth) -> None:
    held_by = Seating(seat, None if holder == "none" else HOLDER, None if stand_in == "none" else STAND_IN)
    states = {"holder": holder, "stand_in": stand_in, "replacement": replacement}

    found = seating.acting(held_by, circumstances(states, stand_ins_asked=is_ninth))

    assert (found.member, found.via, found.also) == expected(seat, holder, stand_in, replacement, is_ninth)


@pytest.mark.parametrize(
    ("holder", "why"),
    [("absent", Why.ABSENT), ("barred", Why.CONFLICT), ("none", Why.NO_HOLDER), ("there", Why.NONE)],
)
def test_reason_is_that_of_the_holder(holder, why) -> None:
    held_by = Seating(SeatName.PRACTICE, None if holder == "none" else HOLDER, STAND_IN)
    states = {"holder": holder, "stand_in": "there", "replacement": "none"}

    found = seating.acting(held_by, circumstances(states, stand_ins_asked=False))

    assert found.why == why


def test_nobody_acts_for_two_seats_and_quorum_counts_only_filled_ones() -> None:
    seatings = {SeatName.CGL: Seating(SeatName.CGL, 10), SeatName.PARTNER: Seating(SeatName.PARTNER, 20, 21)}

    found = seating.team(seatings, Circumstances(absent={10, 20}))

    assert seating.eligible(found) == [SeatName.PARTNER]
    assert found[SeatName.PARTNER].asked == (21,)


@pytest.mark.parametrize("absent", [set(), {20}])
def test_stand_in_who_replaces_another_seat_is_not_asked_for_the_own_one(absent: set[int]) -> None:
    seatings = {SeatName.CGL: Seating(SeatName.CGL, 10), SeatName.PARTNER: Seating(SeatName.PARTNER, 20, 21)}
    now = Circumstances(absent={10, *absent}, replacements={SeatName.CGL: 21}, stand_ins_asked=True)

    found = seating.team(seatings, now)

    assert found[SeatName.CGL].asked == (21,)
    assert 21 not in found[SeatName.PARTNER].asked


def test_holder_who_replaces_another_seat_leaves_the_own_one_to_the_stand_in() -> None:
    seatings = {SeatName.CGL: Seating(SeatName.CGL, 10), SeatName.PARTNER: Seating(SeatName.PARTNER, 20, 21)}

    found = seating.team(seatings, Circumstances(absent={10}, replacements={SeatName.CGL: 20}))

    assert [found[seat].asked for seat in (SeatName.CGL, SeatName.PARTNER)] == [(20,), (21,)]
