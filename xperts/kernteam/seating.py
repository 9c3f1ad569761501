"""Who acts for a seat in a case: pure functions over holders, absences and interests. No database.

Only *partner* and *praktijk* have a stand-in (domain.md §4, rule 4). A seat for which nobody acts is vacant: it is no
ballot to be waited for, and does not count for the quorum.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from xperts.kernteam.enums import WITH_STAND_IN, SeatName, Via, Why


@dataclass(frozen=True)
class Seating:
    """Who holds a seat, as numbers of members; None where nobody does."""

    seat: SeatName
    holder: int | None = None
    stand_in: int | None = None


@dataclass(frozen=True)
class Acting:
    """Who acts for a seat now. ``also`` is the stand-in who is asked beside the holder; ``why`` says why not he."""

    seat: SeatName
    member: int | None
    via: Via | None = None
    why: Why = Why.NONE
    also: int | None = None

    @property
    def is_vacant(self) -> bool:
        return self.member is None

    @property
    def asked(self) -> tuple[int, ...]:
        """Those who may cast the ballot of this seat."""
        return tuple(member for member in (self.member, self.also) if member is not None)


@dataclass(frozen=True)
class Circumstances:
    """What holds for one case at one moment: who is away, who has an interest, who was appointed once for a seat,
    and whether the stand-ins are asked beside the holders (from day 9).
    """

    absent: Collection[int] = frozenset()
    recused: Collection[int] = frozenset()
    replacements: Mapping[str, int] = field(default_factory=dict)
    stand_ins_asked: bool = False

    def obstacle(self, member: int | None) -> Why:
        """Why this member does not act; an interest goes before an absence."""
        if member is None:
            return Why.NO_HOLDER
        if member in self.recused:
            return Why.CONFLICT
        return Why.ABSENT if member in self.absent else Why.NONE

    def own(self, seat: SeatName, member: int | None) -> int | None:
        """This holder or stand-in of a seat, unless appointed once for another in this case: nobody acts for two."""
        elsewhere = {other for name, other in self.replacements.items() if name != seat}
        return None if member in elsewhere else member


def acting(seating: Seating, now: Circumstances) -> Acting:
    """A one-off replacement goes first, then the holder, then the stand-in where the seat has one; else it is vacant.

    The reason is that of the holder, also when the stand-in cannot come either.
    """
    seat = seating.seat
    holder, own_stand_in = now.own(seat, seating.holder), now.own(seat, seating.stand_in)
    why = now.obstacle(holder)
    replacement = now.replacements.get(seat)
    if replacement is not None and not now.obstacle(replacement):
        return Acting(seat, replacement, Via.REPLACEMENT, why)
    stand_in = own_stand_in if seat in WITH_STAND_IN and not now.obstacle(own_stand_in) else None
    if not why:
        return Acting(seat, holder, Via.HOLDER, also=stand_in if now.stand_ins_asked else None)
    if stand_in is not None:
        return Acting(seat, stand_in, Via.STAND_IN, why)
    return Acting(seat, None, None, why)


def team(seatings: Mapping[str, Seating], now: Circumstances) -> dict[SeatName, Acting]:
    """Who acts for each of the four seats; a seat that nobody was put on is vacant."""
    return {seat: acting(seatings.get(seat, Seating(seat)), now) for seat in SeatName}


def eligible(seats: Mapping[SeatName, Acting]) -> list[SeatName]:
    """The seats that can bring out a ballot."""
    return [seat for seat, found in seats.items() if not found.is_vacant]
